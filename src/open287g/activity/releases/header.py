"""The header among the first rows of a sheet: never assumed to stand on a certain row, and it may take two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from open287g.activity.log.privacy import plain_name
from open287g.activity.releases.kinds import known_names

WITHIN = 40
"""Rows from the top among which a header is looked for."""


class Header(NamedTuple):
    """`names` are the columns by position (a repeated one is told apart), `first` and `last` its rows from 0.

    `above` is the text of what stands above it.
    """

    names: dict[str, int]
    first: int
    last: int
    above: tuple[str, ...]


def find_header(rows: Sequence[Sequence[Any]]) -> Header | None:
    """The row, or the two rows read together, with the most known column names; None where none has two."""
    best: tuple[int, int, int] | None = None
    for at in range(min(len(rows), WITHIN)):
        for depth in (1, 2):
            if at + depth > len(rows) or (depth == 2 and not _both_words(rows[at], rows[at + 1])):
                continue
            found = len({plain_name(cell) for cell in joined(rows[at : at + depth])} & known_names())
            if found >= 2 and (best is None or found > best[0]):
                best = (found, at, at + depth - 1)
    if best is None:
        return None
    _, first, last = best
    above = tuple(" ".join(_words(cell) for cell in row if _words(cell)) for row in rows[:first])
    return Header(_told_apart(joined(rows[first : last + 1])), first, last, tuple(filter(None, above)))


def joined(rows: Sequence[Sequence[Any]]) -> list[str]:
    """The names that one or two rows of header give: "Apprehension" above "Date" is "Apprehension Date"."""
    width = max(map(len, rows))
    return [" ".join(filter(None, (_words(row[i]) for row in rows if i < len(row)))) for i in range(width)]


def _both_words(row: Sequence[Any], below: Sequence[Any]) -> bool:
    """Whether two rows may be one header: the second holds names, no value such as a day or a number."""
    cells = [cell for cell in below if _words(cell)]
    return bool(cells) and all(isinstance(cell, str) and not any(c.isdigit() for c in cell) for cell in cells)


def _told_apart(cells: Sequence[str]) -> dict[str, int]:
    names: dict[str, int] = {}
    seen: set[str] = set()
    for position, text in enumerate(cells):
        if text:
            names[f"{text}...{position + 1}" if text.casefold() in seen else text] = position
            seen.add(text.casefold())
    return names


def _words(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())
