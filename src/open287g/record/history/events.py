"""What happened, as events: each with the file and row that show it, and an id made from what happened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from open287g.record.history.absences import Life
from open287g.record.history.endings import explain, grade_of, moved_away
from open287g.record.history.pendings import Pending
from open287g.record.history.presence import runs
from open287g.record.identity.spellings import Spelling
from open287g.record.tables.understanding import World

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Happening:
    """One event before it has an id. `line` is the line that shows it, None where the proof is an absence."""

    kind: str
    agency: int
    agreement_id: str | None
    model: str | None
    valid: date | None
    list: str
    publication: int
    line: int | None
    before: str | None
    after: str | None
    says: str


def event_rows(world: World, pendings: list[Pending]) -> list[Row]:
    """Rows of the table `events`, by day, then agency."""
    happenings = [h for i in range(len(world.lives)) for h in _of_life(world, i)]
    happenings += [h for agency in range(len(world.agencies)) for h in _renamed(world, agency)]
    happenings += [_pended(p) for p in pendings]
    rows = [_row(world, happening) for happening in happenings]
    return sorted(rows, key=lambda row: (row[7], row[2], row[1], row[0]))


def _row(world: World, h: Happening) -> Row:
    agency = world.agencies[h.agency]
    publication = world.publication_id(h.list, h.publication)
    known = (world.listed if h.list == "participating" else world.pending).days[h.publication]
    name = "|".join([h.kind, agency.agency_id, h.agreement_id or "", publication, h.before or "", h.after or ""])
    event_id = f"{h.kind}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return (
        event_id, h.kind, agency.agency_id, h.agreement_id, agency.state, h.model, h.valid, known, h.before, h.after,
        h.says, publication, *world.proof(h.list, h.publication, h.line),
    )  # fmt: skip


def _of_life(world: World, i: int) -> Iterator[Happening]:
    life = world.lives[i]
    yield _listed(world, i)
    yield from _signed_changes(world, i)
    yield from _documents(world, i)
    for absence in life.absences:
        if absence.ended or absence.end is None:
            reason = explain(world, i)
            says = f"{_name(world, life)} is no longer listed under {life.instrument.model}: {reason}"
            sure = absence.grade if absence.end is not None else "moved" if moved_away(world, i) else grade_of(world, i)
            yield _happening(world, i, "delisted", absence.start, None, None, None, sure, says)
        if absence.ended and absence.end is not None:
            says = f"{_name(world, life)} is listed again under {life.instrument.model} after {absence.days} days"
            yield _happening(world, i, "relisted", absence.end, life.line[absence.end], None, None, None, says)


def _happening(
    world: World,
    i: int,
    kind: str,
    publication: int,
    line: int | None,
    valid: date | None,
    before: str | None,
    after: str | None,
    says: str,
) -> Happening:
    made = world.lives[i].instrument
    return Happening(
        kind,
        made.agency,
        world.agreement_id(i),
        made.model,
        valid,
        "participating",
        publication,
        line,
        before,
        after,
        says,
    )


def _name(world: World, life: Life) -> str:
    return world.agencies[life.instrument.agency].name


def _listed(world: World, i: int) -> Happening:
    life = world.lives[i]
    made, signed = life.instrument, life.signed[life.first]
    line = life.line[life.first]
    came_from = world.predecessors.get(i, [])
    day = signed.isoformat() if signed else None
    switched = next((s for s in came_from if s.kind == "model_changed"), None)
    if made.n > 1:
        before = next((world.lives[s.before].last_signed for s in came_from if s.kind == "renewed"), None)
        says = f"{_name(world, life)} signed {made.model} anew{f' on {signed}' if signed else ''}"
        return _happening(
            world, i, "renewed", life.first, line, signed, before.isoformat() if before else None, day, says
        )
    if switched is not None:
        old = world.lives[switched.before].instrument.model
        says = f"{_name(world, life)} changed its model from {old} to {made.model}"
        return _happening(world, i, "model_changed", life.first, line, signed, old, made.model, says)
    says = f"{_name(world, life)} is listed under {made.model}{f', signed {signed}' if signed else ''}"
    return _happening(world, i, "listed", life.first, line, signed, None, day, says)


def _signed_changes(world: World, i: int) -> Iterator[Happening]:
    life = world.lives[i]
    before: date | None = None
    for p in range(life.first, life.last + 1):
        signed, line = life.signed[p], life.line[p]
        # A SIGNED that cannot be read corrects nothing.
        if line < 0 or signed is None:
            continue
        if before is not None and signed != before:
            says = f"SIGNED of {_name(world, life)} under {life.instrument.model} changes from {before} to {signed}"
            texts = (before.isoformat(), signed.isoformat())
            yield _happening(world, i, "date_corrected", p, line, signed, *texts, says)
        before = signed


def _documents(world: World, i: int) -> Iterator[Happening]:
    life = world.lives[i]
    linked: list[str] = []
    last = -1
    for p in range(life.first, life.last + 1):
        line = life.line[p]
        if line == last:
            continue
        last = line
        file = world.readings[line].moa_file if line >= 0 else ""
        if file and file not in linked:
            before = linked[-1] if linked else None
            verb = "replaces" if before else "links"
            says = f"ICE {verb} the MOA of {_name(world, life)} under {life.instrument.model}: {file}"
            yield _happening(world, i, "moa_posted", p, line, None, before, file, says)
            linked.append(file)


def _renamed(world: World, agency: int) -> Iterator[Happening]:
    """A later spelling that is more than the same words written otherwise, where the earlier one ends."""
    spellings = [world.spellings[s] for s in world.agencies[agency].spellings]
    shown = [s for s in spellings if s.listed.any()]
    for after in shown:
        first = runs(after.listed)[0][0]
        gone = [s for s in shown if s.key != after.key and first > 0 and s.listed[first - 1] and not s.listed[first]]
        for before in gone[:1]:
            line = _line_at(world, after, first)
            says = f"{before.name} is listed as {after.name}"
            yield Happening(
                "renamed", agency, None, None, None, "participating", first, line, before.name, after.name, says
            )


def _line_at(world: World, spelling: Spelling, publication: int) -> int:
    return next(line for line in spelling.lines if world.listed.bits[line, publication])


def _pended(pending: Pending) -> Happening:
    says = f"{pending.name} is pending under {pending.model or 'a model the list does not name'}"
    return Happening(
        "pended", pending.agency, None, pending.model, None, "pending", pending.first, pending.line, None, None, says
    )
