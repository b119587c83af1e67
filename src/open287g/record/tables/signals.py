"""Everything that was repaired, ignored or could not be read, each with the first place where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.archive.workbooks.columns import ice_title
from open287g.record.tables import sources
from open287g.record.tables.declare import FILE, ROW, SHA256, table
from open287g.record.tables.doubts import SAYS
from open287g.record.values import Action

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft
    from open287g.record.reading.lines import Note


class SignalRow(NamedTuple):
    """Something in a file that was repaired, ignored by name, or could not be read."""

    kind: Annotated[str, "What it is."]
    action: Annotated[str, "{}.", Action]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    row: Annotated[int | None, ROW]
    column: Annotated[str | None, "Column; empty where the whole row or file is meant."]
    value: Annotated[str, "What stands there (mailboxes removed)."]
    read_as: Annotated[str | None, "What it was read as; empty if unreadable."]
    reason: Annotated[str, "Why."]
    sightings: Annotated[int, "Rows of accepted files in which it stands; in a sheet, cells of its column."]


TABLE = table("signals", "kind file row column value", SignalRow)


class Place(NamedTuple):
    """Where a line stands first: a list, a publication of it, and the row."""

    list: str
    publication: int
    row: int


def rows(draft: Draft) -> list[SignalRow]:
    """What lines say oddly, what sheets hold besides, what files are not believed, what contradicts itself."""
    told = [*_of_lines(draft), *_of_sheets(draft), *_of_files(draft), *_of_sources(draft)]
    told += [*_of_dates(draft), *_of_doubts(draft)]
    return sorted(told, key=lambda row: ["" if cell is None else str(cell).rjust(9) for cell in row])


def _of_lines(draft: Draft) -> list[SignalRow]:
    import numpy as np

    sightings = np.zeros(len(draft.entries), np.int64)
    unseen = np.ones(len(draft.entries), np.bool_)
    first: dict[int, Place] = {}
    for presence in (draft.participating, draft.pending):
        for p, snapshot in enumerate(presence.snapshots):
            if snapshot.listing is None:
                continue
            sightings += np.bincount(snapshot.listing.lines, minlength=len(sightings))
            new = unseen[snapshot.listing.lines]
            rows, lines = snapshot.listing.rows[new].tolist(), snapshot.listing.lines[new].tolist()
            unseen[lines] = False
            for row, line in zip(rows, lines, strict=True):
                first.setdefault(line, Place(presence.list, p, row))
    groups: dict[Note, tuple[int, int]] = {}
    for line, entry in enumerate(draft.entries):
        if line in first:
            for note in entry.notes:
                best, count = groups.get(note, (line, 0))
                if _when(draft, first[line]) < _when(draft, first[best]):
                    best = line
                groups[note] = (best, count + int(sightings[line]))
    return [_noted(draft, note, first[line], count) for note, (line, count) in groups.items()]


def _when(draft: Draft, place: Place) -> tuple[date, int]:
    return draft.presence(place.list).days[place.publication], place.row


def _noted(draft: Draft, note: Note, place: Place, count: int) -> SignalRow:
    seen = draft.presence(place.list).snapshots[place.publication].seen
    return SignalRow(
        kind=note.kind,
        action=note.action,
        file=seen.name,
        sha256=seen.sha256,
        row=place.row,
        column=note.column,
        value=note.value,
        read_as=note.read_as or None,
        reason=note.reason,
        sightings=count,
    )


def _of_sheets(draft: Draft) -> list[SignalRow]:
    told: list[SignalRow] = []
    done: set[str] = set()
    for snapshot in draft.snapshots:
        seen = snapshot.seen
        if snapshot.listing is None or seen.sha256 in done:
            continue
        done.add(seen.sha256)
        for odd in snapshot.listing.oddities:
            where = (seen.name, seen.sha256, odd.row or None, odd.column or None)
            action = _ACTION.get(odd.kind, "ignored")
            read_as = ice_title(odd.value) if odd.kind == "column renamed" else None
            told.append(SignalRow(odd.kind, action, *where, odd.value, read_as, _WHY[odd.kind], odd.cells))
    return told


_WHY = {
    "sheet ignored": "a scratch sheet: it has no list's header",
    "hidden list ignored": "the workbook hides it, and shows a list on another sheet",
    "second list ignored": "another list than the first one shown: by its name, columns or rows",
    "hidden sheet read": "the workbook hides it, and no sheet that it shows holds a list",
    "list goes on": "another sheet with the same columns and other rows: read too, its rows counted on from here",
    "merged cells": "one value for the rows of its column that it spans, as a reader sees it",
    "header repeated": "the header stands again between the rows",
    "days before months": "days that can be read so alone stand in the column, and none that cannot",
    "state above its rows": "each state stands once, above its rows or in the first of them",
    "header in two rows": "two rows that only together head a list, read as one",
    "state beside its rows": "no column has the state: the sheet's name, or a row above, is a state's",
    "model beside its rows": "no column has the model: the sheet's name, or a row above, is a model's",
    "models in columns": "each model has a column, and a mark or a day in it says that a row is of that model",
    "models in one cell": "a row for each of the models that one cell names",
    "day told in parts": "made of a month, a day and a year, or the later of the days on which the two parties signed",
    "column renamed": "known by archive/workbooks/headers.csv",
    "unknown column": "not a column of ICE's lists",
    "column without a header": "under no header of a list",
    "blank row": "nothing stands in it",
    "cell outside the table": "under no header of a list",
    "link formula unread": "its address is made of more than texts and cells",
}
_ACTION: dict[str, Action] = {
    "hidden sheet read": "noted", "column renamed": "repaired", "list goes on": "noted", "merged cells": "repaired",
    "days before months": "repaired", "state above its rows": "repaired", "header in two rows": "repaired",
    "state beside its rows": "repaired", "model beside its rows": "repaired", "models in columns": "repaired",
    "models in one cell": "repaired", "day told in parts": "repaired",
}  # fmt: skip


def _of_files(draft: Draft) -> list[SignalRow]:
    told: list[SignalRow] = []
    for snapshot in draft.snapshots:
        if snapshot.verdict == "quarantined":
            action: Action = "unreadable" if snapshot.listing is None else "ignored"
            name, sha256 = snapshot.seen.name, snapshot.seen.sha256
            told.append(SignalRow("file quarantined", action, name, sha256, None, None, name, None, snapshot.reason, 1))
    return told


def _of_sources(draft: Draft) -> list[SignalRow]:
    """Lists that ICE's page gave no more, and columns that came or went."""
    return [
        SignalRow(f"list {row.fact}", "noted", row.file, row.sha256, None, None, row.list, None, row.says, 1)
        for row in sources.rows(draft)
    ]


def _of_dates(draft: Draft) -> list[SignalRow]:
    """Agreements listed before the day they say they were signed."""
    told: list[SignalRow] = []
    for agreement in draft.agreements:
        signed, day = agreement.signed[agreement.first], agreement.day(agreement.first)
        if signed is not None and signed > day:
            what, why = "signed after listing", f"listed {day}, before it was signed; in force from the listing"
            proof = agreement.proof(agreement.first)
            told.append(SignalRow(what, "noted", *proof, "SIGNED", signed.isoformat(), day.isoformat(), why, 1))
    return told


def _of_doubts(draft: Draft) -> list[SignalRow]:
    """What in a row contradicts what is known otherwise; `doubts` says whose it is."""
    told = {
        (doubt.kind, "noted", *doubt.proof, doubt.column, doubt.value, None, f"{SAYS[doubt.kind]} {doubt.against}")
        for doubt in draft.doubts
    }
    return [SignalRow(*fields, 1) for fields in told]
