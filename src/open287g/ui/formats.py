"""Numbers, days and months as each language writes them in the United States, by CLDR (the locales en_US and es_US)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
}


@lru_cache(maxsize=32_768)
def number(value: float | None, language: str, unknown: str, digits: int = 0) -> str:
    """`value` with separators, of at most `digits` (3 or fewer) decimals, or the word for unknown.

    Both languages write 1,843: that is what readers in the United States expect.
    """
    if value is None:
        return unknown
    if isinstance(value, int):
        return f"{value:,}"
    return f"{round(value, digits) + 0.0:,.3f}".rstrip("0").rstrip(".")  # no negative zero


@lru_cache(maxsize=4_096)
def share(value: float | None, language: str, unknown: str) -> str:
    """A fraction as a percentage with one decimal, or the word for unknown."""
    if value is None:
        return unknown
    return f"{Decimal(str(value)) * 100:,.1f}{' ' if language == 'es' else ''}%"


@lru_cache(maxsize=32_768)
def day(value: date | None, language: str, unknown: str, form: Literal["long", "medium"] = "long") -> str:
    """A day in words, or the word for unknown."""
    if value is None:
        return unknown
    name = (_MONTHS if form == "long" else _SHORT)[language].split()[value.month - 1]
    if language == "en":
        return f"{name} {value.day}, {value.year}"
    return f"{value.day} de {name} de {value.year}" if form == "long" else f"{value.day} {name} {value.year}"


@lru_cache(maxsize=4_096)
def month(value: date, language: str) -> str:
    """A month and its year in words."""
    return f"{_MONTHS[language].split()[value.month - 1]} {value.year}"
