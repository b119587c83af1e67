"""The models of agreement: one table, `models.csv`, that every room reads."""

from __future__ import annotations

from dataclasses import dataclass

from open287g.core.bundled import read_table
from open287g.core.errors import InputError
from open287g.core.suggest import suggestion
from open287g.core.table import Column, Table

TABLE = Table(
    "models",
    "The models of agreement, in the order of their codes.",
    ("model",),
    (
        Column("model", "VARCHAR", "ICE's short name."),
        Column("shown", "INTEGER", "Its place where models stand side by side."),
        Column("name", "VARCHAR", "What it is called in English; the catalog has the Spanish."),
        Column("says", "VARCHAR", "What officers do under it, in one sentence; empty where no text of it was read."),
        Column("evidence", "VARCHAR", "Where that can be read."),
    ),
)


@dataclass(frozen=True)
class Model:
    """One model, as a row of the table."""

    code: str
    shown: int
    name: str
    says: str
    evidence: str


MODELS: dict[str, Model] = {
    row["model"]: Model(row["model"], int(row["shown"]), row["name"], row["says"], row["evidence"])
    for row in read_table("vocabulary/models.csv", TABLE.names)
}

HELD_MODELS = tuple(code for code, model in MODELS.items() if model.says)
"""The models whose text was read, in the order of their codes."""

SHOWN = tuple(sorted(HELD_MODELS, key=lambda code: MODELS[code].shown))
"""The same, in the order in which people see them side by side."""


_ALSO = {
    "JEM": ("jail enforcement officer", "jail enforcement officers"),
    "WSO": ("warrant service", "warrant officer", "warrant service officers", "warrants"),
    "TFM": ("taskforce", "task force officer", "task forces", "tfo"),
}
"""What else people call a model; a jail alone is none, since two models are of jails."""


def model_meant(text: str) -> str:
    """The code of the model a person means by its code or name. Raises InputError, which names the nearest."""
    asked = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    asked = asked.removesuffix(" agreement").removesuffix(" model")
    known = {code.casefold(): code for code in HELD_MODELS}
    known |= {MODELS[code].name.casefold(): code for code in HELD_MODELS}
    known |= {MODELS[code].name.casefold().removesuffix(" model"): code for code in HELD_MODELS}
    known |= {name: code for code, names in _ALSO.items() for name in names}
    if asked not in known:
        raise InputError(f"{text!r} is no model", remedy=suggestion(text, HELD_MODELS, "The models are"), exit_code=2)
    return known[asked]
