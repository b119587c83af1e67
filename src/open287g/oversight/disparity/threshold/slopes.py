"""Slopes of the log density by polynomials: fast and nearly right, which is all that a step of a walk needs.

What a step ends in is judged by the exact density, so that a slope a little off costs a refusal now and then and never
a wrong answer. For each entry a polynomial in what it sees stands for the logit of the share searched, another for
that of the share of searches that find something.
"""

from __future__ import annotations

import numpy as np

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.bent import Bent, gradient
from open287g.oversight.disparity.threshold.model import Floats
from open287g.oversight.disparity.threshold.polynomials import GRID, fitted, terms, told_by, with_slopes


class Slopes:
    """The polynomials around where `bent` was laid."""

    def __init__(self, bent: Bent) -> None:
        self.bent = bent
        u, v, w = bent.middle[:, None] + bent.reach[:, None] * GRID[:, :, None]
        off = terms(u - bent.middle[0], v - bent.middle[1], np.zeros_like(u))
        rate, hit = model.logits(u, v, w + told_by(bent.surface, off)[0])
        logits = [with_slopes(fitted(one, bent.reach)) for one in (rate, hit)]
        self.polynomials = np.concatenate([*logits, bent.surface], axis=2)

    def __call__(self, y: Floats) -> Floats:
        """The gradient of the log density at `y` (points, size), nearly."""
        bent, layout = self.bent, self.bent.layout
        x, bends = bent.shared(y)
        off = layout.sees(x) - bent.middle[:, None]
        told = told_by(self.polynomials, terms(*off))
        rate, hit = 1 / (1 + np.exp(-told[0])), 1 / (1 + np.exp(-told[4]))
        counts = layout.counts
        of_rate, of_hit = counts.searches - counts.stops * rate, counts.hits - counts.searches * hit
        x[:, layout.of_entry] += told[8]
        seen = [of_rate * told[at] + of_hit * told[at + 4] for at in (1, 2, 3)]
        return gradient(bent, x, bends, seen, (told[9], told[10]))
