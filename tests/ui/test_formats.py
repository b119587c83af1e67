"""Numbers and days are written as each language writes them; unknown stays unknown; no address runs code."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from open287g.ui import formats
from open287g.ui.filters import filters, web_address


@pytest.mark.parametrize(
    ("language", "number", "share", "day", "month"),
    [
        ("en", "1,843", "12.5%", "April 24, 2025", "April 2025"),
        ("es", "1,843", "12.5 %", "24 de abril de 2025", "abril 2025"),
    ],
)
def test_each_language_has_its_way(language: str, number: str, share: str, day: str, month: str) -> None:
    told = date(2025, 4, 24)
    assert formats.number(1843, language, "?") == number
    assert formats.share(0.125, language, "?").replace("\N{NO-BREAK SPACE}", " ") == share
    assert formats.day(told, language, "?") == day
    assert formats.month(told, language) == month


@given(st.dates(), st.floats(0, 1e9), st.integers(0, 3))
def test_days_and_numbers_are_written_as_cldr_has_them(told: date, value: float, digits: int) -> None:
    for language, locale, percent in (("en", "en_US", "#,##0.0%"), ("es", "es_US", "#,##0.0 %")):
        for form in ("long", "medium"):
            assert formats.day(told, language, "?", form) == format_date(told, form, locale=locale)
        assert formats.month(told, language) == format_date(told, "LLLL y", locale=locale)
        assert formats.share(value, language, "?") == format_percent(value, percent, locale=locale)
        for one in (value, -value):
            assert formats.number(one, language, "?", digits) == format_decimal(round(one, digits) + 0.0, locale=locale)


@pytest.mark.parametrize(("language", "unknown"), [("en", "unknown"), ("es", "desconocido")])
def test_what_is_not_known_is_said_to_be_unknown(language: str, unknown: str) -> None:
    of = filters(language)
    assert {of["num"](None), of["share"](None), of["day"](None), of["iso_day"]("someday")} == {unknown}
    assert {of["word"](None, "MODELS"), of["or_unknown"](""), of["or_unknown"]([])} == {unknown}
    assert of["num"](0) == "0"
    assert of["or_unknown"](0) == 0


@given(st.text())
def test_only_an_address_of_the_web_becomes_a_link(text: str) -> None:
    kept = web_address(text)
    assert kept in (None, text)
    assert web_address("javascript:" + text) is None
    assert web_address("https://" + text) == "https://" + text
