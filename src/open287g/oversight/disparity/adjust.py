"""Many tests at once: chances adjusted so that of the findings named, at most five in a hundred are expected false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scipy.stats import false_discovery_control

from open287g.oversight.answer import Estimate


def adjusted(estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """The estimates with `p_adjusted` by Benjamini and Hochberg 1995, over all that have a `p`."""
    tested = [one.p for one in estimates if one.p is not None]
    found = iter(false_discovery_control(tested)) if tested else iter(())
    return tuple(one if one.p is None else replace(one, p_adjusted=float(next(found))) for one in estimates)
