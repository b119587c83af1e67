"""Stable, readable ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")


@lru_cache(16_384)
def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Lee County Sheriff's Office" -> "lee-county-sheriffs-office"."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("&", " and ")).strip("-")
