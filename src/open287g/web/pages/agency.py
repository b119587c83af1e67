"""One agency: agreements, timeline with evidence, documents, roster, spellings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from open287g.core.days import today
from open287g.documents.library.shipped import documents_of_agency
from open287g.places.complaints import complaint_bodies
from open287g.places.counties import County, counties
from open287g.places.law import law_of
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.standing import of_agency
from open287g.record.asking.whole_tables import Row
from open287g.rulebook.listing.questions import answers
from open287g.web.pages.walk import walk_of
from open287g.web.view.page import MovedError, Page
from open287g.web.view.registry import page
from open287g.web.view.request import View


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/agency/{agency_id}" for agency_id in sorted({*record.agencies, *record.early_agencies}))


@page("/agency/{agency_id}", every=_every)
def agency(view: View, agency_id: str) -> Page:
    """An agency by its permanent id; an id that was merged or renamed redirects."""
    record = view.record
    moved = record.redirects.get(agency_id)
    if moved is not None:
        raise MovedError(f"/agency/{moved['new_id']}")
    early = record.early_of_agency(agency_id)
    if agency_id in record.early_agencies and agency_id not in record.agencies:
        facts = record.early_agencies[agency_id]
        answer = _answer(view, facts)
        return view.render("agency_early.html", agency=facts, places=_places(facts), early=early, **answer)
    row = record.agency(agency_id)
    return view.render(
        "agency.html",
        agency=row,
        agreements=record.agreements_by_agency.get(agency_id, []),
        endings=record.endings,
        events=record.events_by_agency.get(agency_id, []),
        spellings=record.spellings_by_agency.get(agency_id, []),
        pending=record.by("pending", "agency_id").get(agency_id, []),
        flickers=record.by("flickers", "agency_id").get(agency_id, []),
        places=_places(row),
        redirects=record.former_ids.get(agency_id, []),
        documents=documents_of_agency(record, agency_id),
        early=early,
        **_answer(view, row),
    )


def _answer(view: View, row: Row) -> dict[str, Any]:
    """What a resident asks of an agency: how it stands, the six questions, the law, whom to complain to."""
    models = row.get("models_now") or ()
    return {
        "standing": of_agency(view.record, row),
        "asked": answers(models),
        "law": law_of(row["state"], today()),
        "bodies": complaint_bodies(),
        "walk": walk_of(models) + ("" if view.site.static else f"?of={quote(row['agency_id'])}"),
    }


def _places(row: Row) -> list[County]:
    return [counties()[fips] for fips in row["counties"] or () if fips in counties()]
