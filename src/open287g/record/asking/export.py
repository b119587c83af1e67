"""The record for others: CSV, Parquet, one DuckDB file and a Frictionless data package, with checksums.

The days of the lists that all rests on stand in the data package and in the metadata of each Parquet file (`rests_on`).
The same record gives the same bytes: rows stand in the order of their key, and nothing tells when it was written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from open287g.core.cells import csv_text
from open287g.core.files import sha256_of
from open287g.core.folders import files_in, replacing_folder, write_sums
from open287g.core.sql import literal
from open287g.core.table import Table
from open287g.core.version import __version__
from open287g.places.facilities.listings import FACILITIES, as_arrow
from open287g.record.asking.record import Record
from open287g.record.tables.catalog import TABLES
from open287g.record.tables.database import writing

EXPORTED = (*TABLES, FACILITIES)
"""The tables of the record, and those of places that it is joined to."""

ENCODING = "utf-8-sig"
"""UTF-8 that says so in its first three bytes, without which Excel reads Doña Ana wrong."""


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
    tables = {table.name: record.table(table.name) for table in TABLES} | {FACILITIES.name: as_arrow()}
    rests_on = {"rests_on": json.dumps(record.ages().lists())}
    for table in EXPORTED:
        data = tables[table.name]
        if table is not FACILITIES:
            data = data.replace_schema_metadata(rests_on)
        (folder / "csv" / f"{table.name}.csv").write_text(_csv(data), encoding=ENCODING)
        pq.write_table(data, folder / "parquet" / f"{table.name}.parquet", compression="zstd")
    _write_database(tables, folder / "open287g.duckdb")
    package = json.dumps(data_package(record, folder), indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
    write_sums(folder)


def _csv(data: pa.Table) -> str:
    return csv_text(data.column_names, zip(*(column.to_pylist() for column in data.columns), strict=True))


def _write_database(tables: dict[str, pa.Table], target: Path) -> None:
    connection = duckdb.connect(str(target))
    try:
        for table in EXPORTED:
            connection.register("incoming", tables[table.name])
            connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM incoming")
            connection.unregister("incoming")
            _comment(connection, table)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _comment(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(f"COMMENT ON TABLE {table.name} IS {literal(table.description)}")
    for column in table.columns:
        connection.execute(f'COMMENT ON COLUMN {table.name}."{column.name}" IS {literal(column.description)}')


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
