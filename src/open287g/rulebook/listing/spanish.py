"""The rulebook's words in Spanish."""

from __future__ import annotations

from functools import cache

from open287g.core.bundled import read_yaml


@cache
def _says() -> dict[str, str]:
    loaded: dict[str, str] = read_yaml("rulebook/law/says_es.yaml")
    return loaded


def says_es(id: str) -> str:
    """What a provision says, in Spanish."""
    return _says()[id]


def spoken_ids() -> set[str]:
    """The provisions that have Spanish words."""
    return set(_says())
