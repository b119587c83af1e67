"""What could be known of an agreement's validity, publication by publication: the two clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from open287g.record.history.agreements import Agreement, follow
from open287g.record.history.claims import Group
from open287g.record.history.force import start
from open287g.record.history.instruments import told_apart
from open287g.record.reading.lines import Entry

Period = tuple[date | None, date, date | None]
"""SIGNED as then listed, in force from, in force until."""

Moves = frozenset[tuple[str, int]]
"""Agreements by id, each with the publication in which its row moved to another agency."""


@dataclass(frozen=True)
class Belief:
    """One agreement was believed in force [valid_from, valid_to) from `known_from` until `known_to`."""

    agreement_id: str
    signed: date | None
    valid_from: date
    valid_to: date | None
    known_from: date
    known_to: date | None
    publication: int


def beliefs(group: Group, agreements: Sequence[Agreement], entries: Sequence[Entry], moves: Moves) -> list[Belief]:
    """What could be known of the validity of a group's agreements, publication by publication.

    `agreements` are the group's as known today. While one is listed it is in force from its signing on, open-ended. The
    first publication without it says it is over, on that day at the latest. If it comes back soon, that was an error
    and nothing had ended; if it comes back after an ending, the world has two periods. One signed anew is over when the
    next begins. If ICE moved its row to another agency, it never was this agency's: from then on nothing is believed.
    """
    held: list[Belief] = []
    before: dict[str, list[Period]] = {}
    told: dict[int, Sequence[Agreement]] = {len(group.claims): agreements}
    for p in _turns(group, agreements):
        claims = sum(claim.first <= p for claim in group.claims)
        if claims not in told:
            told[claims] = _told_by(group, p, agreements, entries)
        now = _known(told[claims], moves, p)
        for agreement_id in before.keys() | now.keys():
            if now.get(agreement_id, []) == before.get(agreement_id, []):
                continue
            day = group.among.days[p]
            held = [_closed(b, day) if b.agreement_id == agreement_id else b for b in held]
            held += [Belief(agreement_id, *period, day, None, p) for period in now.get(agreement_id, [])]
        before = now
    return [b for b in held if b.known_to is None or b.known_to > b.known_from]


def _told_by(group: Group, p: int, agreements: Sequence[Agreement], entries: Sequence[Entry]) -> Sequence[Agreement]:
    """The agreements as publication p tells them apart: those of today, unless a later claim parted them otherwise."""
    then = told_apart(group, p)
    if all(
        instrument.since == known.instrument.since
        and instrument.claims == tuple(claim for claim in known.instrument.claims if claim.first <= p)
        for instrument, known in zip(then, agreements, strict=False)
    ):
        return agreements[: len(then)]
    return [follow(instrument, entries) for instrument in then]


def _closed(belief: Belief, day: date) -> Belief:
    return replace(belief, known_to=day) if belief.known_to is None else belief


def _turns(group: Group, agreements: Sequence[Agreement]) -> list[int]:
    """The publications that can change what is known: each claim, change of SIGNED, absence and return."""
    turns = {claim.first for claim in group.claims}
    for agreement in agreements:
        signed = agreement.signed
        turns |= {p for p in agreement.turns[1:] if signed[p] != signed[p - 1]}
        turns |= {edge for a in agreement.absences for edge in (a.start, a.end) if edge is not None}
    return sorted(turns)


def _known(agreements: Sequence[Agreement], moves: Moves, p: int) -> dict[str, list[Period]]:
    """The periods of force of each agreement, told apart by the claims up to publication p, as p lets one know them."""
    return {
        agreement.agreement_id: _periods(agreement, agreements[number:], moves, p)
        for number, agreement in enumerate(agreements, 1)
    }


def _periods(agreement: Agreement, later: Sequence[Agreement], moves: Moves, p: int) -> list[Period]:
    days = agreement.among.days
    now = next((a for a in agreement.absences if a.start <= p and (a.end is None or p < a.end)), None)
    if now is not None and (agreement.agreement_id, now.start) in moves:
        return []
    begin = start(agreement, p)
    ended = [a for a in agreement.absences if a.end is not None and a.end <= p and a.ended]
    starts = [begin.day, *(max(begin.day, days[a.end]) for a in ended if a.end is not None)]
    ends: list[date | None] = [days[a.start] for a in ended]
    ends.append(days[now.start] if now is not None else None)
    over = min((start(after, p).day for after in later), default=None)
    periods = [(since, _first(until, over)) for since, until in zip(starts, ends, strict=True)]
    if (again := _resumed(agreement, later, p)) is not None:
        periods.append((max(begin.day, days[again]), None))
    return [(begin.signed, since, until) for since, until in periods if until is None or since < until]


def _resumed(agreement: Agreement, later: Sequence[Agreement], p: int) -> int | None:
    """From which publication on the list shows an agreement again that had been signed anew, and none of the later."""
    if not later or not agreement.listed(p) or any(after.listed(p) for after in later):
        return None
    while agreement.listed(p - 1) and not any(after.listed(p - 1) for after in later):
        p -= 1
    return p


def _first(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
