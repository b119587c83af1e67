"""One number for each three consecutive words: tells wordings apart without holding a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Fingerprints = npt.NDArray[np.uint64]


@cache
def word_hash(word: str) -> int:
    """A 64-bit number for `word`, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
RUN_WORDS = len(_FACTORS)


def fingerprints_of(words: Sequence[str]) -> Fingerprints:
    """A 32-bit fingerprint of each three consecutive words; shape (len(words) - 2,), empty when shorter."""
    if len(words) < RUN_WORDS:
        return np.zeros(0, dtype=np.uint64)
    each = np.fromiter(map(word_hash, words), dtype=np.uint64, count=len(words))
    size = len(words) - RUN_WORDS + 1
    mixed: Fingerprints = np.zeros(size, dtype=np.uint64)
    for offset, factor in enumerate(_FACTORS):
        mixed = (mixed ^ (each[offset : offset + size] * factor)) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(32)
