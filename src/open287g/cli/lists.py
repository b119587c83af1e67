"""Commands that list a table of the record: endings, applications, absences, repairs, raw files, look-alikes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from open287g.cli.asked import note
from open287g.cli.options import Fmt, Home, Model, Since, Spoken, State, Until
from open287g.cli.rests_on import opened
from open287g.cli.show import Format, show_rows
from open287g.core.errors import InputError
from open287g.core.found import Found


class Grade(StrEnum):
    """How sure an ending is."""

    suspected = "suspected"
    probable = "probable"
    confirmed = "confirmed"


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    commands: list[Callable[..., None]] = [ended, pending, flickers, signals, snapshots, candidates]
    for command in commands:
        app.command()(command)


def ended(
    state: State = None,
    model: Model = None,
    grade: Annotated[Grade | None, typer.Option("--grade", help="Only endings that are so sure.")] = None,
    since: Since = None,
    until: Until = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List agreements that the newest publication no longer lists, each ending graded by its evidence.

    With --since or --until: those whose first list without the agreement is of these days. Exits with 4 where no list
    that is held tells of them.

    Examples: open287g ended --state FL --model TFM;  open287g ended --since 2026-04 --grade confirmed
    """
    from open287g.record.asking.changes import require_told

    record = opened(home)
    columns = ["name", "model", "grade", "last_listed", "first_absent", "agreement_id", "days_absent", "reason"]
    rows = _with("model", model, record.questions.of_state("endings", state).named().found())
    rows = _between("first_absent", since, until, _with("grade", grade and grade.value, rows))
    if (since or until) and not rows.rows:
        require_told(record, since or date.min, until or date.max)
    show_rows(_told(rows, language), format, columns, "Ended")


def pending(
    state: State = None, model: Model = None, language: Spoken = "en", home: Home = None, format: Fmt = Format.table
) -> None:
    """List what the pending lists showed, and what became of it.

    Example: open287g pending --state TX
    """
    record = opened(home)
    columns = ["name", "model", "first_pending", "last_pending", "status", "listed", "days_to_listed", "agency_id"]
    show_rows(
        _with("model", model, record.questions.of_state("pending", state).named().found()), format, columns, "Pending"
    )


def flickers(state: State = None, language: Spoken = "en", home: Home = None, format: Fmt = Format.table) -> None:
    """List absences after which the same agreement came back.

    Example: open287g flickers --state FL
    """
    record = opened(home)
    columns = ["name", "model", "last_listed", "first_absent", "relisted", "days", "treated_as", "agreement_id"]
    show_rows(record.questions.of_state("flickers", state).named().found(), format, columns, "Flickers")


def signals(state: State = None, language: Spoken = "en", home: Home = None, format: Fmt = Format.table) -> None:
    """List what was repaired, ignored or could not be read, with file, row, column and reason.

    With --state: what stands in a row of that state. What is said of a whole file or sheet is of none.

    Example: open287g signals --state GA --limit 5
    """
    columns = ["kind", "action", "file", "row", "column", "value", "read_as", "reason"]
    show_rows(_told(opened(home).questions.signals(state).found(), language), format, columns, "Signals")


def snapshots(
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Only files the record does not believe.")] = False,
    state: State = None,
    since: Since = None,
    until: Until = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List every raw file with its day, the verdict on it and the reason.

    With --state: the files that have rows of that state, and how many. With --since or --until: those published then.

    Examples: open287g snapshots --quarantined;  open287g snapshots --since 2026-05
    """
    found = opened(home).questions.snapshots(state).found()
    if quarantined and state:
        note("A file that the record does not believe tells of no state.")
    found = _with("verdict", "quarantined" if quarantined else None, found)
    found = _between("published", since, until, found)
    columns = ["name", "list", "published", "verdict", *(["rows_of_state"] if state else []), "rows", "reason"]
    show_rows(_told(found, language), format, columns, "Snapshots")


def candidates(state: State = None, language: Spoken = "en", home: Home = None, format: Fmt = Format.table) -> None:
    """List agencies that look alike and that no rule would join.

    Example: open287g candidates --state GA
    """
    columns = ["state", "name", "other_name", "likeness", "why_not"]
    rows = opened(home).questions.of_state("candidates", state).found()
    show_rows(_told(rows, language), format, columns, "Candidates")


def _with(column: str, value: str | None, rows: Found) -> Found:
    """The rows whose cell of a column is the value; all of them without one."""
    return rows if value is None else rows.where(lambda row: row[column] == value)


def _between(column: str, since: date | None, until: date | None, rows: Found) -> Found:
    """The rows whose day in a column is from `since` to `until`, both within; where it is unknown, it is of no days."""
    if since is None and until is None:
        return rows
    first, last = since or date.min, until or date.max
    if first > last:
        raise InputError(
            f"the first day, {first}, is after the last, {last}", remedy="Name the earlier first.", exit_code=2
        )
    return rows.where(lambda row: row[column] is not None and first <= row[column] <= last)


def _told(rows: Found, language: str) -> Found:
    """The rows with their notes in the language; in English they are as the record has them."""
    if language == "en":
        return rows
    from open287g.ui.told_rows import notes_in

    return notes_in(rows, language)
