"""A list that names each state once: alone above its rows, or in the first of them."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

_FEWEST = 3
"""Rows without a state from which their list leaves it out on purpose."""


def states_from_above(
    below: list[list[Any]], state: int, agency: int
) -> tuple[list[list[Any]], tuple[int, str, int] | None]:
    """The rows with the state that stands above them in its cell; and where the first did, which, and for how many.

    So only where no row of an agency has a state of its own and each has a cell that stands alone above it; or where
    every state stands in one row. Else nothing is changed: a state that one row lacks is unknown.
    """
    if sum(not cell or str(cell).isspace() for cell in map(itemgetter(state), below)) < _FEWEST:
        return below, None
    own = [(at, row) for at, row in enumerate(below) if _said(row[agency]) and len(_all(row)) > 1]
    blank = [at for at, row in own if not _said(row[state])]
    named = [_said(row[state]) for _, row in own if _said(row[state])]
    if len(blank) < _FEWEST:
        return below, None
    if not named:
        heads = {at: said[0] for at, row in enumerate(below) if len(said := _all(row)) == 1}
    elif len(named) > 1 and len(set(named)) == len(named):
        heads = {at: _said(row[state]) for at, row in own if _said(row[state])}
    else:
        return below, None
    if not heads or min(heads) > own[0][0]:
        return below, None
    changed, head, lacks = list(below), "", set(blank)
    for at, row in enumerate(below):
        head = heads.get(at, head)
        if at in lacks:
            changed[at] = [*row[:state], head, *row[state + 1 :]]
    return changed, (blank[0], _said(changed[blank[0]][state]), len(blank))


def _said(cell: Any) -> str:
    return str(cell).strip()


def _all(row: list[Any]) -> list[str]:
    return [text for cell in row if (text := _said(cell))]
