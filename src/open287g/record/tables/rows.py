"""The rows of the record's tables, from the finished world."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from open287g.core.bundled import read_table
from open287g.record.history.absences import Life, beliefs
from open287g.record.history.endings import explain, grade_of, moved_away
from open287g.record.history.events import event_rows
from open287g.record.history.pendings import pendings
from open287g.record.history.presence import Bits
from open287g.record.reading.corpus import Numbers
from open287g.record.tables.signals import signal_rows
from open287g.record.tables.understanding import World

Row = tuple[Any, ...]


def table_rows(world: World) -> dict[str, list[Row]]:
    """All rows of every table, each in the order of its key."""
    waiting = pendings(world)
    rows = {
        "snapshots": _snapshots(world),
        "publications": _publications(world),
        "lines": _lines(world),
        "agencies": _agencies(world),
        "agreements": _agreements(world, waiting),
        "beliefs": _beliefs(world),
        "events": event_rows(world, waiting),
        "endings": _endings(world),
        "flickers": _flickers(world),
        "pending": _pending(world, waiting),
        "spellings": _spellings(world),
        "candidates": _candidates(world),
        "redirects": [(r.old_id, r.new_id, r.reason) for r in world.redirects],
        "signals": signal_rows(world),
        "judgments": [(r["state"], r["name"], r["other_name"], r["verdict"], r["evidence"]) for r in _verdicts()],
    }
    for name in ("agreements", "beliefs", "endings", "flickers", "pending", "spellings", "candidates", "judgments"):
        rows[name].sort(key=lambda row: tuple("" if v is None else str(v) for v in row))
    return rows


def _verdicts() -> tuple[dict[str, str], ...]:
    return read_table("record/judgments.csv")


def _snapshots(world: World) -> list[Row]:
    return [
        (
            s.seen.name, s.seen.sha256, s.list, s.dating.published, s.verdict, s.reason,
            world.publication_id(s.list, s.publication) if s.list and s.publication is not None else None,
            None if s.listing is None else len(s.listing.rows), None if s.listing is None else s.listing.hidden_rows,
            s.clocks.named, s.clocks.captured_at, s.clocks.modified_at, s.clocks.newest_signed,
        )
        for s in world.snapshots
    ]  # fmt: skip


def _publications(world: World) -> list[Row]:
    rows: list[Row] = []
    numbers = _numbers(world)
    for kind, publications in world.publications.items():
        before = np.zeros(int(numbers[0].max(initial=-1)) + 1, np.bool_)
        for p, snapshot in enumerate(publications.first):
            lines = np.empty(0, np.int32) if snapshot.listing is None else snapshot.listing.lines
            agreements, agencies, states, spellings = (_marked(column, lines) for column in numbers)
            rows.append(
                (
                    world.publication_id(kind, p), kind, p, snapshot.dating.published, publications.last_seen[p],
                    snapshot.seen.name, snapshot.seen.sha256, len(lines), int(agreements.sum()),
                    int(agencies.sum()), int(states.sum()), int(spellings.sum()),
                    int((agreements & ~before).sum()), int((before & ~agreements).sum()),
                )
            )  # fmt: skip
            before = agreements
    return sorted(rows)


def _marked(numbers: npt.NDArray[np.int64], lines: Numbers) -> Bits:
    """Which of the numbers stand in `lines`."""
    marks = np.zeros(int(numbers.max(initial=-1)) + 2, np.bool_)
    marks[numbers[lines]] = True
    return marks[:-1]


def _numbers(world: World) -> tuple[npt.NDArray[np.int64], ...]:
    """For each line, a number for its agreement, its agency, its state and its spelling; -1 where it has none."""
    agreement = _agreement_of_line(world)
    keys: tuple[dict[Any, int], ...] = ({}, {}, {}, {})
    out = np.full((4, len(world.readings)), -1, np.int64)
    for i, r in enumerate(world.readings):
        agency = world.agency_of_line[i]
        values = (
            (agency, r.model, agreement.get(i)) if agency >= 0 else None,
            agency if agency >= 0 else None,
            r.state,
            (world.corpus.lines[i].state.strip(), world.corpus.lines[i].agency.strip()),
        )
        for k, value in enumerate(values):
            if value is not None:
                out[k, i] = keys[k].setdefault(value, len(keys[k]))
    return tuple(out)


def _agreement_of_line(world: World) -> dict[int, str]:
    return {line: world.agreement_id(i) for i, life in enumerate(world.lives) for line in life.instrument.lines}


def _lines(world: World) -> list[Row]:
    agreement = _agreement_of_line(world)
    rows: list[Row] = []
    in_listed, in_pending = np.any(world.listed.bits, axis=1), np.any(world.pending.bits, axis=1)
    for i, (line, r) in enumerate(zip(world.corpus.lines, world.readings, strict=True)):
        agency = world.agency_of_line[i]
        kind = "participating" if in_listed[i] else "pending" if in_pending[i] else None
        rows.append(
            (
                i, kind, line.state, line.agency, line.type, line.county,
                line.model, line.signed, line.moa, line.addendum, r.state, r.agency or None, r.agency_type,
                r.county or None, r.model, r.signed, r.moa_url or None, r.moa_file or None, r.addendum_url or None,
                world.agencies[agency].agency_id if agency >= 0 else None, agreement.get(i),
            )
        )  # fmt: skip
    return rows


def _agencies(world: World) -> list[Row]:
    current = defaultdict(list)
    shown: dict[int, list[int]] = defaultdict(list)
    for life in world.lives:
        shown[life.instrument.agency] += [life.first, life.last]
        if life.listed[-1]:
            current[life.instrument.agency].append(life.instrument.model)
    return [
        (
            a.agency_id, a.name, a.state, a.agency_type, list(a.place.counties), a.county_names, a.place.county_tier,
            a.place.county_evidence, a.place.ori, a.place.ori_tier, a.place.ori_evidence, a.place.population,
            a.place.officers, a.place.officers_year, a.ice_area,
            world.day(min(shown[i])) if i in shown else None, world.day(max(shown[i])) if i in shown else None,
            len(current[i]), sorted(set(current[i])),
        )
        for i, a in enumerate(world.agencies)
    ]  # fmt: skip


def _agreements(world: World, waiting: list[Any]) -> list[Row]:
    pended = {p.life: world.pending.days[p.first] for p in reversed(waiting) if p.life is not None}
    rows: list[Row] = []
    for i, life in enumerate(world.lives):
        made, signed, first = life.instrument, life.last_signed, world.day(life.first)
        agency, ending = world.agencies[made.agency], life.ending
        links = [(p, world.readings[line]) for p, line in _turns(life)]
        moa = next((r for _, r in reversed(links) if r.moa_url), None)
        linked = next((world.day(p) for p, r in links if r.moa_url), None)
        addendum = next((r.addendum_url for _, r in reversed(links) if r.addendum_url), None)
        moved = moved_away(world, i)
        status = "listed" if ending is None else "moved" if moved else "ended"
        basis = "signed" if signed is not None and signed <= first else "listed"
        rows.append(
            (
                world.agreement_id(i), agency.agency_id, agency.state, made.model, made.n, signed,
                status, signed if basis == "signed" else first, basis,
                None if ending is None else world.day(ending.start),
                None if ending is None or moved else grade_of(world, i),
                first, world.day(life.last), moa.moa_url if moa else None, moa.moa_file if moa else None, linked,
                addendum, pended.get(i), _days(pended.get(i), first), _days(signed, first), _days(first, linked),
            )
        )  # fmt: skip
    return rows


def _turns(life: Life) -> list[tuple[int, int]]:
    """Publication and line wherever another line than before lists the agreement."""
    line = life.line
    later = range(life.first + 1, life.last + 1)
    return [(life.first, line[life.first]), *((p, line[p]) for p in later if line[p] not in (-1, line[p - 1]))]


def _days(start: date | None, end: date | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def _beliefs(world: World) -> list[Row]:
    rows: list[Row] = []
    for i, life in enumerate(world.lives):
        agency = world.agencies[life.instrument.agency]
        for b in beliefs(life, world.listed, moved=moved_away(world, i)):
            rows.append(
                (
                    world.agreement_id(i), agency.agency_id, agency.state, life.instrument.model, b.signed,
                    b.valid_from, b.valid_to, b.known_from, b.known_to,
                    world.publication_id("participating", b.publication),
                )
            )  # fmt: skip
    return rows


def _endings(world: World) -> list[Row]:
    rows: list[Row] = []
    for i, life in enumerate(world.lives):
        ending = life.ending
        if ending is None or moved_away(world, i):
            continue
        agency = world.agencies[life.instrument.agency]
        absent = f"absent from {ending.publications} publications over {ending.days} days; {explain(world, i)}"
        rows.append(
            (
                world.agreement_id(i), agency.agency_id, agency.state, life.instrument.model, life.last_signed,
                grade_of(world, i), world.day(life.last), world.day(ending.start), ending.days, ending.publications,
                absent, *world.proof("participating", ending.start, None)[:2],
            )
        )  # fmt: skip
    return rows


def _flickers(world: World) -> list[Row]:
    rows: list[Row] = []
    for i, life in enumerate(world.lives):
        agency = world.agencies[life.instrument.agency]
        for absence in life.absences:
            if absence.end is not None:
                rows.append(
                    (
                        world.agreement_id(i), agency.agency_id, agency.state, life.instrument.model,
                        world.day(absence.start - 1), world.day(absence.start), world.day(absence.end), absence.days,
                        absence.publications, "rejoined" if absence.ended else "flicker",
                        *world.proof("participating", absence.end, life.line[absence.end]),
                    )
                )  # fmt: skip
    return rows


def _pending(world: World, waiting: list[Any]) -> list[Row]:
    rows: list[Row] = []
    for p in waiting:
        agency, first = world.agencies[p.agency], world.pending.days[p.first]
        rows.append(
            (
                agency.agency_id, agency.name, agency.state, p.model, first, world.pending.days[p.last], p.status,
                p.listed, _days(first, p.listed), p.already_listed,
                world.agreement_id(p.life) if p.life is not None else None, *world.proof("pending", p.first, p.line),
            )
        )  # fmt: skip
    return rows


def _spellings(world: World) -> list[Row]:
    agency_of = {s: agency for agency in world.agencies for s in agency.spellings}
    rows: list[Row] = []
    for i, s in enumerate(world.spellings):
        join = world.identity.joins.get(i)
        tier, evidence = (join.tier, join.evidence) if join else ("only", "no other spelling was joined to it")
        rows.append(
            (s.state, s.name, agency_of[i].agency_id, tier, evidence, s.first_seen, s.last_seen, s.publications)
        )
    return rows


def _candidates(world: World) -> list[Row]:
    agency_of = {s: agency for agency in world.agencies for s in agency.spellings}
    found: dict[tuple[str, str], Row] = {}
    for c in world.identity.candidates:
        one, other = sorted((agency_of[c.one], agency_of[c.other]), key=lambda a: a.agency_id)
        row = (one.agency_id, other.agency_id, one.state, one.name, other.name, c.likeness, c.why_not)
        best = found.setdefault((one.agency_id, other.agency_id), row)
        if c.likeness > best[5]:
            found[one.agency_id, other.agency_id] = row
    return list(found.values())
