"""What a page is that is no page of an agreement: a placeholder, a certificate, a resolution, by `data/page_kinds.csv`.

A row of the table gives a mark, words without which it cannot be there (`hint`, in lower case, parted by bars), and how
many different marks of its kind a page `needs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from open287g.core.bundled import read_table

_COLUMNS = ("kind", "needs", "hint", "mark", "why")


@dataclass(frozen=True)
class _Mark:
    hints: frozenset[str]
    pattern: re.Pattern[str]


def kind_of(text: str) -> str:
    """The kind of a page that prints `text`; empty for a page of an agreement, and for one that says nothing."""
    lowered = text.lower()
    if not any(map(lowered.__contains__, _first_words())):
        return ""
    lowered = " ".join(lowered.split())
    hints = set(filter(lowered.__contains__, _hints()))
    for kind, (needs, marks) in _marks().items():
        likely = [mark for mark in marks if not mark.hints.isdisjoint(hints)]
        if len(likely) >= needs and sum(bool(mark.pattern.search(text)) for mark in likely) >= needs:
            return kind
    return ""


@cache
def _hints() -> frozenset[str]:
    return frozenset(hint for _, marks in _marks().values() for mark in marks for hint in mark.hints)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(hint.split()[0] for hint in _hints())


@cache
def _marks() -> dict[str, tuple[int, list[_Mark]]]:
    kinds: dict[str, tuple[int, list[_Mark]]] = {}
    for row in read_table("documents/data/page_kinds.csv", _COLUMNS):
        mark = _Mark(frozenset(row["hint"].split("|")), re.compile(row["mark"]))
        kinds.setdefault(row["kind"], (int(row["needs"]), []))[1].append(mark)
    return kinds
