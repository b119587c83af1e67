"""The first page: people served, the map of a day, growth, what changed lately, every state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from open287g.record.asking import counts, population
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import maps
from open287g.ui.charts.growth import growth
from open287g.vocabulary.models import HELD_MODELS, SHOWN
from open287g.web.view.page import MovedError, Page
from open287g.web.view.parameters import day_of, known_word
from open287g.web.view.registry import page
from open287g.web.view.request import View

_LATELY = 30
_SHOWN = 8


@page("/")
def nation(view: View) -> Page:
    """The nation on the day asked for by `?day=`, else of the newest list; `?model=` shows one model on the map."""
    record = view.record
    asked = view.query.get("day")
    day = day_of(asked) if asked else record.today
    if not record.first_day <= day <= record.today:
        raise MovedError(f"/asof/{day}")  # it says what is known of a day before the first list or after the newest
    model = known_word(view.query.get("model", ""), SHOWN, "model")
    rows = counts.in_force(record, day) if asked else record.listed
    return view.render(
        "nation.html",
        now=counts.count(rows),
        served=population.served(record, rows),
        growth=growth(view, counts.series(record)),
        grown=grown(record),
        map=maps.nation(view.record, view.site.base, day),
        model=model,
        day=day,
        days=scrubber_days(record),
        covered=population.covered_by(record, rows) if asked else population.covered(record),
        lately=record.events_newest_first[:_SHOWN],
        kinds=record.once("kinds", lambda: _kinds(record)),
        states=state_table(record, rows),
    )


def grown(record: LoadedRecord) -> list[tuple[str, int, int]]:
    """Each model with its agreements in force a year before the newest list, and by it."""
    before = counts.count(counts.in_force(record, record.today - timedelta(days=365))).by_model
    return [(model, before[model], counts.count(record.listed).by_model[model]) for model in SHOWN]


def scrubber_days(record: LoadedRecord) -> list[date]:
    """The first day of each quarter since the first list, and the day of the newest: stops that need no script."""
    days = [record.first_day]
    for year in range(record.first_day.year, record.today.year + 1):
        days += [date(year, month, 1) for month in (1, 4, 7, 10)]
    return [day for day in days if record.first_day <= day < record.today] + [record.today]


def state_table(record: LoadedRecord, rows: Sequence[Row]) -> list[Row]:
    """Each state that ever had an agreement, with what it has by `rows`."""
    models = Counter((row["state"], row["model"]) for row in rows)
    agencies = Counter(state for state, _ in {(row["state"], row["agency_id"]) for row in rows})
    agreements = Counter(row["state"] for row in rows)
    return [
        {
            "state": state,
            "agencies": agencies[state],
            "agreements": agreements[state],
            "models": {model: models[state, model] for model in HELD_MODELS},
        }
        for state in sorted(record.agreements_by_state)
    ]


def _kinds(record: LoadedRecord) -> dict[str, int]:
    since = record.today - timedelta(days=_LATELY)
    return dict(Counter(row["kind"] for row in record.tables["events"] if row["known"] > since).most_common())
