"""What templates do with a value: days, numbers and codes in the words of the reader; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from open287g.places.counties import County
from open287g.ui import formats, notes
from open287g.vocabulary import labels, messages


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """The filters of one language."""
    gettext = messages.translations(language).gettext
    unknown = gettext("unknown")

    def day(value: date | None, form: Literal["long", "medium"] = "long") -> str:
        return formats.day(value, language, unknown, form)

    def iso_day(text: str) -> str:
        try:
            return day(date.fromisoformat(text))
        except ValueError:
            return unknown

    def num(value: float | None, digits: int = 0) -> str:
        return formats.number(value, language, unknown, digits)

    def word(code: str | None, table: str) -> str:
        return unknown if not code else gettext(getattr(labels, table).get(code, code))

    def county_name(county: County) -> str:
        form = labels.COUNTIES.get(county.kind)
        return county.name if language == "en" or form is None else gettext(form) % {"name": county.base}

    def county_title(county: County) -> str:
        name = county_name(county)
        return name[:1].upper() + name[1:]

    return {
        "county_name": county_name,
        "county_title": county_title,
        "day": day,
        "iso_day": iso_day,
        "num": num,
        "share": lambda value: formats.share(value, language, unknown),
        "month": lambda value: formats.month(value, language),
        "word": word,
        "told": lambda text: notes.told(text, language, titles=False),  # A page marks as English what is.
        "or_unknown": lambda value: unknown if value in (None, "", []) else value,
        "link": web_address,
    }


def web_address(text: str | None) -> str | None:
    """`text` if it is an address a browser may safely follow, else None."""
    return text if text and text.startswith(("https://", "http://")) else None
