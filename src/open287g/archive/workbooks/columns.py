"""Which column of a list is which: by its header, as ICE writes it or as `headers.csv` says others do."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from open287g.core.bundled import read_table
from open287g.core.marks import as_seen

HEADERS = {
    "STATE": "state",
    "LAW ENFORCEMENT AGENCY": "agency",
    "TYPE": "type",
    "COUNTY": "county",
    "SUPPORT TYPE": "model",
    "SIGNED": "signed",
    "MOA": "moa",
    "ADDENDUM": "addendum",
}
"""ICE's own headers, in its order, and our names for the columns."""

TITLES = {name: title for title, name in HEADERS.items()}
NEEDED = frozenset({"state", "agency", "model"})
_HEADER_ROWS = 20
_WORD = re.compile(r"\w+")


def columns_of(row: list[Any]) -> dict[int, str]:
    """Our names by position. A header as ICE writes it goes before another word for it; each column is found once."""
    words = {position: _words(cell) for position, cell in enumerate(row) if isinstance(cell, str)}
    names: dict[int, str] = {}
    for meanings in (HEADERS, _meanings()):
        for position, header in words.items():
            name = meanings.get(header)
            if name and position not in names and name not in names.values():
                names[position] = name
    return dict(sorted(names.items()))


def column_meant(header: str) -> str | None:
    """Our name of the column that `header` names; None where no column is known by it."""
    return _meanings().get(_words(header))


def model_meant(header: str) -> str | None:
    """ICE's name of the model that `header` is; None where it is none."""
    return _models().get(_words(header))


def words_of(header: str) -> frozenset[str]:
    """The words of a header, in capitals."""
    return frozenset(_words(header).split())


def is_renamed(header: Any) -> bool:
    """Whether this header of a known column is not ICE's own."""
    return _words(str(header)) not in HEADERS


def ice_title(header: str) -> str | None:
    """ICE's own header for the column that `header` names; None where no column is known by it."""
    name = column_meant(header)
    return TITLES[name] if name else None


def find_header(rows: list[list[Any]]) -> int | None:
    """The position of the row that heads a list; None if none of the first rows does."""
    for number, row in enumerate(islice(rows, _HEADER_ROWS)):
        if set(columns_of(row).values()) >= NEEDED:
            return number
    return None


def lacking(rows: list[list[Any]]) -> str:
    """What the likeliest header among the first rows has and lacks, in words; empty where no row has any of it."""
    found = [set(columns_of(row).values()) & NEEDED for row in islice(rows, _HEADER_ROWS)]
    best = max(found, key=len, default=set())
    if not best:
        return ""
    has, lacks = (" and ".join(sorted(TITLES[name] for name in names)) for names in (best, NEEDED - best))
    return f"row {found.index(best) + 1} has {has}, and nothing that headers.csv knows as {lacks}"


@lru_cache(1 << 14)
def _words(header: str) -> str:
    return " ".join(_WORD.findall(as_seen(header).upper()))


@cache
def _meanings() -> dict[str, str]:
    return {row["header"]: row["column"] for row in read_table("archive/workbooks/headers.csv")}


@cache
def _models() -> dict[str, str]:
    return {row["header"]: row["model"] for row in read_table("archive/workbooks/model_headers.csv")}
