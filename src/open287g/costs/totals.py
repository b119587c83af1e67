"""From possible worlds to what a note says of a sum: three percentiles, the mean, the low point of cash."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from open287g.costs.draws import Draws, World


@dataclass(frozen=True)
class Amount:
    """Dollars: 5th, 50th and 95th percentile over the possible worlds, and the mean."""

    p5: float
    p50: float
    p95: float
    mean: float


@dataclass(frozen=True)
class Cash:
    """The lowest that cash stands before repayment has caught up, in dollars, and the quarter of it."""

    amount: Amount
    quarter: int


def amount(dollars: Draws) -> Amount:
    """What the worlds say of one sum, to the cent."""
    if dollars.size == 1 or not dollars.any():
        value = _cents(dollars[0])
        return Amount(value, value, value, value)
    ranks = [int(share * (dollars.size - 1)) for share in (0.05, 0.5, 0.95)]
    low, middle, high = np.partition(dollars, ranks)[ranks]
    return Amount(_cents(low), _cents(middle), _cents(high), _cents(dollars.mean()))


def _cents(dollars: float) -> float:
    return round(float(dollars), 2) + 0.0


def cash_low_point(world: World, spent: Draws, repaid: Draws) -> Cash | None:
    """How far cash falls below zero at the end of a quarter; None where the delay of repayment is unknown.

    Costs and repayments are spread evenly over their year; repayments come `repayment_delay` quarters later.
    """
    if not world.known("repayment_delay"):
        return None
    delays = np.rint(world["repayment_delay"]).astype(int)
    worlds = max(len(spent), len(repaid), len(delays))
    delays = np.broadcast_to(delays, worlds)
    paid, back = (np.broadcast_to(dollars, (worlds, world.years)) for dollars in (spent, repaid))
    lowest, quarter = np.empty(worlds), np.empty(worlds)
    for delay in np.unique(delays):
        late = delays == delay
        lowest[late], quarter[late] = _lowest(paid[late], back[late], int(delay))
    return Cash(amount(lowest), int(np.median(quarter)))


def _lowest(spent: Draws, repaid: Draws, delay: int) -> tuple[Draws, Draws]:
    """The least that stands at the end of a quarter in each world, and which quarter it is."""
    paid, back = (np.ascontiguousarray(dollars.T) / 4 for dollars in (spent, repaid))
    standing = np.zeros(len(spent))
    lowest, quarter = np.full(len(spent), np.inf), np.ones(len(spent))
    for at in range(4 * len(paid)):
        standing = standing + ((back[(at - delay) // 4] if at >= delay else 0.0) - paid[at // 4])
        lower = standing < lowest
        np.copyto(lowest, standing, where=lower)
        np.copyto(quarter, at + 1.0, where=lower)
    return lowest, quarter
