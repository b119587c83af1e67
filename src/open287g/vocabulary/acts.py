"""The acts of an officer: one table, `acts.csv`, that every room reads."""

from __future__ import annotations

from dataclasses import dataclass

from open287g.core.bundled import read_table
from open287g.core.table import Column, Table

TABLE = Table(
    "acts",
    "What an officer may do, in the order of the codes.",
    ("act",),
    (
        Column("act", "VARCHAR", "The act, as a log names it."),
        Column("label", "VARCHAR", "What a page calls it in English; the catalog has the Spanish."),
        Column("name_es", "VARCHAR", "The act as a verb in Spanish; in English it is the act itself."),
        Column("evidence", "VARCHAR", "The text that has the function."),
    ),
)


@dataclass(frozen=True)
class Act:
    """One act, as a row of the table."""

    name: str
    label: str
    name_es: str
    evidence: str


ACTS: dict[str, Act] = {
    row["act"]: Act(row["act"], row["label"], row["name_es"], row["evidence"])
    for row in read_table("vocabulary/acts.csv", TABLE.names)
}


def act_name(act: str, language: str = "en") -> str:
    """The act as people say it, as a verb. Raises KeyError for what is no act."""
    return ACTS[act].name_es if language == "es" else act.replace("_", " ")
