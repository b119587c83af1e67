"""The provisions, one file for each topic."""

from __future__ import annotations

import importlib

TOPICS = (
    "scope",
    "powers",
    "grounds",
    "place",
    "who",
    "training",
    "certification",
    "agreement",
    "statute",
    "supervision",
    "holds",
    "custody",
    "documents",
    "notices",
    "complaints",
    "interpretation",
    "standards",
    "juveniles",
    "states",
    "sources",
)
"""In the order in which a lawyer asks."""


def load() -> None:
    """Import every topic, which registers its provisions."""
    for topic in TOPICS:
        importlib.import_module(f"{__name__}.{topic}")
