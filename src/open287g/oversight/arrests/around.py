"""Arrests at the places of one agency before, during and after its agreements, by day and not by calendar year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from open287g.activity.landmarks.holders import Holders, Term
from open287g.activity.small_cells import withheld
from open287g.oversight.arrests.breaks import crossed
from open287g.oversight.arrests.frame import PROGRAM, TABLE, Frame
from open287g.record.asking.record import Record

MONTH = 30
CANNOT = (
    "whether the agreement made the difference: a rate before and after is no comparison with places without one "
    "(open287g effect is)",
    "who made an arrest: the place of a record is not its agency",
)
"""What rates before and after do not show."""


def around(frame: Frame, record: Record, agency_id: str) -> dict[str, Any]:
    """Each period of the agency within the files: its days, arrests (None: withheld), and arrests in 30 days.

    `refused` with `reasons` where the record has no dated agreement of it, or the files lie within one period.
    """
    terms = [term for term in Holders(record).terms.get(agency_id, ()) if term.start is not None]
    told: dict[str, Any] = {"agency_id": agency_id, "cannot_show": list(CANNOT)}
    periods = _periods(terms, frame.first, frame.last)
    reasons = [] if terms else ["the record holds no dated agreement of this agency"]
    if terms and len({name for name, _, _ in periods}) < 2:
        reasons = [f"the files hold {frame.first} to {frame.last}, all of it {periods[0][0]} its agreements"]
    if reasons:
        return told | {"refused": True, "reasons": reasons}
    rows = withheld([_counted(frame, agency_id, *one) for one in periods], ("from",), "arrests", "by_program")
    notes = [one.told for one in crossed(frame.first, frame.last, ["method"])]
    return told | {"refused": False, "reasons": [], "periods": [_with_rate(row) for row in rows], "notes": notes}


def _periods(terms: Sequence[Term], first: date, last: date) -> list[tuple[str, date, date]]:
    """(before, during or after; first day; last day) that together are [first, last]; between agreements is after."""
    edges = {first, *(term.start for term in terms if term.start), *(term.end for term in terms if term.end)}
    starts = sorted(day for day in edges if first <= day <= last)
    ends = [day - timedelta(days=1) for day in starts[1:]] + [last]
    found: list[tuple[str, date, date]] = []
    for start, end in zip(starts, ends, strict=True):
        name = _name(terms, start)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1], end)
        else:
            found.append((name, start, end))
    return found


def _name(terms: Sequence[Term], day: date) -> str:
    if any(term.start and term.start <= day and (term.end is None or day < term.end) for term in terms):
        return "during"
    return "before" if all(term.start and day < term.start for term in terms) else "after"


def _counted(frame: Frame, agency_id: str, name: str, start: date, end: date) -> dict[str, Any]:
    ((arrests, by_program),) = frame.con.execute(
        f"""select count(*), count(*) filter (method = '{PROGRAM}') from {TABLE}
        where agency_id = $agency and day between $start and $end""",
        {"agency": agency_id, "start": start, "end": end},
    ).fetchall()
    days = (end - start).days + 1
    return {"period": name, "from": start, "to": end, "days": days, "arrests": arrests, "by_program": by_program}


def _with_rate(row: dict[str, Any]) -> dict[str, Any]:
    rate = None if row["arrests"] is None else round(row["arrests"] * MONTH / row["days"], 1)
    return row | {"in_30_days": rate}
