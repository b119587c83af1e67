"""Rows of a file taken in as events: first all are tried, and every problem is listed by row; then all or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from open287g.activity.log.privacy import heading
from open287g.core.cells import plain_cell
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import write
from open287g.office.model.kinds import kinds, subjects
from open287g.office.office import Office
from open287g.office.record import record_in

KINDS = {"officers": "officer.imported", "acts": "act.entered", "agreements": "agreement.imported"}
"""What the rows of a file become."""


@dataclass(frozen=True)
class Problem:
    """One reason against one row; the header is row 1. No value is repeated."""

    row: int
    rule: str
    says: str


@dataclass(frozen=True)
class Import:
    """What came of a file: rows read, events that were (or, in a dry run, would be) taken in, rows set aside because
    they tell of days gone by, columns that no event of this kind holds, and every problem.
    """

    rows: int
    events: int
    past: int
    ignored: tuple[str, ...]
    problems: tuple[Problem, ...]
    done: bool


def import_rows(office: Office, actor: str, path: Path, table: str, on: str, dry_run: bool) -> Import:
    """Take in the rows of a CSV file of `officers`, `acts` or `agreements`; nothing where some row has a problem.

    Raises InputError for a file that is no CSV, or lacks a column that names a row.
    """
    rows = list(_rows(path, table))
    events = [(number, _event(row, table, on)) for number, row in rows if not row.get("valid_to")]
    problems: list[Problem] = []

    def work(connection: Connection) -> None:
        problems.clear()
        for number, event in events:
            _try(connection, office, actor, number, event, problems)
        if dry_run or problems:
            raise _Undo

    with suppress(_Undo):
        write(office.engine, work, actor)
    good = len(events) - len({problem.row for problem in problems})
    known = {*_known(table), "valid_from", "valid_to"}
    header = enumerate(rows[0][1] if rows else (), 1)
    ignored = tuple(heading(name, place, known) for place, name in header if name not in known)
    done = not dry_run and not problems
    return Import(len(rows), good, len(rows) - len(events), ignored, tuple(problems), done)


class _Undo(Exception):
    """Ends a transaction that is not to stay."""


def _try(
    connection: Connection, office: Office, actor: str, number: int, event: Mapping[str, Any], problems: list[Problem]
) -> None:
    """Record one row; what refuses it is added to `problems`."""
    try:
        with connection.begin_nested():
            record_in(connection, office, actor, event)
    except Refused as refused:
        problems += [Problem(number, reason.rule, _shown(reason.says, reason.missing)) for reason in refused.reasons]


def _shown(says: str, missing: tuple[str, ...]) -> str:
    return f"{says} Missing: {', '.join(missing)}." if missing else says


def _event(row: Mapping[str, str], table: str, on: str) -> dict[str, Any]:
    """The event of a row: the fields it may hold, with its empty cells left out."""
    told = {name: value for name, value in row.items() if value and name in _known(table)}
    return {"kind": KINDS[table], **({} if table == "acts" else {"on": on}), **told}


def _known(table: str) -> frozenset[str]:
    """The columns that an event of a table's kind reads; the days of a row are read apart."""
    kind = kinds()[KINDS[table]]
    return frozenset({*kind.fields, *subjects()[kind.subject].key, "agency_id"} - {"valid_from", "valid_to"})


def _rows(path: Path, table: str) -> Iterator[tuple[int, dict[str, str]]]:
    kind = kinds()[KINDS[table]]
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        header = [str(name).strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = header
        lacking = [name for name in subjects()[kind.subject].key if name not in header]
        if lacking or len(set(header)) < len(header):
            what = f"has no column {lacking[0]}" if lacking else "names a column twice"
            raise InputError(what, str(path), "Its first row names the columns; see docs/schema/log.md.")
        for row in reader:
            if None in row or None in row.values():
                raise InputError("a row has more or fewer cells than the header", f"{path}, row {reader.line_num}")
            yield reader.line_num, {name: plain_cell(value.strip()) for name, value in row.items()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read as CSV: {reason(error)}", str(path)) from None
