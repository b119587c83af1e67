"""Any day, two clocks: what was in force, as known then and as known by the newest list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from open287g.core.errors import NotFoundError
from open287g.record.asking import counts
from open287g.record.asking.early import early_asof
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui import maps
from open287g.web.view.page import MovedError, Page
from open287g.web.view.parameters import day_of
from open287g.web.view.registry import page
from open287g.web.view.request import View


def _every(record: LoadedRecord) -> Iterable[str]:
    span = (record.today - record.first_day).days
    yield from (f"/asof/{shown.day}" for shown in record.early.lists)
    yield from (f"/asof/{record.first_day + timedelta(days=n)}" for n in range(span + 1))


@page("/asof")
def choose(view: View) -> Page:
    """Choose a day; with `?day=` goes there."""
    asked = view.query.get("day")
    if asked:
        known = view.query.get("known")
        raise MovedError(f"/asof/{day_of(asked)}" + (f"?known={day_of(known, 'known')}" if known else ""))
    return view.render("asof_choose.html", days=_firsts(view.record))


@page("/asof/{day}", every=_every)
def asof(view: View, day: str) -> Page:
    """A day, as known that day (or on `?known=`) and as known by the newest list."""
    record = view.record
    valid = _day(day)
    asked = view.query.get("known")
    if record.early.covers(valid):
        told = early_asof(record.early, valid, day_of(asked, "known") if asked else None)
        return view.render("asof_early.html", day=valid, told=told)
    known = day_of(asked, "known") if asked else valid
    then, today = counts.in_force(record, valid, known), counts.in_force(record, valid)
    told_then, told_today = counts.count(then), counts.count(today)
    states = sorted({*told_today.by_state, *told_then.by_state})
    return view.render(
        "asof.html",
        day=valid,
        known=known,
        then=told_then,
        today=told_today,
        by_state=[(code, told_today.by_state.get(code, 0), told_then.by_state.get(code, 0)) for code in states],
        publication=counts.publication_on(record, known),
        map=maps.nation(view.record, view.site.base, valid),
        learned=_difference(record, today, then),
        unlearned=_difference(record, then, today),
        neighbors=[valid + timedelta(days=n) for n in (-1, 1)],
        outside=not record.ages.tells_of(valid),
    )


def _day(text: str) -> date:
    if len(text) != 10:
        raise NotFoundError(f"{text[:20]!r} is not a day", remedy="Write it as YYYY-MM-DD.")
    return day_of(text)


def _difference(record: LoadedRecord, some: list[dict[str, object]], others: list[dict[str, object]]) -> list[object]:
    known = {row["agreement_id"] for row in others}
    return [row for row in some if row["agreement_id"] not in known]


def _firsts(record: LoadedRecord) -> list[tuple[int, list[date]]]:
    years = range(record.first_day.year, record.today.year + 1)
    months = [(year, [date(year, month, 1) for month in range(1, 13)]) for year in years]
    return [(year, [day for day in days if record.first_day <= day <= record.today]) for year, days in months]
