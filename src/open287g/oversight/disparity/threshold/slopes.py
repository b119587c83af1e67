"""Slopes of the log likelihood, read from a table: fast and nearly right, which is all that a step of a walk needs.

What a step ends in is judged by the exact density, so that a slope a little off costs a refusal now and then and never
a wrong answer. The table holds, over a grid of (u, v, w), the slopes of the logits of the share searched and of the
share of searches that find something; an entry's own slopes follow from its counts.
"""

from __future__ import annotations

import numpy as np

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.model import Counts, Floats, Whole

_APART = 0.07
"""Between points of the grid; at twice this, walks over places of many searches are refused too often."""
_WIDE = 6.0
_MOST = 110
"""Points on a side at most: the grid then lies wider apart."""


class Slopes:
    """The table around the points that a law holds likely: `low` and `high` are the ends of u, v and w (3,)."""

    def __init__(self, low: Floats, high: Floats) -> None:
        self.number: Whole = np.clip(np.ceil((high - low) / _APART).astype(int), 4, _MOST)
        self.low, self.apart = low, (high - low) / (self.number - 1)
        axes = [lo + np.arange(n) * h for lo, n, h in zip(low, self.number, self.apart, strict=True)]
        u, v, w = (part.ravel() for part in np.meshgrid(*axes, indexing="ij"))
        rate, hit = model.logits(u, v, w)
        cube = tuple(self.number)
        told = [np.gradient(one.reshape(cube), *axes) for one in (rate, hit)]
        # (points, 8): both logits, and the slopes of each in u, v and w.
        columns = [rate, *(part.ravel() for part in told[0]), hit, *(part.ravel() for part in told[1])]
        self.table = np.stack(columns, axis=1)
        self.strides = np.array([cube[1] * cube[2], cube[2], 1])
        self.corners = np.array([np.array(at) @ self.strides for at in np.ndindex(2, 2, 2)])

    @classmethod
    def around(cls, mean: Floats, sd: Floats) -> Slopes:
        """The table over each entry's (u, v, w) of this mean and spread (3, entries), as far as a walk goes."""
        return cls((mean - _WIDE * sd).min(axis=1), (mean + _WIDE * sd).max(axis=1))

    def __call__(self, u: Floats, v: Floats, w: Floats, counts: Counts) -> tuple[Floats, Floats, Floats]:
        """The slopes in u, v and w; the arrays are (points, entries)."""
        place = (np.stack([u, v, w], axis=-1).reshape(-1, 3) - self.low) / self.apart
        place = np.clip(np.nan_to_num(place), 0, self.number - 1.000001)
        whole = place.astype(int)
        sides = np.stack([1 - (place - whole), place - whole])
        weights = np.einsum("ip,jp,kp->pijk", sides[..., 0], sides[..., 1], sides[..., 2]).reshape(-1, 1, 8)
        near = self.table[(whole @ self.strides)[:, None] + self.corners]
        told = np.matmul(weights, near).reshape(*u.shape, 8)
        rate, hit = (1 / (1 + np.exp(-told[..., at])) for at in (0, 4))
        of_rate = counts.searches - counts.stops * rate
        of_hit = counts.hits - counts.searches * hit
        in_u, in_v, in_w = (of_rate * told[..., at] + of_hit * told[..., at + 4] for at in (1, 2, 3))
        return in_u, in_v, in_w
