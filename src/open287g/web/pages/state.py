"""One state: its answer, law, map, every agency and county, trend with the days of law, pending and ended."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from open287g.core.days import today
from open287g.places.counties import County
from open287g.places.law import Law, law_of
from open287g.places.states import states
from open287g.record.asking import counts, population
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.search import index_of
from open287g.record.asking.whole_tables import Row
from open287g.ui import maps
from open287g.ui.charts.growth import growth
from open287g.vocabulary.models import HELD_MODELS
from open287g.web.view.page import Page
from open287g.web.view.parameters import canonical_state, known_word
from open287g.web.view.registry import page
from open287g.web.view.request import View

_SHOWN = 15
_WHOLE = 40
"""Agencies up to which the list stands open; a longer one is folded by first letter."""


@page("/state/{code}", every=lambda record: (f"/state/{code}" for code in states()))
def state(view: View, code: str) -> Page:
    """A state or territory; `?q=` and `?model=` choose among its agencies. One without any has its law and counties."""
    code = canonical_state(code, "/state/{code}")
    record = view.record
    listed = [row for row in record.agreements_by_state.get(code, []) if row["status"] == "listed"]
    law = law_of(code, today())
    every = agency_table(record, code)
    query = view.query.get("q", "").strip()[:100]
    model = known_word(view.query.get("model", ""), HELD_MODELS, "model")
    agencies = [row for row in every if _fits(row, query, model)]
    return view.render(
        "state.html",
        code=code,
        now=counts.count(listed),
        map=maps.state(view.record, view.site.base, code, listed),
        agencies=agencies,
        letters=_letters(agencies),
        fold=len(agencies) > _WHOLE,
        chosen={"q": query, "model": model},
        known=_known(record, code),
        growth=growth(view, counts.series(record, code), law_days(law)),
        law=law,
        counties=_counties(record, code),
        pending=[row for row in record.pending_now if row["state"] == code],
        ended=[(row, _after_law(row, law)) for row in record.tables["endings"] if row["state"] == code],
        covered=population.covered(record, code),
        lately=record.events_by_state.get(code, [])[:_SHOWN],
    )


def law_days(law: Law) -> list[tuple[date, str]]:
    """The days on which rules for local agencies began, and what they say of agreements."""
    rules = (*law.rules, *law.other)
    return [(rule.start, rule.status) for rule in rules if rule.start and rule.status != "unknown" and not rule.vetoed]


def _after_law(row: Row, law: Law) -> int | None:
    """How many days after the last ban before it an agreement was first absent; None where no ban came before."""
    bans = [day for day, status in law_days(law) if status == "banned" and day <= row["first_absent"]]
    return (row["first_absent"] - max(bans)).days if bans else None


def _fits(row: Row, query: str, model: str) -> bool:
    held = " ".join([row["name"] or "", *(row["county_names"] or ())]).casefold()
    return all(word in held for word in query.casefold().split()) and model in ("", *(row["models_now"] or ()))


def _letters(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    return [(letter, list(some)) for letter, some in groupby(rows, key=lambda row: (row["name"] or "?")[0].upper())]


def _known(record: LoadedRecord, code: str) -> int:
    """How many agencies of a state the roster and the record know."""
    return record.once(
        ("known", code),
        lambda: sum(entry.kind == "agency" and entry.state == code for entry in index_of(record).entries),
    )


def _counties(record: LoadedRecord, code: str) -> list[tuple[County, int]]:
    """Counties of today's map, with how many agencies of each are in the newest list."""
    return [
        (c, sum(bool(row["agreements_now"]) for row in record.agencies_by_county.get(c.fips, ())))
        for c in population.every_county(code)
    ]


def agency_table(record: LoadedRecord, code: str) -> list[Row]:
    """Agencies of a state that are in the newest list, with the earliest day in force among their agreements."""
    return [
        agency | {"since": _since(record, agency)}
        for agency in record.agencies_by_state.get(code, [])
        if agency["agreements_now"]
    ]


def _since(record: LoadedRecord, agency: Row) -> object:
    rows = record.agreements_by_agency.get(agency["agency_id"], [])
    return min((row["valid_from"] for row in rows if row["status"] == "listed"), default=None)
