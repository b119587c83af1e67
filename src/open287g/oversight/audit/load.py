"""An audit's three files, read: acts, officers, and agreements, which may be those of the record."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb

from open287g.activity.log import load as files
from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import Log
from open287g.core.counted import counted
from open287g.core.errors import InputError, Open287gError, raise_together
from open287g.core.sql import literal
from open287g.oversight.audit.request import Request


class Loaded(NamedTuple):
    """What was read of each file."""

    acts: Log
    officers: Log
    agreements: Log


def load(con: duckdb.DuckDBPyConnection, scratch: Path, request: Request) -> Loaded:
    """Read the files into tables of their names. Raises InputError, which names every file that cannot be used."""
    hashed = request.hash_columns
    options = Options(scratch, request.time_zone, files.new_key() if hashed else None)

    def acts() -> Log:
        log = files.load(con, request.acts, "acts", options, hash_columns=hashed)
        if log.rows:
            return log
        what = f"no act can be used; {counted(log.rejected, 'row', 'was')} rejected"
        raise InputError(what, str(request.acts), "See why: open287g activity check ACTS")

    def officers() -> Log:
        return files.load(con, request.officers, "officers", options, hash_columns=hashed)

    def agreements() -> Log:
        path = request.agreements or agreements_of_record(request.home, scratch / "agreements.parquet")
        return files.load(con, path, "agreements", options)

    # Whoever has to mend one file should hear of the others too.
    read, refused = [], []
    for one in (acts, officers, agreements):
        try:
            read.append(one())
        except Open287gError as error:
            refused.append(error)
    if refused:
        given = {"acts": request.acts, "officers": request.officers}
        refused += [_rejected(log, given[log.table]) for log in read if log.rejected and log.table in given]
    raise_together(refused)
    return Loaded(*read)


def _rejected(log: Log, path: Path) -> InputError:
    """What of a file cannot be used, told beside what keeps the audit from being made."""
    what = f"{counted(log.rejected, 'row', 'was')} rejected"
    return InputError(what, str(path), "See why: open287g activity check")


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
