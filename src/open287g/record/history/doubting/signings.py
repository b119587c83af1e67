"""Doubts about SIGNED: against the first listing, what the list printed before, and the day with its month for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from open287g.core.thresholds import whole
from open287g.record.history.agreements import Agreement
from open287g.record.history.doubting.doubt import Doubt, of_agreement
from open287g.vocabulary.file_names import day_in_name

_EARLY = timedelta(days=whole("record", "early_signing_days"))
_DRIFT = timedelta(days=whole("record", "print_drift_days"))
_USUAL = timedelta(days=26)
"""Days from SIGNED to the first listing within which 99 of 100 lie, of 1,809 of 2021 to 2026."""


def signing_doubts(agreement: Agreement) -> Iterator[Doubt]:
    """What SIGNED of an agreement says that cannot well be."""
    yield from _early(agreement)
    yield from _drifted(agreement)
    yield from _exchanged(agreement)


def _early(agreement: Agreement) -> Iterator[Doubt]:
    """SIGNED long before the last list that lacks the row, where no other row explains it.

    The first list of all shows agreements of any age, a renewal may be listed years late, and a row that came from
    another agency was listed before.
    """
    first = agreement.first
    signed = agreement.signed[first]
    if first == 0 or signed is None or any(s.kind != "model_changed" for s in agreement.predecessors):
        return
    without = agreement.day(first - 1)
    if without - signed > _EARLY:
        yield of_agreement("signed long before listing", agreement, first, "SIGNED", signed, agreement.day(first))


def _drifted(agreement: Agreement) -> Iterator[Doubt]:
    """SIGNED changed by more than a slip, where the change is not to the day on which both had signed."""
    readings = zip(agreement.instrument.claims, agreement.instrument.readings, strict=True)
    redated = {claim.signed for claim, reading in readings if reading == "redated"}
    before = None
    for p in agreement.turns:
        signed = agreement.signed[p]
        if agreement.line[p] < 0 or signed is None:
            continue
        if before is not None and signed != before and signed not in redated and abs(signed - before) > _DRIFT:
            yield of_agreement("signed against an earlier print", agreement, p, "SIGNED", signed, before)
        before = signed


def _exchanged(agreement: Agreement) -> Iterator[Doubt]:
    """SIGNED as first listed where its day may be the month: the other reading fits far better.

    It fits the first listing, which the one printed does not, or it is the day in the memorandum's name. Of the lists
    of 2021 to 2026 no row is so.
    """
    first = agreement.first
    signed = agreement.signed[first]
    if first == 0 or signed is None or signed.day > 12 or signed.day == signed.month or agreement.predecessors:
        return
    other = date(signed.year, signed.day, signed.month)
    without, listed = agreement.day(first - 1), agreement.day(first)
    fits = without - _USUAL <= other <= listed and not without - _EARLY <= signed <= listed
    named = (day_in_name(claim.file) for claim in agreement.instrument.claims if claim.signed == signed)
    told = any(day and abs(day - other) <= _DRIFT < abs(day - signed) for day in named)
    if fits or told:
        yield of_agreement("day and month exchanged", agreement, first, "SIGNED", signed, other)
