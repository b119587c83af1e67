"""Which wordings hold which fingerprints."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from open287g.documents.editions.profile_files import profiles
from open287g.documents.words.fingerprints import Fingerprints


@cache
def _all_fingerprints() -> tuple[tuple[str, ...], Fingerprints, npt.NDArray[np.bool_]]:
    known = profiles()
    names = tuple(known)
    each = [known[name].fingerprints for name in names]
    fingerprints, at = np.unique(np.concatenate(each), return_inverse=True)
    held = np.zeros((len(fingerprints), len(names)), dtype=bool)
    held[at, np.repeat(np.arange(len(names)), [len(some) for some in each])] = True
    return names, fingerprints, held


def shares(fingerprints: Fingerprints) -> dict[str, float]:
    """For each profile the share of `fingerprints` that it holds anywhere, 0 to 1; all 0 for no fingerprints."""
    names = profile_names()
    if not len(fingerprints):
        return dict.fromkeys(names, 0.0)
    return dict(zip(names, map(float, holding(fingerprints).mean(axis=0)), strict=True))


def holding(fingerprints: Fingerprints) -> npt.NDArray[np.bool_]:
    """Which profile (column, in the order of `profile_names`) holds which of `fingerprints` (row)."""
    _, known, held = _all_fingerprints()
    at = np.minimum(np.searchsorted(known, fingerprints), len(known) - 1)
    held_here: npt.NDArray[np.bool_] = held[at] & (known[at] == fingerprints)[:, None]
    return held_here


def profile_names() -> tuple[str, ...]:
    """The order of the columns of `holding`."""
    return _all_fingerprints()[0]
