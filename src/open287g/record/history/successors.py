"""What explains that an agreement left the list: signed anew, another model, or its row moved to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from open287g.core.thresholds import whole
from open287g.record.history.agreements import Agreement, Successor
from open287g.record.history.beliefs import Moves
from open287g.record.history.neighbors import near
from open287g.vocabulary.file_names import model_in_name

_SWITCH_DAYS = whole("record", "model_switch_days")
_SLIP = timedelta(days=whole("record", "listed_ahead_days"))
Move = tuple[Agreement, Agreement, int]
"""Whose row went, where to, and in which publication."""


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
    moves += [slip for siblings in by_agency.values() for slip in _slips(siblings)]
    moves += _copies(agreements)
    told = [
        Successor("moved", before, after)
        for before, after, publication in moves
        if before.ending is not None and before.ending.start == publication
    ]
    moved = {id(successor.before) for successor in told}
    for agreement in agreements:
        if id(agreement) not in moved:
            siblings = [other for other in by_agency[agreement.agency.agency_id] if other is not agreement]
            successor = _renewed(agreement, siblings) or _switched(agreement, siblings)
            if successor is not None:
                told.append(successor)
    return Departures(told, frozenset((before.agreement_id, publication) for before, _, publication in moves))


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
        stays = other.listed(-1) or other.last > ending.start
        beside = other.first < ending.start
        if other.model != agreement.model and 0 <= days <= _SWITCH_DAYS and stays and not beside:
            close.append((days, other))
    return Successor("model_changed", agreement, min(close, key=lambda pair: pair[0])[1]) if close else None


def _moves(agreements: Sequence[Agreement]) -> Iterator[Move]:
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
                yield before, after, key[2]


def _slips(siblings: Sequence[Agreement]) -> Iterator[Move]:
    """A row of an agency that leaves under one model and enters under another in the same publication: a slip mended.

    It counts where SIGNED is the same but for a slip and no memorandum of the first model was linked: nothing shows
    that it was signed, and the next list has it otherwise.
    """
    for before in siblings:
        for p in [absence.start for absence in before.absences]:
            files = {claim.file for claim in before.instrument.claims if claim.first < p and claim.file}
            came = [other for other in siblings if other.model != before.model and _came(other, p)]
            signed, first = before.signed[p - 1], came[0].signed[p] if len(came) == 1 else None
            if signed is None or first is None or abs(first - signed) > _SLIP:
                continue
            if all(model_in_name(file) == came[0].model for file in files):
                yield before, came[0], p


def _copies(agreements: Sequence[Agreement]) -> Iterator[Move]:
    """A row that stands in one publication alone, beside the same row of another state that was there before and
    stays: a slip in STATE, mended in the next list.

    The same are the agency's and the county's name, model and SIGNED; a row whose memorandum was linked is its own. Two
    counties of one name can sign on one day (Anderson in Kansas and South Carolina did): both then stay.
    """
    for before in agreements:
        p = before.first + 1
        if not before.absences or before.absences[0].start != p or any(c.file for c in before.instrument.claims):
            continue
        twins = [other for other in agreements if _twin(other, before, before.first)]
        if len(twins) == 1:
            yield before, twins[0], p


def _twin(other: Agreement, row: Agreement, publication: int) -> bool:
    return (
        other.model == row.model
        and other.first < publication
        and other.agency.state != row.agency.state
        and other.signed[publication] == row.signed[publication] is not None
        and other.listed(publication + 1)
        and other.agency.county_names == row.agency.county_names
        and near(other.agency, row.agency)
    )


def _came(agreement: Agreement, publication: int) -> bool:
    return agreement.listed(publication) and not agreement.listed(publication - 1)
