"""Case law as data: what courts held, where it binds, and which reading it supports. `readings.yaml` has the
questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from open287g.core.bundled import read_table, read_yaml
from open287g.core.errors import DamageError
from open287g.core.table import Column, Table

_FILE, _QUESTIONS = "rulebook/law/cases.csv", "rulebook/law/readings.yaml"

TABLE = Table(
    "cases",
    "Decisions of courts on questions that the rulebook reads in two ways.",
    ("case", "question"),
    (
        Column("case", "VARCHAR", "Its name."),
        Column("cites", "VARCHAR", "Where it is reported."),
        Column("court", "VARCHAR", "Who decided it."),
        Column("states", "VARCHAR[]", "Where it binds: States with blanks between, or all."),
        Column("decided", "DATE", "When."),
        Column("question", "VARCHAR", "The question it answers, of readings.yaml."),
        Column("supports", "VARCHAR", "The reading it supports.", ("narrow", "wide")),
        Column("holding", "VARCHAR", "What it held, in our words."),
        Column("status", "VARCHAR", "What is known of its later history."),
        Column("read_in", "VARCHAR", "What was read of it; begins with unread where nothing of the court was."),
    ),
)


@dataclass(frozen=True)
class Case:
    """One decision."""

    case: str
    cites: str
    court: str
    states: tuple[str, ...]
    decided: date
    question: str
    supports: str
    holding: str
    status: str
    read_in: str

    def binds(self, state: str, day: date | None) -> bool:
        """Whether it binds in a State on a day; on one that is unknown, whether it does today."""
        return (self.states == ("all",) or state in self.states) and (day is None or self.decided <= day)

    @property
    def read(self) -> bool:
        """Whether anything of the court's own was read."""
        return not self.read_in.startswith("unread")


@cache
def cases() -> tuple[Case, ...]:
    """Every decision, by day. Raises DamageError for one that answers no question or supports no reading."""
    found = []
    for row in read_table(_FILE, TABLE.names):
        if row["question"] not in questions() or row["supports"] not in ("narrow", "wide"):
            raise DamageError(f"{row['case']} answers no question of readings.yaml, or supports no reading", _FILE)
        texts = (row[name] for name in ("question", "supports", "holding", "status", "read_in"))
        states, decided = tuple(row["states"].split()), date.fromisoformat(row["decided"])
        found.append(Case(row["case"], row["cites"], row["court"], states, decided, *texts))
    return tuple(sorted(found, key=lambda case: case.decided))


@cache
def questions() -> dict[str, dict[str, Any]]:
    """The questions of `readings.yaml`."""
    loaded: dict[str, dict[str, Any]] = read_yaml(_QUESTIONS)
    return loaded
