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
    hints: tuple[str, ...]
    pattern: re.Pattern[str]

    def on(self, text: str, lowered: str) -> bool:
        return any(hint in lowered for hint in self.hints) and bool(self.pattern.search(text))


def kind_of(text: str) -> str:
    """The kind of a page that prints `text`; empty for a page of an agreement, and for one that says nothing."""
    lowered = " ".join(text.lower().split())
    for kind, (needs, marks) in _marks().items():
        if sum(mark.on(text, lowered) for mark in marks) >= needs:
            return kind
    return ""


@cache
def _marks() -> dict[str, tuple[int, list[_Mark]]]:
    kinds: dict[str, tuple[int, list[_Mark]]] = {}
    for row in read_table("documents/data/page_kinds.csv", _COLUMNS):
        mark = _Mark(tuple(row["hint"].split("|")), re.compile(row["mark"]))
        kinds.setdefault(row["kind"], (int(row["needs"]), []))[1].append(mark)
    return kinds
