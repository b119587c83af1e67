"""Runs of ICE's lists that show an agency under one model: seen from one day to another, unknown beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from open287g.record.early.later import Later
from open287g.record.early.sources import Source, lists
from open287g.record.early.statements import Statement


@dataclass(frozen=True)
class Span:
    """One agency in consecutive lists under one printed model (None: the lists print none).

    `shown` are the rows that show it, one a list. `absent_before` and `absent_after` are the days of the neighboring
    lists that do not show it so, None where there is no such list: it began and ended between these days and its own.
    """

    agency_id: str
    state: str
    model: str | None
    shown: tuple[Statement, ...]
    absent_before: date | None
    absent_after: date | None

    @property
    def first_seen(self) -> date:
        """The day of the first list that shows it."""
        return _seen(self.shown[0].source)

    @property
    def last_seen(self) -> date:
        """The day of the last list that shows it."""
        return _seen(self.shown[-1].source)


def spans_of(agency_id: str, said: Sequence[Statement], later: Later) -> list[Span]:
    """The spans of one agency, by day. The record's first list since 2021 bounds those that the last list shows."""
    rows = {statement.source.source_id: statement for statement in said if statement.source.kind == "list"}
    days = [_seen(source) for source in lists()]
    spans = []
    for first, last in _runs([rows.get(source.source_id) for source in lists()]):
        shown = tuple(rows[source.source_id] for source in lists()[first : last + 1])
        model = next((row.model for row in shown if row.model), None)
        before = days[first - 1] if first else None
        after = days[last + 1] if last + 1 < len(days) else later.lacks(agency_id)
        spans.append(Span(agency_id, shown[0].state, model, shown, before, after))
    return spans


def _runs(rows: Sequence[Statement | None]) -> Iterator[tuple[int, int]]:
    """First and last position of each run of rows without a gap and without another model; no model fits any."""
    start: int | None = None
    model: str | None = None
    for n, row in enumerate([*rows, None]):
        other = row is not None and row.model is not None and model is not None and row.model != model
        if start is not None and (row is None or other):
            yield start, n - 1
            start, model = None, None
        if row is not None:
            start = n if start is None else start
            model = row.model or model


def _seen(source: Source) -> date:
    assert source.seen is not None
    return source.seen
