"""Numbers, days and months as each language writes them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent


@lru_cache(maxsize=32_768)
def number(value: float | None, language: str, unknown: str, digits: int = 0) -> str:
    """`value` with the language's separators, or the word for unknown."""
    if value is None:
        return unknown
    if isinstance(value, int):
        return f"{value:,}"
    # CLDR groups Spanish digits only from 10,000 on; readers in the United States expect 1,843 in both languages.
    locale = "es_US" if language == "es" else language
    return format_decimal(round(value, digits), locale=locale, group_separator=True)


@lru_cache(maxsize=4_096)
def share(value: float | None, language: str, unknown: str) -> str:
    """A fraction as a percentage with one decimal, or the word for unknown."""
    if value is None:
        return unknown
    return format_percent(value, "#,##0.0 %" if language == "es" else "#,##0.0%", locale=_locale(language))


@lru_cache(maxsize=32_768)
def day(value: date | None, language: str, unknown: str, form: str = "long") -> str:
    """A day in words, or the word for unknown."""
    return unknown if value is None else format_date(value, form, locale=_locale(language))


@lru_cache(maxsize=4_096)
def month(value: date, language: str) -> str:
    """A month and its year in words."""
    return format_date(value, "LLLL y", locale=_locale(language))


def _locale(language: str) -> str:
    return "es_US" if language == "es" else "en_US"
