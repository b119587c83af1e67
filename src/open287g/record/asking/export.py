"""The record for others: CSV, Parquet, one DuckDB file and a Frictionless data package, with checksums.

The days of the lists that all rests on stand in the data package and in the metadata of each Parquet file (`rests_on`),
beside what the table is (`description`) and what each column says (`columns`).
The same record gives the same bytes: rows stand in the order of their key, and nothing tells when it was written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from open287g.core.cells import csv_text
from open287g.core.files import sha256_of
from open287g.core.filling import create
from open287g.core.folders import files_in, replacing_folder, write_sums
from open287g.core.sql import literal, quoted
from open287g.core.table import Table
from open287g.core.version import __version__
from open287g.places.facilities.listings import FACILITIES, listings
from open287g.record.asking.record import Record
from open287g.record.tables.catalog import TABLES
from open287g.record.tables.database import writing

EXPORTED = (*TABLES, FACILITIES)
"""The tables of the record, and those of places that it is joined to."""

ENCODING = "utf-8-sig"
"""UTF-8 that says so in its first three bytes, without which Excel reads Doña Ana wrong."""


_DATABASE = "open287g.duckdb"


def export(record: Record, folder: Path, *, replace: bool = False) -> list[Path]:
    """Write csv/, parquet/, open287g.duckdb, datapackage.json and SHA256SUMS into `folder`, whole or not at all.

    Raises InputError if `folder` holds something already, unless `replace`.
    """
    with writing(folder, "what stood there is as it was"), replacing_folder(folder, replace=replace) as scratch:
        _write_all(record, scratch)
    return files_in(folder)


def _write_all(record: Record, folder: Path) -> None:
    (folder / "csv").mkdir()
    (folder / "parquet").mkdir()
    rests_on = json.dumps(record.ages().lists())
    with record.connection.cursor() as con:
        con.execute(f"ATTACH {literal(folder / _DATABASE)} AS exported")
        try:
            for table in EXPORTED:
                _fill(con, table)
                _write_csv(con, table, folder / "csv" / f"{table.name}.csv")
                told = {} if table is FACILITIES else {"rests_on": rests_on}
                _write_parquet(con, table, folder / "parquet" / f"{table.name}.parquet", told)
            con.execute("CHECKPOINT exported")
        finally:
            con.execute("DETACH exported")
    package = json.dumps(data_package(record, folder), indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
    write_sums(folder)


def _fill(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The table in the exported database, its rows in the order of its key, with what it says and its columns do."""
    target = f"exported.{table.name}"
    if table is FACILITIES:
        create(con, target, table.types, listings())
    else:
        order = ", ".join(map(quoted, table.key))
        con.execute(f"CREATE TABLE {target} AS FROM record.{table.name} ORDER BY {order}")
    con.execute(f"COMMENT ON TABLE {target} IS {literal(table.description)}")
    for column in table.columns:
        con.execute(f"COMMENT ON COLUMN {target}.{quoted(column.name)} IS {literal(column.description)}")


def _write_csv(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    rows = con.execute(f"FROM exported.{table.name}").fetchall()
    path.write_text(csv_text(table.names, rows), encoding=ENCODING)


def _write_parquet(con: duckdb.DuckDBPyConnection, table: Table, path: Path, told: dict[str, str]) -> None:
    """A file whose metadata say what is `told`, what a row of the table is and what each of its columns says."""
    columns = {column.name: column.description for column in table.columns}
    said = told | {"description": table.description, "columns": json.dumps(columns)}
    metadata = ", ".join(f"{name}: {literal(text)}" for name, text in said.items())
    con.execute(
        f"COPY (FROM exported.{table.name}) TO {literal(path)} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
    )


def data_package(record: Record, folder: Path) -> dict[str, Any]:
    """The Frictionless description of the CSV files, with a description for each field."""
    publication, ages = record.publication(), record.ages()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "open287g",
        "title": f"287(g) agreements as ICE published them up to {publication['published']}",
        "version": f"{__version__}+{publication['published']}",
        "description": "Agencies, agreements, events and evidence derived from ICE's participating and pending lists.",
        "licenses": [{"name": "CC0-1.0", "title": "Facts derived from U.S. government works"}],
        "temporal": ages.lists(),
        "sources": [{"title": "ICE, 287(g) page", "path": "https://www.ice.gov/identify-and-arrest/287g"}],
        "resources": [_resource(table, folder / "csv" / f"{table.name}.csv", folder) for table in EXPORTED],
    }


def _resource(table: Table, path: Path, folder: Path) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": path.relative_to(folder).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": ENCODING,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path.read_bytes())}",
        "description": table.description,
        "schema": {
            "fields": [column.frictionless() for column in table.columns],
        },
    }
