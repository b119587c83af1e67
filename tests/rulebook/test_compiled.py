"""The rulebook that the package ships compiled is the rulebook, and one that was changed is never read from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import holidays
import ibis
import pytest

import open287g
from open287g.rulebook import shipped
from open287g.rulebook.engine import calendar, compiled
from open287g.rulebook.engine.compiling import program_of
from open287g.rulebook.engine.interpret import Interpreter
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.holidays import federal_holidays


def test_what_is_shipped_was_made_of_this_rulebook() -> None:
    held = Path(open287g.__file__).parent.joinpath(shipped.FILE).read_text(encoding="utf-8")
    assert held == compiled.content(), "write it again: python -m tools.compiled"
    assert compiled.compiled() == compiled.made()
    assert {p.id: p.needs for p in provisions()} == shipped.needs() == {p.id: p.reads[0] for p in provisions()}


@pytest.mark.parametrize("content", ["", "<<<<<<<", "{}", '{"rulebook_sha256": "of another"}'])
def test_what_is_of_another_rulebook_or_damaged_is_made_anew(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = object()
    monkeypatch.setattr(shipped, "read_text", lambda name: content)
    monkeypatch.setattr(compiled, "made", lambda: made)
    clear = (shipped.shipped, shipped.needs, compiled.compiled)
    for one in clear:
        one.cache_clear()
    assert compiled.compiled() is made
    (renamed,) = (replace(p) for p in provisions() if p.id == "agreement.signed")
    assert renamed.needs == renamed.reads[0] != ()
    for one in clear:
        one.cache_clear()


def test_a_federal_holiday_is_what_the_library_of_holidays_has() -> None:
    first, last = calendar.FIRST.year, calendar.LAST.year
    known = {day for day in holidays.country_holidays("US", years=range(first, last + 2)) if day.year <= last}
    assert federal_holidays(first, last) == {day for day in known if day.year >= first}
    assert date(2021, 12, 31) in federal_holidays(2021, 2021)
    assert date(2020, 6, 19) not in federal_holidays(2020, 2020)


def test_an_operation_that_python_does_not_know_is_refused_when_the_rulebook_is_compiled() -> None:
    given = ibis.table({"text": "string", "day": "date"}, name="given")
    for expression in (given.text.length(), given.text.cast("float64"), given.day + ibis.interval(months=1)):
        with pytest.raises(NotImplementedError, match="no step"):
            program_of(given.select(told=expression))


def test_a_constant_day_is_a_day_again() -> None:
    given = ibis.table({"day": "date"}, name="given")
    program = program_of(given.select(late=given.day > ibis.literal(date(2025, 6, 1))))
    assert Interpreter(program).run({"day": date(2025, 6, 2)}) == {"late": True}
    assert Interpreter(program).run({"day": None}) == {"late": None}


def test_a_row_of_the_calendar_is_that_of_its_table_and_none_lies_outside() -> None:
    for row in calendar.rows_of_days()[6000:6800]:
        assert calendar.row_of_day(row["midnight"]) == row
    first = calendar.rows_of_days()[0]["midnight"]
    last = calendar.rows_of_days()[-1]["midnight"]
    day = 24 * 3600 * 10**6
    assert [calendar.row_of_day(at) for at in (first - day, first + 1, last + day)] == [None, None, None]
    spans = calendar.rows_of_zones()
    assert all(calendar.row_of_zone(row["zone"], row["span"]) == row for row in spans[:: len(spans) // 500])
    lowest, highest = min(row["span"] for row in spans), max(row["span"] for row in spans)
    outside = [("US/Hawaii", lowest - 1), ("US/Hawaii", highest + 1), ("Europe/Berlin", lowest)]
    assert [calendar.row_of_zone(*keys) for keys in outside] == [None, None, None]
