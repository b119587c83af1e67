"""The years before the lists of 2021, made from the bundled statements and the record's own agencies: the main flow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeVar

from open287g.record.early.agreements import EarlyAgreement, agreements_of
from open287g.record.early.bodies import Body, bodies
from open287g.record.early.events import EarlyEvent, events_of
from open287g.record.early.later import Later
from open287g.record.early.sources import Source, sources
from open287g.record.early.spans import Span, spans_of
from open287g.record.early.statements import Addendum, Name, Statement, addenda, printed_names, statements

Told = TypeVar("Told", Name, Statement)


@dataclass(frozen=True)
class Era:
    """What the sources say and what follows; agencies by the ids in use."""

    sources: tuple[Source, ...]
    addenda: tuple[Addendum, ...]
    names: tuple[Name, ...]
    statements: tuple[Statement, ...]
    bodies: tuple[Body, ...]
    spans: tuple[Span, ...]
    agreements: tuple[EarlyAgreement, ...]
    events: tuple[EarlyEvent, ...]


NOTHING = Era((), (), (), (), (), (), (), ())
"""No source, and nothing that follows."""


def era(later: Later) -> Era:
    """Tell who each row names, when ICE's lists show it, which agreements it had, and what happened."""
    names = tuple(_in_use(name, later) for name in printed_names())
    said = tuple(_in_use(row, later) for row in statements())
    by_agency: dict[str, list[Statement]] = defaultdict(list)
    for row in said:
        if row.agency_id is not None:
            by_agency[row.agency_id].append(row)
    known = bodies(by_agency, names)
    spans: list[Span] = []
    agreements: list[EarlyAgreement] = []
    events: list[EarlyEvent] = []
    for body in known:
        rows = by_agency[body.agency_id]
        own = spans_of(body.agency_id, rows, later)
        signed = agreements_of(body.agency_id, rows, later)
        spans += own
        agreements += signed
        events += events_of(body.name, rows, own, signed, later)
    return Era(
        tuple(sources().values()), addenda(), names, said, tuple(known), tuple(spans), tuple(agreements), tuple(events)
    )


def _in_use(row: Told, later: Later) -> Told:
    """A row by the id in use of its agency."""
    agency_id = row.agency_id
    if agency_id is None or later.agency_id(agency_id) == agency_id:
        return row
    return row._replace(agency_id=later.agency_id(agency_id))
