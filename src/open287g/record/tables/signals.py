"""Everything that was repaired, ignored or could not be read, each with the first place where it stands."""

from __future__ import annotations

from typing import Any

import numpy as np

from open287g.record.tables.understanding import World

Row = tuple[Any, ...]


def signal_rows(world: World) -> list[Row]:
    """Rows of the table `signals`: what lines say oddly, what sheets hold besides, what files are not believed."""
    rows = [*_of_lines(world), *_of_sheets(world), *_of_files(world), *_of_dates(world)]
    return sorted(rows, key=lambda row: tuple("" if v is None else str(v).rjust(9) for v in row))


def _of_lines(world: World) -> list[Row]:
    sightings = np.zeros(len(world.readings), np.int64)
    first: dict[int, tuple[str, int, int]] = {}
    for kind, publications in world.publications.items():
        for p, snapshot in enumerate(publications.first):
            if snapshot.listing is None:
                continue
            np.add.at(sightings, snapshot.listing.lines, 1)
            for row, line in zip(snapshot.listing.rows.tolist(), snapshot.listing.lines.tolist(), strict=True):
                if line not in first:
                    first[line] = (kind, p, row)
    groups: dict[tuple[str, ...], tuple[int, int]] = {}
    for line, reading in enumerate(world.readings):
        if line in first:
            for note in reading.notes:
                best, count = groups.get(tuple(note), (line, 0))
                key_day = _day(world, first[line]), first[line][2]
                if key_day < (_day(world, first[best]), first[best][2]):
                    best = line
                groups[tuple(note)] = (best, count + int(sightings[line]))
    return [_row(world, note, first[line], count) for note, (line, count) in groups.items()]


def _day(world: World, place: tuple[str, int, int]) -> str:
    kind, p, _ = place
    return str((world.listed if kind == "participating" else world.pending).days[p])


def _row(world: World, note: tuple[str, ...], place: tuple[str, int, int], count: int) -> Row:
    what, column, value, read_as, action, reason = note
    seen = (world.listed if place[0] == "participating" else world.pending).snapshots[place[1]].seen
    return what, action, seen.name, seen.sha256, place[2], column, value, read_as or None, reason, count


def _of_sheets(world: World) -> list[Row]:
    rows: list[Row] = []
    seen: set[str] = set()
    for snapshot in world.snapshots:
        if snapshot.listing is None or snapshot.seen.sha256 in seen:
            continue
        seen.add(snapshot.seen.sha256)
        for odd in snapshot.listing.oddities:
            where = (snapshot.seen.name, snapshot.seen.sha256, odd.row or None, odd.column or None)
            rows.append((odd.kind, "ignored", *where, odd.value, None, _WHY[odd.kind], 1))
    return rows


_WHY = {
    "sheet ignored": "a scratch sheet: it has no list's header",
    "unknown column": "not a column of ICE's lists",
    "blank row": "nothing stands in it",
    "cell outside the table": "right of the list's columns",
}


def _of_files(world: World) -> list[Row]:
    return [
        ("file quarantined", "unreadable" if s.listing is None else "ignored", s.seen.name, s.seen.sha256, None, None,
         s.seen.name, None, s.reason, 1)
        for s in world.snapshots
        if s.verdict == "quarantined"
    ]  # fmt: skip


def _of_dates(world: World) -> list[Row]:
    """Agreements listed before the day they say they were signed."""
    rows: list[Row] = []
    for life in world.lives:
        signed, day = life.signed[life.first], world.day(life.first)
        if signed is not None and signed > day:
            file, sha, row = world.proof("participating", life.first, life.line[life.first])
            reason = f"listed {day}, before it was signed; in force from the listing"
            rows.append(
                (
                    "signed after listing",
                    "noted",
                    file,
                    sha,
                    row,
                    "SIGNED",
                    signed.isoformat(),
                    day.isoformat(),
                    reason,
                    1,
                )
            )
    return rows
