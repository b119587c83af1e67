"""The footprint of an agreement in the records of arrest: when it began to be used, and when it died.

Evidence beside ICE's list. An agency's arrests by the program's method come at a rate; a silence so long that fewer
than one in twenty such agencies would keep it by chance (three times the mean time between arrests), and of four weeks
at least, is an end. Arrests come in bursts, so that the interval is too narrow rather than too wide. Where ICE began to
record arrests of its programs by another method, silence from then on is neither an end nor disuse.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log
from typing import Any

from open287g.activity.landmarks.holders import Holders
from open287g.core.errors import InputError
from open287g.core.suggest import suggestion
from open287g.oversight.arrests.breaks import Break, crossed
from open287g.oversight.arrests.frame import PROGRAM, TABLE, Frame
from open287g.record.asking.record import Record

CHANCE = 0.05
NEAR = timedelta(days=180)
"""The days at an end of an agency's arrests from which its rate there is taken."""
SURE = timedelta(days=28)
"""The least silence that is an end, however high the rate: arrests come in bursts and stop over holidays."""
LEAST = 20
"""Fewer arrests tell no days: neither a rate, nor without pointing at a person."""
SHOWN = 5
"""Fewer arrests are not counted out."""


FINDINGS = (
    "listed, never used",
    "listed, unknown whether used: the method is recorded otherwise",
    "listed, too few arrests to tell days",
    "used, never listed",
    "used once or so, never listed",
    "use ended",
    "in use to the end of the file",
    "end unknown: the method is recorded otherwise",
)
"""What a footprint says of the list and the record of arrests."""


def finding_of(text: str) -> str:
    """The finding that a text names, in any case. Raises InputError, with the nearest, where none is called so."""
    named = {finding.casefold(): finding for finding in FINDINGS}
    if text.strip().casefold() not in named:
        raise InputError("there is no such finding", "--finding", suggestion(text, FINDINGS, "There are"), exit_code=2)
    return named[text.strip().casefold()]


@dataclass(frozen=True)
class Span:
    """When use began, between two days (both None: before the file), and when it ended (both None: it did not)."""

    began_after: date | None
    began_by: date | None
    ended_after: date | None
    ended_by: date | None


def span_of(days: Sequence[date], first: date, last: date) -> Span:
    """The span of use by the days of an agency's arrests, in order, in a file that holds [first, last].

    An end is between the last arrest and the day by which a silence after it is no chance any more; a file that ends
    before that day shows no end.
    """
    silence_before = _silence(bisect_right(days, days[0] + NEAR), days[0] + NEAR - days[0])
    silence_after = _silence(len(days) - bisect_left(days, days[-1] - NEAR), NEAR)
    begins = days[0] - max(silence_before, SURE) >= first
    ends = days[-1] + max(silence_after, SURE) <= last
    return Span(
        days[0] - silence_before if begins else None,
        days[0] if begins else None,
        days[-1] if ends else None,
        days[-1] + silence_after if ends else None,
    )


def _silence(arrests: int, over: timedelta) -> timedelta:
    """Days without an arrest that have a chance of CHANCE at the rate of `arrests` in `over`."""
    return timedelta(days=ceil(-log(CHANCE) * over.days / max(arrests, 1)))


def footprints(frame: Frame, record: Record) -> list[dict[str, Any]]:
    """Each agency with arrests by the program's method or an agreement then, and what the two say of each other."""
    holders = Holders(record)
    used = _days(frame)
    rows = [_used(frame, holders, key, days) for key, days in used.items()]
    named = {agency_id for agency_id, _, _ in used}
    for agency_id, agency in holders.known.items():
        if agency_id not in named and holders.in_force(agency_id, frame.first, frame.last):
            silent = bool(changes(frame))
            rows.append(_row(agency_id, agency.name, agency.state, 0, None, holders, frame, silent=silent))
    return sorted(rows, key=lambda row: (-(row["arrests"] or 0), row["state"] or "", row["agency"]))


def changes(frame: Frame) -> list[Break]:
    """The changes of method up to the end of the file, after which silence in the program's method tells nothing."""
    return crossed(date.min, frame.last, ["method"])


def _days(frame: Frame) -> dict[tuple[str | None, str, str | None], list[date]]:
    found = frame.con.execute(
        f"""select agency_id, agency, agency_state, list(day order by day) from {TABLE}
        where lower(method) = lower($method) and agency is not null and day is not null group by all""",
        {"method": PROGRAM},
    )
    return {(agency_id, agency, state): days for agency_id, agency, state, days in found.fetchall()}


def _used(
    frame: Frame, holders: Holders, key: tuple[str | None, str, str | None], days: Sequence[date]
) -> dict[str, Any]:
    agency_id, agency, state = key
    after = [one.day for one in changes(frame) if one.day and days[-1] < one.day]
    last = min([frame.last, *(day - timedelta(days=1) for day in after)])
    span = span_of(days, frame.first, last) if len(days) >= LEAST else None
    return _row(agency_id, agency, state, len(days), span, holders, frame, silent=bool(after))


def _row(
    agency_id: str | None,
    agency: str,
    state: str | None,
    arrests: int,
    span: Span | None,
    holders: Holders,
    frame: Frame,
    *,
    silent: bool,
) -> dict[str, Any]:
    terms = holders.in_force(agency_id, frame.first, frame.last) if agency_id else []
    told = vars(span) if span else dict.fromkeys(("began_after", "began_by", "ended_after", "ended_by"))
    return {
        "agency_id": agency_id,
        "agency": agency,
        "state": state,
        "arrests": arrests if arrests == 0 or arrests >= SHOWN else None,
        **told,
        "listed_from": min((term.start for term in terms if term.start), default=None),
        "listed_until": max((term.end for term in terms if term.end), default=None)
        if all(t.end for t in terms)
        else None,
        "finding": _finding(arrests, span, bool(terms), silent),
    }


def _finding(arrests: int, span: Span | None, listed: bool, silent: bool) -> str:
    """`silent`: no arrest by the program's method since it is recorded otherwise: neither end nor disuse."""
    if arrests == 0:
        return "listed, unknown whether used: the method is recorded otherwise" if silent else "listed, never used"
    if not listed:
        return "used, never listed" if arrests >= SHOWN else "used once or so, never listed"
    if span is None:
        return "listed, too few arrests to tell days"
    if span.ended_by:
        return "use ended"
    return "end unknown: the method is recorded otherwise" if silent else "in use to the end of the file"
