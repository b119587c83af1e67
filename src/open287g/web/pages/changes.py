"""Day by day: what each publication of the lists changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from open287g.core.errors import NotFoundError
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.web.view.page import Page
from open287g.web.view.parameters import state_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

_ENOUGH = 120


def _months(record: LoadedRecord) -> list[str]:
    return list(record.events_by_month)


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/changes/{month}" for month in _months(record))


@page("/changes")
def changes(view: View) -> Page:
    """The newest days, of all states or of the one in `?state=`."""
    code = view.query.get("state") or None
    rows = view.record.events_newest_first
    if code:
        rows = view.record.events_by_state.get(state_of(code), [])
    return _page(view, _newest(by_day(rows)), None, code)


@page("/changes/{month}", every=_every)
def month(view: View, month: str) -> Page:
    """The days of one month, YYYY-MM."""
    rows = view.record.events_by_month.get(month)
    if rows is None:
        raise NotFoundError(f"nothing is known to have changed in {month[:20]!r}", remedy="Give a month as YYYY-MM.")
    return _page(view, by_day(rows), month, None)


def _page(view: View, days: list[tuple[date, list[Row]]], month: str | None, code: str | None) -> Page:
    months = _months(view.record)
    return view.render(
        "changes.html",
        days=days,
        month=month and date.fromisoformat(f"{month}-01"),
        months=[date.fromisoformat(f"{each}-01") for each in months],
        code=code,
        codes=sorted(view.record.events_by_state),
    )


def _newest(days: list[tuple[date, list[Row]]]) -> list[tuple[date, list[Row]]]:
    """Whole days, newest first, until there are enough changes for a page."""
    shown, count = [], 0
    for day, rows in days:
        shown.append((day, rows))
        count += len(rows)
        if count >= _ENOUGH:
            break
    return shown


def by_day(rows: Iterable[Row]) -> list[tuple[date, list[Row]]]:
    """Events grouped by the day of the publication that shows them, newest first."""
    return [(day, list(found)) for day, found in groupby(rows, key=lambda row: row["known"])]
