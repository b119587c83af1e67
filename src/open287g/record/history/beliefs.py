"""What could be known of an agreement's validity, publication by publication: the two clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from open287g.record.history.agreements import Agreement

Period = tuple[date | None, date, date | None]
"""SIGNED as then listed, in force from, in force until."""


@dataclass(frozen=True)
class Belief:
    """One agreement was believed in force [valid_from, valid_to) from `known_from` until `known_to`."""

    signed: date | None
    valid_from: date
    valid_to: date | None
    known_from: date
    known_to: date | None
    publication: int


def beliefs(agreement: Agreement) -> list[Belief]:
    """What could be known of the agreement's validity, publication by publication.

    While it is listed it is in force from SIGNED on, open-ended. The first publication without it says it is over, on
    that day at the latest. If it comes back soon, that was an error and nothing had ended; if it comes back after an
    ending, the world has two periods. If ICE moved its row to another agency, it never was this agency's: from then
    on nothing is believed of it.
    """
    held: list[Belief] = []
    before: list[Period] = []
    ending = agreement.ending if agreement.moved_away else None
    for p in _turns(agreement):
        periods = [] if ending is not None and p >= ending.start else _periods(agreement, p)
        if periods != before:
            day = agreement.day(p)
            held = [replace(b, known_to=day) if b.known_to is None else b for b in held]
            held += [Belief(*period, day, None, p) for period in periods]
            before = periods
    return [b for b in held if b.known_to is None or b.known_to > b.known_from]


def _turns(agreement: Agreement) -> list[int]:
    """The publications that can change what is known: the first, each change of SIGNED, each absence and return."""
    first, signed = agreement.first, agreement.signed
    if not agreement.absences and len(set(signed[first:])) == 1:
        return [first]
    changes = {p for p in range(first + 1, len(signed)) if signed[p] != signed[p - 1]}
    edges = {a.start for a in agreement.absences} | {a.end for a in agreement.absences if a.end is not None}
    return sorted({first} | changes | edges)


def _periods(agreement: Agreement, p: int) -> list[Period]:
    """The periods of force as publication p lets one know them."""
    days, so_far = agreement.among.days, range(min(p, agreement.last), -1, -1)
    signed = next((agreement.signed[q] for q in so_far if agreement.signed[q] is not None), None)
    begin = min(signed or days[agreement.first], days[agreement.first])
    over = [a for a in agreement.absences if a.end is not None and a.end <= p and a.ended]
    starts = [begin, *(days[a.end] for a in over if a.end is not None)]
    ends: list[date | None] = [days[a.start] for a in over]
    now = next((a for a in agreement.absences if a.start <= p and (a.end is None or p < a.end)), None)
    ends.append(days[now.start] if now is not None else None)
    return [(signed, start, end) for start, end in zip(starts, ends, strict=True) if end is None or start < end]
