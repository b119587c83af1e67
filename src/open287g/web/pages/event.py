"""One event: what happened, the row that shows it as the sheet has it, the file by its hash, both clocks."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui.sheet import Cell, row_picture
from open287g.vocabulary.messages import N_
from open287g.web.view.page import MovedError, Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

_COLUMNS = (
    ("STATE", "raw_state"),
    ("LAW ENFORCEMENT AGENCY", "raw_agency"),
    ("TYPE", "raw_type"),
    ("COUNTY", "raw_county"),
    ("SUPPORT TYPE", "raw_model"),
    ("SIGNED", "raw_signed"),
    ("MOA", "raw_moa"),
)
_TOLD_BY = {
    "date_corrected": "raw_signed",
    "renewed": "raw_signed",
    "model_changed": "raw_model",
    "renamed": "raw_agency",
    "moa_posted": "raw_moa",
}
"""The cell that tells an event of each kind; of the others the whole row does."""


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/event/{event_id}" for event_id in record.events)


@page("/event/{event_id}", every=_every)
def event(view: View, event_id: str) -> Page:
    """An event by its permanent id; those of the years before the lists stand on the page of their agency."""
    record = view.record
    if early := record.early_events.get(event_id):
        raise MovedError(f"/agency/{early['agency_id']}#{event_id}")
    row = record.event(event_id)
    cells = record.cells.get(event_id)
    return view.render(
        "event.html",
        event=row,
        agency=record.agency(row["agency_id"]),
        picture=_picture(view, row, cells) if cells else None,
        publication=record.by("publications", "publication_id").get(row["publication_id"], [None])[0],
        snapshots=record.by("snapshots", "sha256").get(row["sha256"], []),
        beside=[e for e in record.events_by_agency.get(row["agency_id"], ()) if e["event_id"] != event_id][:8],
    )


def _picture(view: View, row: Row, cells: Row) -> str:
    told = _TOLD_BY.get(row["kind"])
    shown = [Cell(head, str(cells[name] or ""), told in (None, name)) for head, name in _COLUMNS]
    title = view.gettext(N_("The row of the sheet, as its cells are; marked is what tells the event"))
    return row_picture(shown, row["row"], title)
