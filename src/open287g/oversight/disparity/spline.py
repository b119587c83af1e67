"""A natural cubic spline as columns: what the hour of the day changes, without a form laid down beforehand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def natural(x: Floats, df: int) -> Floats:
    """`df` columns (n, df) that with a constant span the natural cubic splines of knots at the quantiles of `x`.

    Fewer where quantiles coincide; none where `x` has one value. The span is that of `ns(x, df)` in R.
    """
    knots = np.unique(np.quantile(x, np.linspace(0, 1, df + 1)))
    if len(knots) < 2:
        return np.empty((len(x), 0))
    unit, knots = (x - knots[0]) / (knots[-1] - knots[0]), (knots - knots[0]) / (knots[-1] - knots[0])
    last = len(knots) - 1

    def bend(at: int) -> Floats:
        above = np.clip(unit - knots[at], 0, None) ** 3 - np.clip(unit - knots[last], 0, None) ** 3
        return np.asarray(above / (knots[last] - knots[at]))

    end = bend(last - 1)
    return np.column_stack([unit, *(bend(at) - end for at in range(last - 1))])
