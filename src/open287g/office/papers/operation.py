"""The brief of a joint operation: its plan, authority on each day, deconfliction, tallies, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from open287g.activity.operations import announced
from open287g.activity.small_cells import withheld
from open287g.core.errors import NotFoundError
from open287g.office.entering.operation import agencies_of, days_of, without_authority
from open287g.office.office import state_of
from open287g.vocabulary.messages import N_

Row = dict[str, Any]
TALLY = ("day", "agency_id", "method", "criminality")
"""What a tally is counted by."""

NEVER_KNOWN = (
    N_("Which arrest was made under delegated authority and which by ICE: a tally tells the agency, not the power."),
    N_("What became of the people: an arrest is no removal."),
)
"""What no brief of an operation shows."""
UNHELD = N_("Whether the plan was held against those of others: no record of it.")
SILENT = N_("How many were arrested on days without a tally.")
UNTOLD = (
    N_("Which agencies and officers took part, and under which authority."),
    N_("The arrests by agency, method and criminality, and by day."),
)
"""What an announcement does not tell."""


def brief(connection: Connection, operation_id: str) -> dict[str, Any]:
    """The brief as facts: `authority` has one row for each day and agency, `tallies` one for each TALLY, its count None
    where it is withheld, `unknown` what is not known. Raises NotFoundError where there is no such operation.
    """
    state = state_of(connection, f"operation:{operation_id}")
    if not state.state:
        raise NotFoundError("there is no such operation", operation_id, "See docs/guide/office.md on planning one.")
    plan = state.facts
    days = days_of(plan)
    rows = _tallied(plan, state.agency_id)
    counted = {row["day"] for row in rows}
    silent = [day.isoformat() for day in days if day.isoformat() not in counted]
    conflicts = [{name: row.get(name) for name in _CONFLICT} for row in plan.get("deconflictions", ())]
    unknown = [*([] if conflicts else [UNHELD]), *([SILENT] if silent else []), *NEVER_KNOWN]
    return {
        "operation_id": operation_id,
        "name": plan["name"],
        "state": state.state,
        "first_day": plan["first_day"],
        "last_day": plan["last_day"],
        "area": plan.get("area"),
        "agencies": agencies_of(plan, state.agency_id),
        "officers": len(plan["officers"]),
        "authority": _authority(connection, plan, days),
        "deconflictions": conflicts,
        "tallies": withheld(rows, TALLY, "count"),
        "sums": [row for key in TALLY for row in _sums(rows, key)],
        "days_without_tally": silent,
        "total": sum(row["count"] for row in rows) if rows else None,
        "told": plan.get("told"),
        "claimed": None,
        "evidence": None,
        "unknown": unknown,
    }


_CONFLICT = ("on", "deconflicted_at", "deconflicted_with", "conflict")


def announced_brief(name: str) -> dict[str, Any]:
    """The brief of an operation that somebody announced, in the same form: what no source here tells is unknown.

    Raises NotFoundError for a name that the register has not.
    """
    known = {one["name"].casefold(): one for one in announced()}
    if name.casefold() not in known:
        listed = ", ".join(one["name"] for one in announced())
        raise NotFoundError("no such operation is in the register", name, f"It knows: {listed}.")
    told = known[name.casefold()]
    return {
        "operation_id": None,
        "name": told["name"],
        "state": "announced",
        "first_day": str(told["first"]),
        "last_day": str(told["last"]),
        "area": ", ".join(told.get("areas") or told["states"]),
        "agencies": None,
        "officers": None,
        "authority": [],
        "deconflictions": [],
        "tallies": [],
        "sums": [],
        "days_without_tally": None,
        "total": None,
        "told": None,
        "claimed": {"arrests": told["claimed"], "by": told["claimed_by"]},
        "evidence": told["evidence"],
        "unknown": [told["unconfirmed"], *UNTOLD, UNHELD, *NEVER_KNOWN],
    }


def _tallied(plan: Mapping[str, Any], agency_id: str) -> list[Row]:
    """The tallies of each key added up; one without an agency is of the agency that plans."""
    sums: Counter[tuple[str, ...]] = Counter()
    for one in plan.get("tallies", ()):
        sums[(one["on"], one.get("taking_part", agency_id), one["method"], one["criminality"])] += one["count"]
    return [{**dict(zip(TALLY, key, strict=True)), "count": count} for key, count in sorted(sums.items())]


def _sums(rows: list[Row], key: str) -> list[Row]:
    """The tallies by one key alone, small ones withheld."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[key]] += row["count"]
    told = [{"by": key, "value": value, "count": count} for value, count in sorted(sums.items())]
    return withheld(told, ("value",), "count")


def _authority(connection: Connection, plan: Mapping[str, Any], days: list[date]) -> list[Row]:
    """For each day and agency: officers who take part, those with authority as now known, and what is against."""
    lacking = {one: without_authority(connection, one, days) for one in plan["officers"]}
    rows = []
    for day in days:
        for agency in sorted({one.split(":")[1] for one in plan["officers"]}):
            own = [one for one in plan["officers"] if one.split(":")[1] == agency]
            without = [one for one in own if day in lacking[one]]
            why = sorted({rule for one in without for rule in lacking[one][day]})
            rows.append({"day": day.isoformat(), "agency_id": agency, "officers": len(own),
                         "with_authority": len(own) - len(without), "against": why})  # fmt: skip
    return rows
