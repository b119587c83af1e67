"""Doubts about SIGNED: against the first listing, and against what the list printed before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from open287g.core.thresholds import whole
from open287g.record.history.agreements import Agreement
from open287g.record.history.doubting.doubt import Doubt, of_agreement

_EARLY = timedelta(days=whole("record", "early_signing_days"))
_DRIFT = timedelta(days=whole("record", "print_drift_days"))


def signing_doubts(agreement: Agreement) -> Iterator[Doubt]:
    """What SIGNED of an agreement says that cannot well be."""
    yield from _early(agreement)
    yield from _drifted(agreement)


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
