"""The words of a verdict, one table that every room reads: `verdicts.csv`.

Two verdicts stand beside each other and are never made one. *Authority*: the act lies within the power that the statute
and the agreement give. *Lawfulness*: it was done as the regulations and the Constitution want it done. An act beyond an
agreement can have another source of power; an act within it can be done unlawfully.
"""

from __future__ import annotations

from open287g.core.bundled import read_table
from open287g.core.table import Column, Table

TABLE = Table(
    "verdicts",
    "The words of a verdict, the best first.",
    ("of", "verdict"),
    (
        Column("verdict", "VARCHAR", "The word."),
        Column("of", "VARCHAR", "Which of the two verdicts it is a word of.", ("authority", "lawfulness")),
        Column("place", "INTEGER", "Its place, the best first."),
        Column(
            "exit",
            "INTEGER",
            "The exit code of `decide`: 3 where one of the two is broken, else that of the authority.",
        ),
        Column("says", "VARCHAR", "What it means."),
    ),
)

AUTHORIZED, AUTHORIZED_IF = "authorized", "authorized if"
NOT_AUTHORIZED, UNDETERMINED = "not authorized", "undetermined"
LAWFUL, NOT_LAWFUL = "lawful", "not lawful"

_ROWS = read_table("vocabulary/verdicts.csv", TABLE.names)


def _words(of: str) -> tuple[str, ...]:
    return tuple(row["verdict"] for row in sorted(_ROWS, key=lambda row: int(row["place"])) if row["of"] == of)


AUTHORITY = _words("authority")
"""What may be said of the power to do an act, the best first."""

LAWFULNESS = _words("lawfulness")
"""What may be said of how an act was done, the best first."""

DUTIES = ("kept", "open", "breached")
"""What may be said of the duties that an act was done under, the best first."""

SAYS = {(row["of"], row["verdict"]): row["says"] for row in _ROWS}
"""What each word means, by the verdict it is of."""

_EXITS = {(row["of"], row["verdict"]): int(row["exit"]) for row in _ROWS}


def exit_of(verdict: str, lawfulness: str) -> int:
    """The exit code of two verdicts: 3 where one is broken; else that of the authority."""
    codes = (_EXITS["authority", verdict], _EXITS["lawfulness", lawfulness])
    return 3 if 3 in codes else codes[0]
