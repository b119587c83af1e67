"""Facts written as the files of a log, read by the loader as an audit reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import ibis

from open287g.activity.log.columns import RECORDS
from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import connect, load

Rows = Sequence[dict[str, Any]]


@contextmanager
def loaded(
    acts: Rows, officers: Rows, agreements: Rows, time_zone: str | None = None, *, rejected: int = 0
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[ibis.Table]]]:
    """The three tables as `activity.log.load` gives them; exactly `rejected` rows are refused."""
    with TemporaryDirectory() as folder:
        con = connect(Path(folder), "500MB", 1)
        refused = 0
        for table, rows in zip(RECORDS, (acts, officers, agreements), strict=True):
            refused += load(
                con, _write(Path(folder) / f"{table}.csv", rows), table, Options(Path(folder), time_zone)
            ).rejected
        assert refused == rejected, con.execute("from rejects").fetchall()
        backend = ibis.duckdb.from_connection(con)
        yield con, [backend.table(table) for table in RECORDS]
        con.close()


def _write(path: Path, rows: Rows) -> Path:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows([{key: "" if row.get(key) is None else row[key] for key in columns} for row in rows])
    return path


def write_scenarios(folder: Path, told: Sequence[dict[str, dict[str, Any]]]) -> int:
    """The facts of scenarios as a log with its roster and agreements, `scenarios-acts.csv` and so on below `folder`:
    each with an officer, an agency and an agreement of its own; how many acts there are.
    """
    rows: dict[str, list[dict[str, Any]]] = {record: [] for record in ("act", "officer", "agreement")}
    for place, facts in enumerate(told):
        own = f"-s{place}"
        for record, values in facts.items():
            row = dict(values)
            for name in ("agency_id", "officer_id"):
                if row.get(name):
                    row[name] = f"{row[name]}{own}"
            rows[record].append(row | {f"{record}_id": f"{record}{own}"} if record != "officer" else row)
    for record, file in zip(rows, ("acts", "officers", "agreements"), strict=True):
        _write(folder / f"scenarios-{file}.csv", rows[record])
    return len(rows["act"])
