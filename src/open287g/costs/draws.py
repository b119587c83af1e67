"""Possible worlds: for each uncertain assumption thousands of values, the same for the same seed.

Every assumption has a stream of its own, named after it. So one more officer, or one more assumption, changes nothing
else: two notes of one seed differ by what was changed, and not by chance (common random numbers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zlib import crc32

import numpy as np
import numpy.typing as npt

from open287g.costs.assumptions import Assumption, Range

Draws = npt.NDArray[np.float64]
"""One value a world, or worlds by years; a single value stands for all of them."""

_MOST_STEPS = 30.0
"""Mean above which a Poisson count is taken as a rounded normal one: the two then differ by under one in a hundred."""


@dataclass
class World:
    """Values of every assumption in `count` possible worlds over `years` years."""

    assumptions: Mapping[str, Assumption]
    count: int
    years: int
    seed: int
    _values: dict[str, Draws] = field(default_factory=dict)

    def known(self, *names: str) -> bool:
        """Whether every one of these has a value."""
        return all(self.assumptions[name].range is not None for name in names)

    def __getitem__(self, name: str) -> Draws:
        """The values of one assumption. Raises KeyError where it is unknown."""
        if name not in self._values:
            within = self.assumptions[name].range
            if within is None:
                raise KeyError(name)
            self._values[name] = self._drawn(name, within)
        return self._values[name]

    def with_value(self, name: str, value: float) -> World:
        """The same worlds, but for one assumption, which is this value in each."""
        fixed = replace(self.assumptions[name], range=Range(value, value, value))
        others = {known: drawn for known, drawn in self._values.items() if known != name}
        return World({**self.assumptions, name: fixed}, self.count, self.years, self.seed, others)

    def _drawn(self, name: str, within: Range) -> Draws:
        if within.exact:
            return np.full(1, within.likely)
        return triangular(self.uniform(name), within)

    def uniform(self, name: str, *, yearly: bool = False) -> Draws:
        """Numbers between 0 and 1, one a world (a world and year where `yearly`), of the stream of this name."""
        stream = np.random.Generator(np.random.PCG64([self.seed, crc32(name.encode())]))
        return stream.random((self.count, self.years) if yearly else self.count)

    def counts(self, name: str, mean: Draws) -> Draws:
        """How often something of this mean a year happens in each world and year: Poisson counts."""
        shares = self.uniform(name, yearly=True)
        means = np.broadcast_to(mean[..., None] if mean.ndim == 1 else mean, shares.shape)
        rare = means < _MOST_STEPS
        stream = np.random.Generator(np.random.PCG64([self.seed, crc32(f"{name}, many".encode())]))
        many = np.maximum(np.rint(means + np.sqrt(means) * stream.standard_normal(shares.shape)), 0.0)
        return np.where(rare, _poisson(shares, np.where(rare, means, 0.0)), many)


def triangular(shares: Draws, within: Range) -> Draws:
    """The values of a triangular distribution at these shares of its probability."""
    low, likely, high = within.low, within.likely, within.high
    width = high - low
    rising = low + np.sqrt(shares * width * (likely - low))
    falling = high - np.sqrt((1 - shares) * width * (high - likely))
    return np.where(shares * width < likely - low, rising, falling)


def _poisson(shares: Draws, means: Draws) -> Draws:
    """The count at each share of a Poisson distribution of each mean, by adding up its probabilities."""
    count = np.zeros(shares.shape)
    chance = np.exp(-means)
    below = chance.copy()
    left = np.flatnonzero(below.ravel() < shares.ravel())
    flat_count, flat_chance, flat_below = count.ravel(), chance.ravel(), below.ravel()
    flat_shares, flat_means = shares.ravel(), means.ravel()
    step = 0
    while left.size and step < 10 * _MOST_STEPS:
        step += 1
        flat_chance[left] *= flat_means[left] / step
        flat_below[left] += flat_chance[left]
        flat_count[left] = step
        left = left[flat_below[left] < flat_shares[left]]
    return count
