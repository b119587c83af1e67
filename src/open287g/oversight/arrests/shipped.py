"""Arrests by the program's own method that ship with the product: counts by state and agency, small ones withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from open287g.core.bundled import read_table
from open287g.vocabulary.messages import N_

FIRST, LAST = date(2015, 10, 1), date(2019, 9, 1)
SOURCE = N_(
    "ICE, FOIA 2019-ICFO-53623, administrative arrests of fiscal years 2016 to 2019, by way of UWCHR (ice-enforce)"
)


@dataclass(frozen=True)
class Arrests:
    """Arrests at the places of one agency; None: withheld. `agency_id` is "" where the record has no such agency.

    `agency` "unknown" stands for rows whose landmark names no agency, `state` "" for those without a state.
    """

    state: str
    agency_id: str
    agency: str
    arrests: int | None


@cache
def program_arrests() -> tuple[Arrests, ...]:
    """Every agency, by state and falling number. Made by `python -m tools.program_arrests`."""
    rows = read_table("oversight/arrests/program_arrests.csv")
    return tuple(
        Arrests(row["state"], row["agency_id"], row["agency"], int(row["arrests"]) if row["arrests"] else None)
        for row in rows
    )


def by_state() -> list[tuple[str, list[Arrests]]]:
    """The agencies of each state, "" for none."""
    return [(state, list(rows)) for state, rows in groupby(program_arrests(), key=lambda one: one.state)]
