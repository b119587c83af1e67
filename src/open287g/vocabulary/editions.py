"""The editions of the agreements' text: one table, `editions.csv`, that every room reads, and the names people give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from open287g.core.bundled import read_table
from open287g.core.table import Column, Table

TABLE = Table(
    "editions",
    "The texts on which agreements were signed, in the order of their codes.",
    ("edition",),
    (
        Column("edition", "VARCHAR", "Its name: the model and the day or year of its text."),
        Column("model", "VARCHAR", "Its model."),
        Column("called", "VARCHAR", "What a citation calls it, after its model: MOA of."),
        Column("profile", "VARCHAR", "The wording it shares with others; empty where the text is not held."),
        Column("revisions", "VARCHAR[]", "The days of revision that its pages may print, with blanks between."),
        Column("since", "DATE", "The day of revision it prints; else the earliest day on which one is known signed."),
        Column("aliases", "VARCHAR[]", "Other names it is given in files, with blanks between."),
        Column("says", "VARCHAR", "What it is, in English; the catalog has the Spanish."),
        Column("marks", "VARCHAR", "What tells it apart when a memorandum is read."),
        Column("evidence", "VARCHAR", "What shows the day of `since`."),
    ),
)


@dataclass(frozen=True)
class Edition:
    """One text, as a row of the table."""

    name: str
    model: str
    called: str
    profile: str
    revisions: tuple[str, ...]
    since: date
    aliases: tuple[str, ...]
    says: str
    marks: str
    evidence: str

    @property
    def historical(self) -> bool:
        """Its text is not held."""
        return not self.profile


EDITIONS: dict[str, Edition] = {
    row["edition"]: Edition(
        row["edition"],
        row["model"],
        row["called"],
        row["profile"],
        tuple(row["revisions"].split()),
        date.fromisoformat(row["since"]),
        tuple(row["aliases"].split()),
        row["says"],
        row["marks"],
        row["evidence"],
    )
    for row in read_table("vocabulary/editions.csv", TABLE.names)
}

HELD = tuple(name for name, edition in EDITIONS.items() if not edition.historical)
"""Editions whose text is held, in the order of their codes."""


def edition_named(text: str) -> Edition | None:
    """The edition that `text` names, however it writes dashes, case and dates; None for one that is not known."""
    name = spellings().get(_key(text))
    return EDITIONS[name] if name else None


def _key(text: str) -> str:
    return re.sub(r"[\s_./]+", "-", text.strip()).upper()


FAMILIES: dict[str, tuple[str, ...]] = {
    row["family"]: tuple(row["editions"].split())
    for row in read_table("vocabulary/families.csv", ("family", "editions", "evidence"))
}
"""A name that leaves the text open -> the editions it may be."""


def editions_named(text: str) -> tuple[str, ...]:
    """The editions that `text` may mean: one, those of a family, or none for a name that is not known."""
    edition = edition_named(text)
    return (edition.name,) if edition else FAMILIES.get(_key(text), ())


def newest_of(model: str) -> Edition | None:
    """The newest held edition of a model, by its code or a name of it; None for what is no model."""
    from open287g.core.errors import InputError
    from open287g.vocabulary.models import model_meant

    try:
        return EDITIONS[editions_of(model_meant(model))[-1]]
    except InputError:
        return None


def editions_of(*models: str) -> tuple[str, ...]:
    """The held editions of the given models."""
    return tuple(name for name in HELD if EDITIONS[name].model in models)


@cache
def spellings() -> Mapping[str, str]:
    """Every spelling accepted in a file, in capitals with dashes, and the edition it names."""
    given = {spelling.upper(): name for name, edition in EDITIONS.items() for spelling in (name, *edition.aliases)}
    printed = {_key(f"{one.model}-{day}"): name for name, one in EDITIONS.items() for day in one.revisions}
    parted = {re.sub(r"-2025-(\d\d)(\d\d)$", r"-2025-\1-\2", spelling): name for spelling, name in given.items()}
    return given | parted | printed
