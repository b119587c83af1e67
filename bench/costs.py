"""A fiscal note of 100,000 possible worlds over five years: processor seconds beside the draws alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.measure import Measure
from open287g.costs.assumptions import Assumption, Range, assumptions_for
from open287g.costs.note import fiscal_note

_DRAWS, _YEARS = 100_000, 5
_UNCERTAIN = {
    "officers": (8, 10, 12),
    "wage": (28, 34, 41),
    "benefits": (0.35, 0.42, 0.7),
    "overtime_hours": (100, 200, 300),
    "duty_share": (0.5, 0.8, 1.0),
    "detainers": (20, 50, 120),
    "held_share": (0.3, 0.6, 0.9),
    "waiting_days": (1, 2, 10),
    "bed_day_full": (80, 120, 200),
    "bed_day_incremental": (10, 20, 40),
    "late_share": (0.02, 0.1, 0.3),
    "late_days": (1, 2, 7),
    "defense": (5_000, 20_000, 80_000),
    "class_judgment_chance": (0, 0.002, 0.01),
    "repayment_delay": (1, 1, 3),
}


def run() -> list[Measure]:
    """Processor seconds of one note with fifteen uncertain assumptions, and of drawing as many numbers."""
    known = _known()
    fiscal_note("TFM", known, draws=1_000)
    note = min(_seconds(lambda: fiscal_note("TFM", known, draws=_DRAWS, years=_YEARS)) for _ in range(3))
    bare = min(_seconds(_bare) for _ in range(3))
    return [
        Measure("costs", "fiscal note, 100,000 draws by 5 years", note, "CPU s", limit=0.5),
        Measure("costs", "the same beside drawing its numbers", note / bare, "times"),
    ]


def _known() -> dict[str, Assumption]:
    known = assumptions_for("TFM")
    return known | {name: replace(known[name], range=Range(*told)) for name, told in _UNCERTAIN.items()}


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _bare() -> None:
    for number in range(len(_UNCERTAIN)):
        np.random.Generator(np.random.PCG64(number)).random(_DRAWS)
