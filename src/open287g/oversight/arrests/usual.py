"""What a day is usually like: the same weekday in the weeks around it, with the interval most such days fall into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

WEEKS = 52
"""Weeks on each side from which the same weekday is taken."""
LEAST = 8
"""Fewer such days make no usual."""


class Usual(NamedTuple):
    """The median of `days` days of the same weekday, and the interval that 95 of 100 of them fall into, to a tenth."""

    median: float
    low: float
    high: float
    days: int


def usual(counts: Mapping[date, int], day: date, apart: Sequence[date], first: date, last: date) -> Usual | None:
    """The usual of `day` by `counts` (a day without a count had none); None where the file has too few such days.

    `apart` are days not to be taken, those of the operation itself; `first` and `last` bound what the file holds.
    """
    near = (day + timedelta(weeks=week) for week in range(-WEEKS, WEEKS + 1))
    days = [one for one in near if first <= one <= last and one not in apart]
    if len(days) < LEAST:
        return None
    values = np.array([counts.get(one, 0) for one in days])
    low, median, high = (round(float(value), 1) for value in np.quantile(values, [0.025, 0.5, 0.975]))
    return Usual(median, low, high, len(days))
