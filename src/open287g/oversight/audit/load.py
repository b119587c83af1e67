"""An audit's three files, read: acts, officers, and agreements, which may be those of the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb

from open287g.activity.log import load as files
from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import Log
from open287g.core.counted import counted
from open287g.core.errors import InputError
from open287g.core.sql import literal
from open287g.oversight.audit.request import Request


class Loaded(NamedTuple):
    """What was read of each file."""

    acts: Log
    officers: Log
    agreements: Log


def load(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request) -> Loaded:
    """Read the files into tables of their names. Raises InputError for a file of which nothing can be used; where
    that is the log, it tells of the roster beside it too.
    """
    hashed = request.hash_columns
    options = Options(scratch, request.time_zone, files.new_key() if hashed else None)
    agreements = request.agreements or agreements_of_record(request.home, scratch / "agreements.parquet")

    def roster() -> Log:
        return files.load(con, request.officers, "officers", options, hash_columns=hashed)

    try:
        acts = files.load(con, request.acts, "acts", options, hash_columns=hashed)
        if not acts.rows:
            told = f"no act can be used; {counted(acts.rejected, 'row', 'was')} rejected"
            raise InputError(told, str(request.acts), "See why with: open287g activity check ACTS")
    except InputError as error:
        beside = _wrong_with(roster, request.officers)
        raise InputError(error.what + beside, error.where, error.remedy, error.exit_code) from None
    return Loaded(acts, roster(), files.load(con, agreements, "agreements", options))


def _wrong_with(roster: Callable[[], Log], path: Path) -> str:
    """What is wrong with the roster, said beside what is wrong with the log; empty where all its rows are read."""
    try:
        found = roster()
    except InputError as error:
        return f"; of the roster, {error.where or path}: {error.what}"
    return f"; of the roster, {path}: {counted(found.rejected, 'row', 'was')} rejected" if found.rejected else ""


def agreements_of_record(home: Path | None, target: Path) -> Path:
    """The record's agreements as a file of the schema, written to `target`.

    What each gives, and what stays unknown, is said by `from_record.listed_facts`; the edition is the one its own
    document shows, where that was read.
    """
    # A log with its own agreements needs neither the record nor the rulebook, which take a second to load.
    from open287g.core.filling import create
    from open287g.documents.library.edition_read import editions_read
    from open287g.record.asking.record import open_record
    from open287g.rulebook.from_record import listed_facts

    read = editions_read(home)

    with open_record(home) as record:
        published = record.publication()["published"]
        # A row that ICE moved to another agency never was the first one's agreement.
        own = [row for row in record.questions.table("agreements").dicts() if row["status"] != "moved"]
        listed = [listed_facts(row, published) for row in own]
    for row in listed:
        one = read.get(str(row["agreement_id"]))
        row["edition"] = one.edition if one else None
    with duckdb.connect() as con:
        create(con, "listed", _LISTED, [tuple(map(row.get, _LISTED)) for row in listed])
        con.execute(f"copy listed to {literal(target)} (format parquet)")
    return target


_LISTED = {
    **dict.fromkeys(("agreement_id", "agency_id", "model", "edition"), "VARCHAR"),
    "written": "BOOLEAN",
    **dict.fromkeys(("listed_signed_on", "listed_until", "delisted_on"), "DATE"),
}
