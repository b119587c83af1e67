"""Small counts withheld, so that no one is told from a table: neither outright nor by taking sums from each other.

A count under LEAST is withheld. So is a second one wherever a sum over the rest of the table would give the first away:
in every group of rows that agree in some of the keys (all rows among them), either none is withheld, or at least two
that add up to LEAST or more. The smallest are taken, and what others have come to protect since is told again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

Row = dict[str, Any]
LEAST = 5
"""Fewer are withheld."""


def withheld(rows: Sequence[Row], keys: Sequence[str | tuple[str, ...]], count: str, *others: str) -> list[Row]:
    """The rows, `count` None and `withheld` true where it is not told; nothing else of a row changes.

    A key of several columns is one: no sum is taken over a part of it. `others` are counts of a part of `count`:
    withheld with it, and where one is small, `count` with it.
    """
    hidden = _hidden(rows, keys, (count, *others))
    nothing = dict.fromkeys((count, *others))
    return [row | (nothing if at in hidden else {}) | {"withheld": at in hidden} for at, row in enumerate(rows)]


def _hidden(rows: Sequence[Row], keys: Sequence[str | tuple[str, ...]], counts: Sequence[str]) -> set[int]:
    count = counts[0]
    small = {at for at, row in enumerate(rows) if any(0 < row[name] < LEAST for name in counts)}
    hidden, groups = set(small), list(_groups(rows, [(key,) if isinstance(key, str) else key for key in keys]))
    changed = bool(hidden)
    while changed:
        changed = False
        for group in groups:
            more = list(_next(rows, group, hidden, count))
            hidden.update(more)
            changed = changed or bool(more)
    return _told_again(rows, groups, small, hidden, count)


def _told_again(
    rows: Sequence[Row], groups: Sequence[Sequence[int]], small: set[int], hidden: set[int], count: str
) -> set[int]:
    """What stays hidden: the largest first, each that no group needs any more is told."""
    of: dict[int, list[int]] = defaultdict(list)
    number, total = [0] * len(groups), [0] * len(groups)
    for which, group in enumerate(groups):
        for at in hidden.intersection(group):
            of[at].append(which)
            number[which], total[which] = number[which] + 1, total[which] + rows[at][count]
    for at in sorted(hidden - small, key=lambda at: (-rows[at][count], at)):
        size = rows[at][count]
        if all(number[g] == 1 or (number[g] > 2 and total[g] - size >= LEAST) for g in of[at]):
            hidden = hidden - {at}
            for g in of[at]:
                number[g], total[g] = number[g] - 1, total[g] - size
    return hidden


def _next(rows: Sequence[Row], group: Sequence[int], hidden: set[int], count: str) -> Iterator[int]:
    """What must be withheld beside what is, the smallest first; a group of one row has no difference to take."""
    inside = [at for at in group if at in hidden]
    if not inside or len(group) == 1:
        return
    number, total = len(inside), sum(rows[at][count] for at in inside)
    for at in sorted((at for at in group if at not in hidden), key=lambda at: (rows[at][count], at)):
        if number >= 2 and total >= LEAST:
            return
        if rows[at][count]:
            number, total = number + 1, total + rows[at][count]
            yield at


def _groups(rows: Sequence[Row], keys: Sequence[tuple[str, ...]]) -> Iterator[list[int]]:
    for size in range(len(keys)):
        for fixed in combinations(keys, size):
            found: dict[tuple[Any, ...], list[int]] = defaultdict(list)
            for at, row in enumerate(rows):
                found[tuple(row[name] for key in fixed for name in key)].append(at)
            yield from (group for group in found.values() if len(group) > 1)
