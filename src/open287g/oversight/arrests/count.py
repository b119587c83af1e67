"""Arrests counted by any keys, split where a break in the records lies between, small cells withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from open287g.activity.small_cells import withheld
from open287g.core.errors import InputError
from open287g.oversight.arrests.breaks import Break, breaks, crossed, period_sql
from open287g.oversight.arrests.frame import KEYS, LOCAL_JAILS, PROGRAM, TABLE, Frame

PARTS = {"by_program": PROGRAM, "in_local_jails": LOCAL_JAILS}
"""Parts of the arrests and the method of each."""
WITHIN_A_PERIOD = frozenset({"day", "month"})
"""Keys under which no count reaches across a break, but for the month of the break itself, of which a note tells."""


@dataclass(frozen=True)
class Counted:
    """Rows of the keys and `arrests` (None: withheld), or why an answer is refused; `notes` say what to mind."""

    rows: list[dict[str, Any]]
    keys: tuple[str, ...]
    refused: bool = False
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def count(
    frame: Frame, by: Sequence[str], *, method: str | None = None, shares: bool = False, all_cells: bool = False
) -> Counted:
    """Arrests by `by` (of KEYS), of one method or of all; what the file does not say is "unknown".

    With `shares` each row also tells how many were by the program's own method and in local jails, and their shares.
    A count by method over a break is split by a key `period`; shares over one are refused.
    """
    for key in by:
        if key not in KEYS:
            raise InputError(
                f"arrests are not counted by {key!r}", "--by", f"Choose of {', '.join(KEYS)}.", exit_code=2
            )
    keys = tuple(dict.fromkeys(by))
    crossing = crossed(frame.first, frame.last, [*keys, *(["shares"] if shares else [])])
    if shares and crossing and not WITHIN_A_PERIOD & set(keys):
        return Counted([], keys, True, [f"{one.told} ({one.evidence})" for one in crossing])
    split = bool(crossing) and not WITHIN_A_PERIOD & set(keys)
    rows = _rows(frame, keys, period_sql(crossing) if split else None, method, shares)
    keys = (*keys, "period") if split else keys
    notes = [*(one.told for one in crossing), *_both(crossing, keys), *_short_years(frame, keys)]
    if not all_cells:
        # A sum is told over the agencies of a state, none over those of one name in several states.
        whole: list[str | tuple[str, ...]] = [key for key in keys if key != "agency"]
        whole += ["agency_state", ("agency", "agency_id", "agency_state")] if "agency" in keys else []
        rows = withheld(rows, whole, "arrests", *(PARTS if shares else ()))
    return Counted([_with_shares(row) if shares else row for row in rows], keys, notes=notes)


def _rows(
    frame: Frame, keys: Sequence[str], period: str | None, method: str | None, shares: bool
) -> list[dict[str, Any]]:
    cells = [cell for key in keys for cell in _cells(key)] + ([f"{period} as period"] if period else [])
    counts = ["count(*) as arrests"]
    if shares:
        counts += [f"count(*) filter (method = '{named}') as {part}" for part, named in PARTS.items()]
    found = frame.con.execute(
        f"""select {", ".join([*cells, *counts])} from {TABLE}
        where $method is null or lower(method) = lower($method) group by all order by all""",
        {"method": method},
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _cells(key: str) -> list[str]:
    """SQL of a key; an agency is its id and state too, since several states have agencies of one name."""
    told = [f"coalesce({key}::varchar, 'unknown') as {key}"]
    return [*told, "agency_id", "agency_state"] if key == "agency" else told


def _with_shares(row: dict[str, Any]) -> dict[str, Any]:
    def share(part: str) -> float | None:
        return round(row[part] / row["arrests"], 4) if row["arrests"] else None

    return row | {"program_share": share("by_program"), "local_jail_share": share("in_local_jails")}


def _both(crossing: Sequence[Break], keys: Sequence[str]) -> list[str]:
    """What to say of a month that holds days before and after a break."""
    if "month" not in keys or "day" in keys:
        return []
    return [f"{one.day:%Y-%m} holds days before and after that change" for one in crossing if one.day]


def _short_years(frame: Frame, keys: Sequence[str]) -> list[str]:
    """What to say of fiscal years that the files do not hold whole."""
    if "year" not in keys:
        return []
    told = [
        one.says for one in breaks() for year, end in one.years.items() if frame.last.year == year and frame.last <= end
    ]
    covered = frame.con.execute(
        f"select year, count(distinct month) from {TABLE} where day is not null group by 1 order by 1"
    )
    return told + [
        f"fiscal year {year} has {months} months in these files" for year, months in covered.fetchall() if months < 12
    ]
