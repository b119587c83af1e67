"""The first page: the number that matters, the map, growth, what changed lately."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from open287g.web import charts, history, maps, population
from open287g.web.parameters import day_of
from open287g.web.queries import Row
from open287g.web.registry import page
from open287g.web.snapshot import Snapshot
from open287g.web.view import Page, View

_LATELY = 30
_SHOWN = 12


@page("/")
def nation(view: View) -> Page:
    """The nation, with the map of the day asked for by `?day=`, else of the newest list."""
    snapshot = view.snapshot
    asked = view.query.get("day")
    day = min(max(day_of(asked), snapshot.first_day), snapshot.today) if asked else snapshot.today
    return view.render(
        "nation.html",
        now=snapshot.once("count", lambda: history.count(snapshot.listed)),
        growth=charts.growth(view, history.series(snapshot)),
        map=maps.nation(view, day),
        day=day,
        days=scrubber_days(snapshot),
        covered=population.covered(snapshot),
        lately=snapshot.events_newest_first[:_SHOWN],
        kinds=snapshot.once("kinds", lambda: _kinds(snapshot)),
        states=snapshot.once("states", lambda: state_table(snapshot)),
    )


def scrubber_days(snapshot: Snapshot) -> list[date]:
    """The first day of each quarter since the first list, and the day of the newest: stops that need no script."""
    days = [snapshot.first_day]
    for year in range(snapshot.first_day.year, snapshot.today.year + 1):
        days += [date(year, month, 1) for month in (1, 4, 7, 10)]
    return [day for day in days if snapshot.first_day <= day < snapshot.today] + [snapshot.today]


def state_table(snapshot: Snapshot) -> list[Row]:
    """Each state that ever had an agreement, with what it has now."""
    models = Counter((row["state"], row["model"]) for row in snapshot.listed)
    return [
        {
            "state": state,
            "agencies": len({row["agency_id"] for row in rows if row["status"] == "listed"}),
            "agreements": sum(row["status"] == "listed" for row in rows),
            "models": {model: models[state, model] for model in ("JEM", "WSO", "TFM")},
        }
        for state, rows in sorted(snapshot.agreements_by_state.items())
    ]


def _kinds(snapshot: Snapshot) -> dict[str, int]:
    since = snapshot.today - timedelta(days=_LATELY)
    return dict(Counter(row["kind"] for row in snapshot.tables["events"] if row["known"] > since).most_common())
