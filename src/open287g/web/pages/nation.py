"""The first page: the number that matters, the map, growth, what changed lately."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from open287g.record.asking import counts, population
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import maps
from open287g.ui.charts.growth import growth
from open287g.vocabulary.models import HELD_MODELS
from open287g.web.view.page import Page
from open287g.web.view.parameters import day_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

_LATELY = 30
_SHOWN = 12


@page("/")
def nation(view: View) -> Page:
    """The nation, with the map of the day asked for by `?day=`, else of the newest list."""
    record = view.record
    asked = view.query.get("day")
    day = min(max(day_of(asked), record.first_day), record.today) if asked else record.today
    return view.render(
        "nation.html",
        now=record.once("count", lambda: counts.count(record.listed)),
        growth=growth(view, counts.series(record)),
        map=maps.nation(view.record, view.site.base, day),
        day=day,
        days=scrubber_days(record),
        covered=population.covered(record),
        lately=record.events_newest_first[:_SHOWN],
        kinds=record.once("kinds", lambda: _kinds(record)),
        states=record.once("states", lambda: state_table(record)),
    )


def scrubber_days(record: LoadedRecord) -> list[date]:
    """The first day of each quarter since the first list, and the day of the newest: stops that need no script."""
    days = [record.first_day]
    for year in range(record.first_day.year, record.today.year + 1):
        days += [date(year, month, 1) for month in (1, 4, 7, 10)]
    return [day for day in days if record.first_day <= day < record.today] + [record.today]


def state_table(record: LoadedRecord) -> list[Row]:
    """Each state that ever had an agreement, with what it has now."""
    models = Counter((row["state"], row["model"]) for row in record.listed)
    return [
        {
            "state": state,
            "agencies": len({row["agency_id"] for row in rows if row["status"] == "listed"}),
            "agreements": sum(row["status"] == "listed" for row in rows),
            "models": {model: models[state, model] for model in HELD_MODELS},
        }
        for state, rows in sorted(record.agreements_by_state.items())
    ]


def _kinds(record: LoadedRecord) -> dict[str, int]:
    since = record.today - timedelta(days=_LATELY)
    return dict(Counter(row["kind"] for row in record.tables["events"] if row["known"] > since).most_common())
