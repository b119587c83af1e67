"""Any day, two clocks: what was in force, as known then and as known today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from open287g.core.errors import NotFoundError
from open287g.web import history, maps
from open287g.web.parameters import day_of
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import MovedError, Page, View


def _every(snapshot: Snapshot) -> Iterable[str]:
    span = (snapshot.today - snapshot.first_day).days
    return (f"/asof/{snapshot.first_day + timedelta(days=n)}" for n in range(span + 1))


@page("/asof")
def choose(view: View) -> Page:
    """Choose a day; with `?day=` goes there."""
    asked = view.query.get("day")
    if asked:
        known = view.query.get("known")
        raise MovedError(f"/asof/{day_of(asked)}" + (f"?known={day_of(known, 'known')}" if known else ""))
    return view.render("asof_choose.html", days=_firsts(view.snapshot))


@page("/asof/{day}", every=_every)
def asof(view: View, day: str) -> Page:
    """A day, as known that day (or on `?known=`) and as known today."""
    snapshot = view.snapshot
    valid = _day(day)
    asked = view.query.get("known")
    known = day_of(asked, "known") if asked else valid
    then, today = history.in_force(snapshot, valid, known), history.in_force(snapshot, valid)
    return view.render(
        "asof.html",
        day=valid,
        known=known,
        then=history.count(then),
        today=history.count(today),
        publication=history.publication_on(snapshot, known),
        map=maps.nation(view, valid),
        learned=_difference(snapshot, today, then),
        unlearned=_difference(snapshot, then, today),
        neighbors=[valid + timedelta(days=n) for n in (-1, 1)],
        outside=valid > snapshot.today or valid < snapshot.first_day,
    )


def _day(text: str) -> date:
    if len(text) != 10:
        raise NotFoundError(f"{text[:20]!r} is not a day", remedy="Write it as YYYY-MM-DD.")
    return day_of(text)


def _difference(snapshot: Snapshot, some: list[dict[str, object]], others: list[dict[str, object]]) -> list[object]:
    known = {row["agreement_id"] for row in others}
    return [row for row in some if row["agreement_id"] not in known]


def _firsts(snapshot: Snapshot) -> list[tuple[int, list[date]]]:
    years = range(snapshot.first_day.year, snapshot.today.year + 1)
    months = [(year, [date(year, month, 1) for month in range(1, 13)]) for year in years]
    return [(year, [day for day in days if snapshot.first_day <= day <= snapshot.today]) for year, days in months]
