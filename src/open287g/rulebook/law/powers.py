"""Which acts each model lists: one table, `powers.csv`, the same in every edition read."""

from __future__ import annotations

from functools import cache

from open287g.core.bundled import read_table
from open287g.core.errors import DamageError
from open287g.core.table import Column, Table
from open287g.vocabulary.acts import ACTS
from open287g.vocabulary.models import HELD_MODELS

VERDICTS = ("yes", "limited", "no")
"""Listed; listed, in the jail only; not listed."""

_FILE = "rulebook/law/powers.csv"

TABLE = Table(
    "powers",
    "The acts that each model lists.",
    ("act",),
    (
        Column("act", "VARCHAR", "The act."),
        *(Column(model, "VARCHAR", f"Whether {model} lists it.", VERDICTS) for model in HELD_MODELS),
        Column("evidence", "VARCHAR", "The sections that list it."),
    ),
)


@cache
def powers() -> dict[str, dict[str, str]]:
    """By act, what each held model says of it. Raises DamageError for an act that is missing or a word unknown."""
    rows = {row["act"]: {model: row[model] for model in HELD_MODELS} for row in read_table(_FILE, TABLE.names)}
    if set(rows) != set(ACTS):
        raise DamageError("its acts are not those of acts.csv", _FILE, "Give each act one line.")
    for act, models in rows.items():
        if not set(models.values()) <= set(VERDICTS):
            raise DamageError(f"{act} has a word other than {', '.join(VERDICTS)}", _FILE, "Write one of them.")
    return rows


@cache
def listed(act: str) -> tuple[str, ...]:
    """The models that list the act."""
    return tuple(model for model, verdict in powers()[act].items() if verdict != "no")
