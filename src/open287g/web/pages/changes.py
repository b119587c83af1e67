"""Day by day: what each publication of the lists changed, in a headline, by kind and state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from open287g.core.errors import NotFoundError
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import headlines
from open287g.vocabulary import labels
from open287g.vocabulary.models import HELD_MODELS
from open287g.web.view.page import Page
from open287g.web.view.parameters import known_word, state_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

_ENOUGH = 120
_STRIP = 40
_ORDER = ("listed", "renewed", "relisted", "delisted", "model_changed", "date_corrected", "renamed", "pended")
"""Kinds in the order in which a day tells them; memoranda come last, as a number."""


def _months(record: LoadedRecord) -> list[str]:
    return list(record.events_by_month)


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/changes/{month}" for month in _months(record))


@page("/changes")
def changes(view: View) -> Page:
    """The newest days; `?state=`, `?model=` and `?kind=` choose."""
    chosen = {name: view.query.get(name, "") for name in ("state", "model", "kind")}
    if chosen["state"]:
        state_of(chosen["state"])
    known_word(chosen["model"], HELD_MODELS, "model")
    known_word(chosen["kind"], labels.EVENTS, "kind")
    rows: Sequence[Row] = view.record.events_newest_first
    if chosen["state"]:
        rows = view.record.events_by_state.get(chosen["state"], [])
    rows = [row for row in rows if all(not v or row[name] == v for name, v in chosen.items())]
    return _page(view, _newest(by_day(rows)), rows, None, chosen)


@page("/changes/{month}", every=_every)
def month(view: View, month: str) -> Page:
    """The days of one month, YYYY-MM."""
    rows = view.record.events_by_month.get(month)
    if rows is None:
        raise NotFoundError(f"nothing is known to have changed in {month[:20]!r}", remedy="Give a month as YYYY-MM.")
    return _page(view, by_day(rows), rows, month, dict.fromkeys(("state", "model", "kind"), ""))


def _page(
    view: View, days: list[tuple[date, list[Row]]], rows: Sequence[Row], month: str | None, chosen: dict[str, str]
) -> Page:
    months = _months(view.record)
    return view.render(
        "changes.html",
        days=[(day, headlines.headline(view, found), grouped(found)) for day, found in days],
        strip=[_turned(day, found) for day, found in by_day(rows)[:_STRIP]][::-1],
        week=week(view, rows),
        month=month and date.fromisoformat(f"{month}-01"),
        months=[date.fromisoformat(f"{each}-01") for each in months],
        chosen=chosen,
        codes=sorted(view.record.events_by_state),
    )


def _turned(day: date, rows: Sequence[Row]) -> tuple[date, int, int]:
    """How many agreements a day brought, and how many left the list."""
    return day, sum(r["kind"] in headlines.NEW for r in rows), sum(r["kind"] in headlines.GONE for r in rows)


def grouped(rows: Sequence[Row]) -> list[tuple[str, int, list[tuple[str, list[Row]]]]]:
    """Each kind of change with its number and, but for memoranda, its changes by state."""
    kinds = [kind for kind in _ORDER if any(row["kind"] == kind for row in rows)] + list(headlines.PAPERS)
    found = []
    for kind in kinds:
        mine = sorted((row for row in rows if row["kind"] == kind), key=lambda row: (row["state"], row["agency_id"]))
        if mine:
            by_state = [(state, list(some)) for state, some in groupby(mine, key=lambda row: row["state"])]
            found.append((kind, len(mine), by_state))
    return found


def week(view: View, rows: Sequence[Row]) -> str:
    """The newest week among `rows` as text; empty where there are none."""
    if not rows:
        return ""
    monday, after = headlines.week_of(rows[0]["known"])
    names = {key: agency["name"] or key for key, agency in view.record.agencies.items()}
    return headlines.as_text(view, monday, [row for row in rows if monday <= row["known"] < after], names)


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
