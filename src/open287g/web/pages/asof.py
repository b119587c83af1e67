"""Any day, two clocks: what was in force, as known then and as known by the newest list."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, timedelta

from cachetools import LRUCache
from markupsafe import Markup

from open287g.core.errors import NotFoundError
from open287g.record.asking import counts
from open287g.record.asking.early import early_asof
from open287g.record.asking.known import newest_known
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui import maps
from open287g.web.view.page import MovedError, Page
from open287g.web.view.parameters import day_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

_KEPT = 16


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
    told_then, told_today = counts.counted(record, valid, known), counts.counted(record, valid)
    outside = not record.ages.tells_of(valid)
    publication = None if outside else newest_known(record.participating, valid, known)
    return view.render(
        "asof.html",
        day=valid,
        known=known,
        then=told_then,
        today=told_today,
        publication=publication,
        states="" if outside else _states(view, valid, known),
        neighbors=[valid + timedelta(days=n) for n in (-1, 1)],
        outside=outside,
    )


def _states(view: View, valid: date, known: date) -> Markup:
    """The map, the states, and what one of both clocks has alone: alike on all days of a turn, the last kept."""
    record = view.record
    kept: LRUCache[Hashable, Markup] = record.once("states of a day", lambda: LRUCache(_KEPT))
    key = (view.language, view.site, counts.turn(record, valid), counts.turn(record, valid, known))
    made = kept.get(key)
    if made is None:
        then, today = counts.in_force(record, valid, known), counts.in_force(record, valid)
        of_then, of_today = counts.counted(record, valid, known).by_state, counts.counted(record, valid).by_state
        page = view.render(
            "asof_states.html",
            by_state=[(code, of_today.get(code, 0), of_then.get(code, 0)) for code in sorted({*of_today, *of_then})],
            map=maps.nation(record, view.site.base, valid),
            learned=_difference(record, today, then),
            unlearned=_difference(record, then, today),
        )
        made = kept[key] = Markup(page.body)
    return made


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
