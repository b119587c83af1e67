"""The record's exports, written once for each version of the record and served as files."""

from __future__ import annotations

from pathlib import Path

from open287g.core.settings import home as home_folder
from open287g.publish.tables import csv_text
from open287g.record.schema import TABLES
from open287g.web.snapshot import Snapshot
from open287g.web.store import record_file


def write(folder: Path, home: Path | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    s = Snapshot.load(record_file(home_folder(home)))
    for t in TABLES:
        (folder / f"{t.name}.csv").write_text(csv_text(s.tables.get(t.name, []), t.names))
        (folder / f"{t.name}.parquet").write_text("")
    (folder / "datapackage.json").write_text("{}")
    (folder / "record.duckdb").write_text("")
