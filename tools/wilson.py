"""The Wilson score interval of a share: honest for few cases and for none or all of them."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054
"""Normal quantile of a two-sided 95% interval."""


def wilson(hits: int, total: int, z: float = Z95) -> tuple[float, float]:
    """Bounds of the share behind `hits` of `total` cases; (0, 1) where nothing was observed.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if not 0 <= hits <= total:
        raise ValueError(f"hits must lie between 0 and total, got {hits} of {total}")
    if total == 0:
        return 0.0, 1.0
    share, z2 = hits / total, z * z
    center = share + z2 / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    low = 0.0 if hits == 0 else (center - spread) / (1 + z2 / total)
    high = 1.0 if hits == total else (center + spread) / (1 + z2 / total)
    return low, high
