"""Which of ICE's two lists its page gave on a day, kept in the archive where one was missing.

That a list is gone is a fact of a day like its rows: it stands in the archive as a small JSON file beside the page, and
the record tells it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal, get_args

Answer = Literal["had", "gone", "not linked"]
"""Whether the page linked the list and the list was there."""

LISTS = ("participating", "pending")
NAME = "287g-lists.json"
MARK = "#lists"
"""At the end of the address under which such a file stands, behind the page's own."""
_LARGEST = 1 << 16


@dataclass(frozen=True)
class Told:
    """What became of one list: `address` is where the page said it was, empty where it linked none."""

    list: str
    answer: Answer
    address: str = ""

    def as_row(self) -> dict[str, str]:
        """The answer as plain values."""
        return asdict(self)


def told(had: dict[str, str], gone: dict[str, str]) -> list[Told]:
    """An answer for each list, from the addresses at which lists were had and were gone, by the name of the list."""
    return [
        Told(name, "had", had[name])
        if name in had
        else Told(name, "gone", gone[name])
        if name in gone
        else Told(name, "not linked")
        for name in LISTS
    ]


def write(answers: Iterable[Told]) -> bytes:
    """The answers as the file that is kept."""
    return (json.dumps({"lists": [answer.as_row() for answer in answers]}, indent=1) + "\n").encode()


def read(content: bytes) -> list[Told] | None:
    """The answers in such a file; None where it is something else."""
    if len(content) > _LARGEST:
        return None
    try:
        rows = json.loads(content)["lists"]
        answers = [Told(str(row["list"]), row["answer"], str(row["address"])) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    sound = all(answer.list in LISTS and answer.answer in get_args(Answer) for answer in answers)
    return answers if answers and sound else None
