"""What explains that an agreement left the list: signed anew, another model, or its row moved to another agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from rapidfuzz.fuzz import ratio

from open287g.core.thresholds import threshold, whole
from open287g.places.names import agency_words, squeeze
from open287g.record.history.agreements import Agreement, Successor
from open287g.record.identity.contradictions import contradiction

_SWITCH_DAYS = whole("record", "model_switch_days")
_MOVED = threshold("record", "moved_likeness")


def successors(agreements: list[Agreement]) -> list[Successor]:
    """For each agreement that left the list, what came in its place, where the lists show it; moved rows first."""
    by_agency: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        by_agency[agreement.agency.agency_id].append(agreement)
    told = list(_moved(agreements))
    moved = {id(successor.before) for successor in told}
    for agreement in agreements:
        if agreement.ending is not None and id(agreement) not in moved:
            siblings = [other for other in by_agency[agreement.agency.agency_id] if other is not agreement]
            successor = _renewed(agreement, siblings) or _switched(agreement, siblings)
            if successor is not None:
                told.append(successor)
    return told


def _renewed(agreement: Agreement, siblings: list[Agreement]) -> Successor | None:
    mine = agreement.instrument
    for other in siblings:
        if other.model == mine.model and other.instrument.n == mine.n + 1:
            return Successor("renewed", agreement, other)
    return None


def _switched(agreement: Agreement, siblings: list[Agreement]) -> Successor | None:
    ending = agreement.ending
    assert ending is not None
    gone = agreement.day(ending.start)
    near: list[tuple[int, Agreement]] = []
    for other in siblings:
        days = abs((other.day(other.first) - gone).days)
        stays = other.listed[-1] or other.last > ending.start
        if other.model != agreement.model and days <= _SWITCH_DAYS and stays:
            near.append((days, other))
    return Successor("model_changed", agreement, min(near, key=lambda pair: pair[0])[1]) if near else None


def _moved(agreements: list[Agreement]) -> Iterator[Successor]:
    """A row that leaves one agency and enters another in the same publication, with model and SIGNED the same.

    It counts where only one row left and one came so, and the two agencies share a state and a county or proper name,
    or the whole name under two states.
    """
    Key = tuple[str, date, int]
    left: dict[Key, list[Agreement]] = defaultdict(list)
    came: dict[Key, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        signed = agreement.last_signed
        first_signed = next((s for s in agreement.signed if s is not None), None)
        if agreement.ending is not None and signed is not None:
            left[agreement.model, signed, agreement.ending.start].append(agreement)
        if first_signed is not None and agreement.first > 0:
            came[agreement.model, first_signed, agreement.first].append(agreement)
    for key in sorted(left.keys() & came.keys(), key=str):
        pairs = [(before, after) for before in left[key] for after in came[key] if _near(before, after)]
        for before, after in pairs:
            if sum(before is a for a, _ in pairs) == 1 and sum(after is b for _, b in pairs) == 1:
                yield Successor("moved", before, after)


def _near(before: Agreement, after: Agreement) -> bool:
    a, b = before.agency, after.agency
    if a is b:
        return False
    if a.state != b.state:
        return squeeze(a.name) == squeeze(b.name)
    if agency_words(a.name).kind == agency_words(b.name).kind and contradiction(a, b):
        return False
    if set(a.place.counties) & set(b.place.counties):
        return True
    return ratio(agency_words(a.name).base, agency_words(b.name).base) >= _MOVED
