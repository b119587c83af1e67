"""What happened before 2021 as ICE's lists show it, with the days between which it happened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from open287g.record.early.agreements import EarlyAgreement
from open287g.record.early.later import Later
from open287g.record.early.sources import lists
from open287g.record.early.spans import Span
from open287g.record.early.statements import Statement
from open287g.record.values import EarlyEventKind


@dataclass(frozen=True)
class EarlyEvent:
    """One thing that happened after `not_before` (None: unknown) and on `known` at the latest.

    `shows` is the row that shows it; where the proof is an absence, `row` is None and `source_id` names the list that
    lacks the agency. `valid` is the day in the world, where a source says one.
    """

    kind: EarlyEventKind
    agency_id: str
    state: str
    agreement_id: str | None
    model: str | None
    valid: date | None
    not_before: date | None
    known: date
    before: str | None
    after: str | None
    says: str
    source_id: str
    row: int | None

    @cached_property
    def event_id(self) -> str:
        """The kind and a hash of what happened: the same whenever the record is built."""
        told = (self.kind, self.agency_id, self.model, self.known, self.before, self.after)
        return f"{self.kind}-{hashlib.sha256('|'.join(str(cell or '') for cell in told).encode()).hexdigest()[:12]}"


def events_of(
    name: str,
    said: Sequence[Statement],
    spans: Sequence[Span],
    agreements: Sequence[EarlyAgreement],
    later: Later,
) -> Iterator[EarlyEvent]:
    """The events of one agency of this name."""
    of_day = {day: a for a in agreements for day in (a.signed, *a.other_days)}
    for n, span in enumerate(spans):
        follows = n > 0 and spans[n - 1].absent_after == span.first_seen
        yield _begins(name, span, spans[n - 1] if follows else None, n > 0, of_day)
        for earlier, row in pairwise(span.shown):
            if earlier.day and row.day and earlier.day != row.day:
                yield _dated_anew(name, span, earlier, row, of_day)
        taken_up = n + 1 < len(spans) and spans[n + 1].first_seen == span.absent_after
        if span.absent_after is not None and not taken_up:
            yield _gone(name, span, of_day, later)
    yield from _signed_pages(name, said, of_day)
    yield from _announced(name, said, of_day)


OfDay = dict[date, EarlyAgreement]


def _begins(name: str, span: Span, former: Span | None, seen_before: bool, of_day: OfDay) -> EarlyEvent:
    row = span.shown[0]
    signed = f", signed {row.day}" if row.day else ""
    if former is not None and former.model and span.model:
        says = f"ICE's list has {name} under {span.model} and no longer under {former.model}"
        return _event("model_changed", row, of_day, span.absent_before, former.model, span.model, says, row.day)
    kind: EarlyEventKind = "relisted" if seen_before else "listed"
    again = "again" if seen_before else "for the first time among the lists held"
    model = f" under {row.model}" if row.model else ""
    says = f"ICE's list has {name}{model} {again}{signed}"
    day = row.day.isoformat() if row.day else None
    return _event(kind, row, of_day, span.absent_before, None, day, says, row.day)


def _dated_anew(name: str, span: Span, earlier: Statement, row: Statement, of_day: OfDay) -> EarlyEvent:
    assert earlier.day is not None and row.day is not None
    same = of_day.get(earlier.day) is of_day.get(row.day)
    kind: EarlyEventKind = "date_corrected" if same or row.day < earlier.day else "renewed"
    says = f"SIGNED of {name} under {span.model} changes from {earlier.day} to {row.day}"
    days = earlier.day.isoformat(), row.day.isoformat()
    return _event(kind, row, of_day, earlier.source.seen, *days, says, row.day)


def _gone(name: str, span: Span, of_day: OfDay, later: Later) -> EarlyEvent:
    row, known = span.shown[-1], span.absent_after
    assert known is not None
    model = f" under {span.model}" if span.model else ""
    says = f"{name} is no longer listed{model}: last seen {span.last_seen}; the lists do not say why"
    gone = _event("delisted", row, of_day, span.last_seen, None, None, says, None)
    lacking = next((source.source_id for source in lists() if source.seen == known), later.publication_id)
    return replace(gone, known=known, source_id=lacking or "", row=None)


def _signed_pages(name: str, said: Iterable[Statement], of_day: OfDay) -> Iterator[EarlyEvent]:
    """Signings that only a memorandum shows, known from the first list that links its file."""
    rows = list(said)
    for row in rows:
        if row.says != "signed" or row.source.kind != "signatures" or row.day is None:
            continue
        files = (row.moa_file or "").split("; ")
        linking = [other.source.seen for other in rows if other.moa_file in files and other.source.seen is not None]
        if linking:
            says = f"{name} signed anew on {row.day} ({row.note}); the lists print the first signing"
            yield _event("renewed", row, of_day, None, None, row.day.isoformat(), says, row.day, min(linking))


def _announced(name: str, said: Iterable[Statement], of_day: OfDay) -> Iterator[EarlyEvent]:
    for row in said:
        if row.source.kind == "claim" and row.day is not None:
            kind: EarlyEventKind = "announced_end" if row.says == "ended" else "announced_signing"
            what = "an end" if row.says == "ended" else "a signing"
            says = f"{what} is announced of {name}{f' under {row.model}' if row.model else ''}: {row.note}"
            yield _event(kind, row, of_day, None, None, row.day.isoformat(), says, row.day, row.day)


def _event(
    kind: EarlyEventKind,
    row: Statement,
    of_day: OfDay,
    not_before: date | None,
    before: str | None,
    after: str | None,
    says: str,
    valid: date | None,
    known: date | None = None,
) -> EarlyEvent:
    day = known or row.source.seen
    assert day is not None and row.agency_id is not None
    # The end of a task force authority is that of the agreement that gave it, whatever was signed since.
    gave = (row.model, "HYBRID", None) if kind == "announced_end" and row.model else None
    fits = [signed for signed, a in of_day.items() if signed <= day and (gave is None or a.model in gave)]
    agreement = of_day[max(fits)] if fits else None
    agreement_id = agreement.agreement_id if agreement else None
    told = (kind, row.agency_id, row.state, agreement_id, row.model, valid, not_before, day, before, after, says)
    return EarlyEvent(*told, row.source.source_id, row.row)
