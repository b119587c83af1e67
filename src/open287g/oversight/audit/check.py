"""What the files of an audit say less of than a decision asks, and where they disagree."""

from __future__ import annotations

import duckdb

from open287g.activity.log.crosscheck import Signal, crosscheck
from open287g.activity.log.load import Log
from open287g.core.errors import InputError
from open287g.core.sql import number, quoted
from open287g.oversight.audit.load import Loaded
from open287g.oversight.audit.plan import Plan
from open287g.oversight.audit.request import Request

_NO_ZONE = "no time zone: the local day is unknown, and with it what was in force; pass --time-zone"
_DAY_ONLY = "the day is known and not the hour; every clock that needs the hour is open"
_CLAIMS = (
    "ICE's list states one day of signing and not whose: it is read for both signatures, which are not known; of "
    "days after the newest list the end of an agreement is unknown, and one that left the list is read as ended"
)


def check(con: duckdb.DuckDBPyConnection, log: Loaded, request: Request) -> list[Signal]:
    """What is open in each file, then what the files say of one another. Raises InputError if no act has a zone."""
    return [*_open(con, log, request), *crosscheck(con, *log)]


def contradictions(con: duckdb.DuckDBPyConnection, plan: Plan) -> list[Signal]:
    """How many judged acts hold each contradiction; they are judged as far as the other facts go."""
    found = []
    for check in plan.checks:
        times = number(con, f"select sum(acts) from cube where contradictions & {check['bit']} <> 0")
        if times:
            found.append(Signal("contradiction", check["facts"], times, check["says"]))
    return found


def _open(con: duckdb.DuckDBPyConnection, log: Loaded, request: Request) -> list[Signal]:
    missing = 0 if request.time_zone else _lacking(con, log.acts, "time_zone", "began_on")
    if missing == log.acts.rows:
        raise InputError(
            "no act names its time zone, and the law counts local days",
            where=str(request.acts),
            remedy="Add a column time_zone, or pass --time-zone America/New_York.",
        )
    claimed = log.agreements.rows if request.agreements is None else 0
    counted = (
        ("no time zone", "acts", missing, _NO_ZONE),
        ("no hour", "acts", _lacking(con, log.acts, "at"), _DAY_ONLY),
        ("claims of ICE's list", "agreements", claimed, _CLAIMS),
    )
    return [Signal(*signal) for signal in counted if signal[2]]


def _lacking(con: duckdb.DuckDBPyConnection, acts: Log, *names: str) -> int:
    """How many acts tell none of these facts."""
    tests = [f"{quoted(name)} is null" for name in names if name in acts.columns]
    return number(con, f"select count(*) from acts where {' and '.join(tests) or 'true'}")
