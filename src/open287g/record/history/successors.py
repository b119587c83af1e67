"""What explains that an agreement left the list: signed anew, another model, or its row moved to another agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from open287g.core.thresholds import whole
from open287g.record.history.agreements import Agreement, Successor
from open287g.record.history.beliefs import Moves
from open287g.record.history.neighbors import near

_SWITCH_DAYS = whole("record", "model_switch_days")


@dataclass(frozen=True)
class Departures:
    """What came in the place of agreements, and every move of a row, also of one that came back later."""

    successors: list[Successor]
    moves: Moves


def departures(agreements: Sequence[Agreement]) -> Departures:
    """For each agreement that left the list, what came in its place, where the lists show it; moved rows first."""
    by_agency: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        by_agency[agreement.agency.agency_id].append(agreement)
    moves = list(_moves(agreements))
    told = [
        Successor("moved", before, after)
        for before, after in moves
        if before.ending is not None and before.ending.start == after.first
    ]
    moved = {id(successor.before) for successor in told}
    for agreement in agreements:
        if id(agreement) not in moved:
            siblings = [other for other in by_agency[agreement.agency.agency_id] if other is not agreement]
            successor = _renewed(agreement, siblings) or _switched(agreement, siblings)
            if successor is not None:
                told.append(successor)
    return Departures(told, frozenset((before.agreement_id, after.first) for before, after in moves))


def _renewed(agreement: Agreement, siblings: Sequence[Agreement]) -> Successor | None:
    mine = agreement.instrument
    for other in siblings:
        if other.model == mine.model and other.instrument.n == mine.n + 1:
            return Successor("renewed", agreement, other)
    return None


def _switched(agreement: Agreement, siblings: Sequence[Agreement]) -> Successor | None:
    """The agreement under another model that came as this one left: never one that stood beside it."""
    ending = agreement.ending
    if ending is None:
        return None
    gone = agreement.day(ending.start)
    close: list[tuple[int, Agreement]] = []
    for other in siblings:
        days = (other.day(other.first) - gone).days
        stays = other.listed[-1] or other.last > ending.start
        beside = other.first < ending.start or bool((other.listed & agreement.listed).any())
        if other.model != agreement.model and 0 <= days <= _SWITCH_DAYS and stays and not beside:
            close.append((days, other))
    return Successor("model_changed", agreement, min(close, key=lambda pair: pair[0])[1]) if close else None


def _moves(agreements: Sequence[Agreement]) -> Iterator[tuple[Agreement, Agreement]]:
    """A row that leaves one agency and enters another in the same publication, with model and SIGNED the same.

    It counts where only one row left and one came so, and the two agencies share a state and a county or proper name,
    or the whole name under two states.
    """
    Key = tuple[str, date, int]
    left: dict[Key, list[Agreement]] = defaultdict(list)
    came: dict[Key, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        for absence in agreement.absences:
            signed = agreement.signed[absence.start - 1]
            if signed is not None:
                left[agreement.model, signed, absence.start].append(agreement)
        first_signed = agreement.signed[agreement.first]
        if first_signed is not None and agreement.first > 0:
            came[agreement.model, first_signed, agreement.first].append(agreement)
    for key in sorted(left.keys() & came.keys(), key=str):
        pairs = [(before, after) for before in left[key] for after in came[key] if near(before.agency, after.agency)]
        for before, after in pairs:
            if sum(before is a for a, _ in pairs) == 1 and sum(after is b for _, b in pairs) == 1:
                yield before, after
