"""Every raw file and the verdict on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import SHA256, table
from open287g.record.values import ListName, Verdict

if TYPE_CHECKING:
    from open287g.record.believing.verdicts import Snapshot
    from open287g.record.history.draft import Draft


class SnapshotRow(NamedTuple):
    """One raw file, what its clocks say, and whether the record believes it."""

    name: Annotated[str, "File name under which the raw file was seen."]
    sha256: Annotated[str, SHA256]
    list: Annotated[str | None, "{}: what the rows are, not what the name says; empty if unreadable.", ListName]
    published: Annotated[date | None, "Day the evidence gives for its publication; empty if quarantined without one."]
    verdict: Annotated[str, "{}.", Verdict]
    reason: Annotated[str, "Why this verdict and this day."]
    publication_id: Annotated[str | None, "The publication it shows; empty if quarantined."]
    rows: Annotated[int | None, "Rows of the list, hidden ones included."]
    hidden_rows: Annotated[int | None, "Rows the workbook hides; they are data."]
    name_says: Annotated[date | None, "Day in the file name, if it holds one."]
    captured_at: Annotated[datetime | None, "Time an archive captured it, UTC, if the name holds one."]
    modified_at: Annotated[datetime | None, "Time the workbook says it was last saved, UTC."]
    newest_signed: Annotated[date | None, "Newest credible SIGNED date inside."]


TABLE = table("snapshots", "name sha256", SnapshotRow)


def rows(draft: Draft) -> list[SnapshotRow]:
    """A row for each sighting, in the order of names."""
    return [_row(draft, snapshot) for snapshot in draft.snapshots]


def _row(draft: Draft, snapshot: Snapshot) -> SnapshotRow:
    believed = snapshot.list is not None and snapshot.publication is not None
    listing, clocks = snapshot.listing, snapshot.clocks
    return SnapshotRow(
        name=snapshot.seen.name,
        sha256=snapshot.seen.sha256,
        list=snapshot.list,
        published=snapshot.dating.published,
        verdict=snapshot.verdict or "",
        reason=snapshot.reason,
        publication_id=draft.presence(snapshot.list or "").ids[snapshot.publication or 0] if believed else None,
        rows=None if listing is None else len(listing.rows),
        hidden_rows=None if listing is None else listing.hidden_rows,
        name_says=clocks.named,
        captured_at=clocks.captured_at,
        modified_at=clocks.modified_at,
        newest_signed=clocks.newest_signed,
    )
