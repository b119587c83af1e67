"""What a record says, as the lines in which scenarios tell it. Nothing is told of a scenario's neighbors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from open287g.record.asking.record import Record
from tests.record.scenarios import OTHERS_STATE

Row = dict[str, Any]


def _rows(record: Record, table: str) -> list[Row]:
    return [row for row in record.table(table).to_pylist() if row.get("state") != OTHERS_STATE]


def agencies(record: Record) -> dict[str, dict[str, str]]:
    """By id, each spelling of an agency and the rule that joined it."""
    told: dict[str, dict[str, str]] = {}
    for row in _rows(record, "spellings"):
        told.setdefault(row["agency_id"], {})[row["agency_name"]] = row["tier"]
    return told


def agreements(record: Record) -> list[str]:
    """Each agreement, its SIGNED, and what it is today."""
    return [f"{row['agreement_id']} signed {row['signed'] or 'unknown'}, {_status(row)}"
            for row in _rows(record, "agreements")]  # fmt: skip


def _status(row: Row) -> str:
    if row["status"] == "listed":
        return "listed"
    return " ".join(str(part) for part in (row["status"], row["valid_to"], row["ending"]) if part)


def events(record: Record) -> list[str]:
    """Each event: the day it was known, its kind, whose, and what stood before and after."""
    return [_event(row) for row in _rows(record, "events")]


def _event(row: Row) -> str:
    whose = row["agreement_id"] or " ".join(filter(None, (row["agency_id"], row["model"])))
    change = " -> ".join(filter(None, (row["before"], row["after"])))
    return f"{row['known']} {row['kind']} {whose} {change}".rstrip()


def endings(record: Record) -> list[str]:
    """Each agreement that the newest list lacks: how sure, since when, and why."""
    return [f"{row['agreement_id']} {row['grade']} since {row['first_absent']}; {row['reason'].partition('; ')[2]}"
            for row in _rows(record, "endings")]  # fmt: skip


def flickers(record: Record) -> list[str]:
    """Each absence after which an agreement came back."""
    return [f"{row['agreement_id']} absent {row['first_absent']} to {row['relisted']}, {row['treated_as']}"
            for row in _rows(record, "flickers")]  # fmt: skip


def pending(record: Record) -> list[str]:
    """Each application, and what became of it."""
    return [_application(row) for row in _rows(record, "pending")]


def _application(row: Row) -> str:
    became = f" {row['listed']} as {row['agreement_id']}" if row["listed"] else ""
    shown = f"{row['first_pending']} to {row['last_pending']}"
    return f"{row['agency_id']} {row['model']} pending {shown}, {row['status']}{became}"


def files(record: Record) -> dict[str, str]:
    """By name, the verdict on each raw file, the day of its publication, and why."""
    return {row["name"]: f"{row['verdict']} {row['published'] or 'undated'}, {row['reason']}"
            for row in _rows(record, "snapshots")}  # fmt: skip


def signals(record: Record) -> list[str]:
    """Each thing repaired, ignored or unreadable."""
    return [f"{row['kind']}, {row['value']}" + (f" read as {row['read_as']}" if row["read_as"] else "")
            for row in _rows(record, "signals")]  # fmt: skip


def candidates(record: Record) -> list[str]:
    """Each pair that looks alike and stays apart, and why."""
    return [f"{row['agency_id']} and {row['other_id']}, {row['why_not']}"
            for row in _rows(record, "candidates")]  # fmt: skip


def redirects(record: Record) -> list[str]:
    """Each id that leads to another."""
    return [f"{row['old_id']} -> {row['new_id']}" for row in record.table("redirects").to_pylist()]


def in_force(record: Record, when: str) -> list[str]:
    """Agreements in force on a day ("2025-04-02") as known today or on another ("2025-04-02 as known 2025-04-10")."""
    day, _, known = when.partition(" as known ")
    rows = record.in_force(date.fromisoformat(day), date.fromisoformat(known) if known else None).to_pylist()
    return [row["agreement_id"] for row in rows if not row["agreement_id"].startswith(OTHERS_STATE)]


TOLD: dict[str, Callable[[Record], Any]] = {
    told.__name__: told
    for told in (agencies, agreements, events, endings, flickers, pending, files, signals, candidates, redirects)
}
"""By the name of an answer, the function that gives it; `in_force` stands beside them, for it needs a day."""
