"""What a page is that is no page of an agreement: a placeholder, a certificate, a resolution, by `data/page_kinds.csv`.

A row of the table gives a mark and how many different marks of its kind a page `needs`.
"""

from __future__ import annotations

import re
from functools import cache

from open287g.core.bundled import read_table

_COLUMNS = ("kind", "needs", "mark", "why")


def kind_of(text: str) -> str:
    """The kind of a page that prints `text`; empty for a page of an agreement, and for one that says nothing."""
    for kind, (needs, marks) in _marks().items():
        if sum(1 for mark in marks if mark.search(text)) >= needs:
            return kind
    return ""


@cache
def _marks() -> dict[str, tuple[int, list[re.Pattern[str]]]]:
    kinds: dict[str, tuple[int, list[re.Pattern[str]]]] = {}
    for row in read_table("documents/data/page_kinds.csv", _COLUMNS):
        kinds.setdefault(row["kind"], (int(row["needs"]), []))[1].append(re.compile(row["mark"]))
    return kinds
