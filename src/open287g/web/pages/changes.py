"""Day by day: what each publication of the lists changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from open287g.core.errors import NotFoundError
from open287g.web.parameters import state_of
from open287g.web.queries import Row
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import Page, View

_DAYS_SHOWN = 10


def _months(snapshot: Snapshot) -> list[str]:
    return sorted({row["known"].strftime("%Y-%m") for row in snapshot.tables["events"]}, reverse=True)


def _every(snapshot: Snapshot) -> Iterable[str]:
    return (f"/changes/{month}" for month in _months(snapshot))


@page("/changes")
def changes(view: View) -> Page:
    """The newest days, of all states or of the one in `?state=`."""
    code = view.query.get("state") or None
    rows = view.snapshot.events_newest_first
    if code:
        rows = view.snapshot.events_by_state.get(state_of(code), [])
    return _page(view, by_day(rows)[:_DAYS_SHOWN], None, code)


@page("/changes/{month}", every=_every)
def month(view: View, month: str) -> Page:
    """The days of one month, YYYY-MM."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month) or month not in _months(view.snapshot):
        raise NotFoundError(f"nothing is known to have changed in {month[:20]!r}", remedy="Give a month as YYYY-MM.")
    rows = [row for row in view.snapshot.events_newest_first if row["known"].strftime("%Y-%m") == month]
    return _page(view, by_day(rows), month, None)


def _page(view: View, days: list[tuple[date, list[Row]]], month: str | None, code: str | None) -> Page:
    months = _months(view.snapshot)
    return view.render(
        "changes.html",
        days=days,
        month=month and date.fromisoformat(f"{month}-01"),
        months=[date.fromisoformat(f"{each}-01") for each in months],
        code=code,
        codes=sorted(view.snapshot.events_by_state),
    )


def by_day(rows: Iterable[Row]) -> list[tuple[date, list[Row]]]:
    """Events grouped by the day of the publication that shows them, newest first."""
    return [(day, list(found)) for day, found in groupby(rows, key=lambda row: row["known"])]
