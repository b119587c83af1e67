"""The years before the lists of 2021, made from the bundled statements and the record's own agencies: the main flow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from open287g.record.early.agreements import EarlyAgreement, agreements_of
from open287g.record.early.bodies import Body, bodies
from open287g.record.early.events import EarlyEvent, events_of
from open287g.record.early.later import Later
from open287g.record.early.sources import Source, sources
from open287g.record.early.spans import Span, spans_of
from open287g.record.early.statements import Addendum, Name, Statement, addenda, printed_names, statements


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
    names = tuple(name._replace(agency_id=_in_use(name.agency_id, later)) for name in printed_names())
    said = tuple(row._replace(agency_id=_in_use(row.agency_id, later)) for row in statements())
    by_agency: dict[str, list[Statement]] = defaultdict(list)
    for row in said:
        if row.agency_id is not None:
            by_agency[row.agency_id].append(row)
    found = bodies(by_agency, names)
    spans: list[Span] = []
    agreements: list[EarlyAgreement] = []
    events: list[EarlyEvent] = []
    for body in found:
        rows = by_agency[body.agency_id]
        own = spans_of(body.agency_id, rows, later)
        signed = agreements_of(body.agency_id, rows, later)
        spans += own
        agreements += signed
        events += events_of(body.name, rows, own, signed, later)
    return Era(
        tuple(sources().values()), addenda(), names, said, tuple(found), tuple(spans), tuple(agreements), tuple(events)
    )


def _in_use(agency_id: str | None, later: Later) -> str | None:
    return None if agency_id is None else later.agency_id(agency_id)
