"""Exports: the same bytes each time, valid for the frictionless library, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

from open287g.archive.store.archive import Archive
from open287g.archive.store.intake import Incoming, select
from open287g.core.cells import cell_text, plain_cell
from open287g.core.errors import InputError
from open287g.record.asking.export import EXPORTED, export
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build
from open287g.record.reading.bundle import SHIPPED, read_bundle
from tests.record.faults import SEEDS
from tests.record.sheets import cells_of, workbook


@pytest.fixture(scope="module")
def exported(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    export(record, folder)
    return folder


def _bytes(folder: Path) -> dict[str, str]:
    """Hash by path of all files but the database, which holds an identifier of its own, and the sums that name it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name not in ("open287g.duckdb", "SHA256SUMS")
    }


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {table.name: connection.execute(f"FROM {table.name}").fetchall() for table in EXPORTED}


def test_a_second_export_has_the_same_bytes(record: Record, exported: Path, tmp_path: Path) -> None:
    export(record, tmp_path / "again")
    assert _bytes(tmp_path / "again") == _bytes(exported)
    assert _tables(tmp_path / "again" / "open287g.duckdb") == _tables(exported / "open287g.duckdb")


def test_the_sums_are_those_of_the_files(exported: Path) -> None:
    lines = [line.split("  ") for line in (exported / "SHA256SUMS").read_text().splitlines()]
    assert len(lines) == len(_bytes(exported)) + 1
    for told, name in lines:
        assert hashlib.sha256((exported / name).read_bytes()).hexdigest() == told


@pytest.mark.slow
def test_two_homes_filled_in_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    corpus = read_bundle(SHIPPED)
    names = [SEEDS["participating"], SEEDS["pending"], "participatingAgencies05112026am.xlsx"]
    shas = {seen.name: seen.sha256 for seen in corpus.seen}
    files = []
    for number, name in enumerate(names):
        cells = cells_of(corpus, shas[name])
        kind = name.split("A")[0]
        files.append((f"{kind}Agencies0519202{6}am.xlsx", workbook(cells, datetime(2026, 5, 19, number))))
    files.append(("participatingAgencies05202026am.xlsx", b"<html>Access denied</html>"))
    folders = []
    for number in range(2):
        home = tmp_path / f"home{number}"
        random.Random(number).shuffle(files)
        for place, (name, content) in enumerate(files):
            Archive(home).add_all([Incoming(content, name)])
            if number and place == 1:
                build(home)
        build(home)
        with open_record(home) as opened:
            export(opened, tmp_path / f"out{number}")
        folders.append(tmp_path / f"out{number}")
    assert _bytes(folders[0]) == _bytes(folders[1])
    assert _tables(folders[0] / "open287g.duckdb") == _tables(folders[1] / "open287g.duckdb")


@pytest.mark.slow
def test_reading_every_file_again_gives_the_same_bytes_as_the_bundle(
    shared: Path, exported: Path, tmp_path: Path
) -> None:
    files = select([shared / "data" / "ice-sheets"]).files
    random.Random(287).shuffle(files)
    Archive(tmp_path).add_all(files)
    build(tmp_path, shipped=False, remember=False)
    with open_record(tmp_path) as opened:
        export(opened, tmp_path / "out")
    assert _bytes(tmp_path / "out") == _bytes(exported)


def test_the_data_package_is_valid(exported: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(str(exported / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert len(report.tasks) == len(EXPORTED)


def test_the_data_package_describes_every_field_and_its_file(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text())
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in EXPORTED]
    for resource in package["resources"]:
        content = (exported / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = content.decode("utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(len(field["description"]) >= 4 for field in resource["schema"]["fields"])


def test_csv_parquet_and_database_hold_the_same(exported: Path) -> None:
    database = _tables(exported / "open287g.duckdb")
    for table in EXPORTED:
        parquet = pq.read_table(exported / "parquet" / f"{table.name}.parquet")
        rows = list(zip(*(column.to_pylist() for column in parquet.columns), strict=True))
        assert rows == database[table.name]
        with (exported / "csv" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as handle:
            header, *cells = csv.reader(handle)
        assert header == list(table.names)
        assert [list(map(plain_cell, row)) for row in cells] == [list(map(cell_text, row)) for row in rows]


def test_no_cell_of_the_csv_runs_in_a_spreadsheet(exported: Path) -> None:
    cells = 0
    for path in (exported / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.reader(handle):
                for cell in row:
                    cells += 1
                    assert not cell.startswith(("=", "@", "+", "\t", "\r")), (path.name, cell)
                    assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit(), (path.name, cell)
    assert cells > 100_000


def test_a_folder_with_files_in_it_is_not_overwritten(record: Record, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="already exists"):
        export(record, tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]


def test_a_spreadsheet_is_told_the_encoding_of_every_table(exported: Path) -> None:
    for path in (exported / "csv").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path
    texts = [path.read_text(encoding="utf-8-sig") for path in (exported / "csv").iterdir()]
    assert not any("\ufeff" in text for text in texts)
    assert any(not text.isascii() for text in texts)


def _agreements_in_force(rows: list[dict[str, str]], day: date) -> set[str]:
    """As the data dictionary tells to read agreements.csv: from valid_from up to valid_to, and in none of the gaps."""
    on = day.isoformat()
    return {
        row["agreement_id"]
        for row in rows
        if row["valid_from"] <= on
        and (not row["valid_to"] or on < row["valid_to"])
        and not any(gap.split("/")[0] <= on < gap.split("/")[1] for gap in row["gaps"].split("; ") if gap)
    }


def _beliefs_in_force(rows: list[dict[str, str]], day: date, known: date) -> set[str]:
    on, by = day.isoformat(), known.isoformat()
    return {
        row["agreement_id"]
        for row in rows
        if row["known_from"] <= by
        and (not row["known_to"] or by < row["known_to"])
        and row["valid_from"] <= on
        and (not row["valid_to"] or on < row["valid_to"])
    }


def test_the_exported_files_count_every_day_as_asof_does_by_both_clocks(record: Record, exported: Path) -> None:
    agreements, beliefs = (
        list(csv.DictReader((exported / "csv" / f"{name}.csv").read_text("utf-8-sig").splitlines()))
        for name in ("agreements", "beliefs")
    )
    first, last = record.publication()["published"], record.ages().spans[-1].first
    days = [last + timedelta(days=n) for n in range((first - last).days + 1)]
    newest = days[-1]
    for day in days[::5]:
        now = _agreements_in_force(agreements, day)
        assert now == _beliefs_in_force(beliefs, day, newest), day
    chance = random.Random(287)
    for day in [*chance.sample(days, 25), date(2025, 7, 18), date(2026, 3, 1), date(2026, 3, 2), days[0], newest]:
        assert record.asof(day)["agreements"] == len(_agreements_in_force(agreements, day)), day
        # A list tells of no day more than a year after it.
        known = chance.choice([d for d in days if (day - d).days < 340])
        assert record.asof(day, known)["agreements"] == len(_beliefs_in_force(beliefs, day, known)), (day, known)


def test_each_parquet_file_says_of_which_days_its_lists_are(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text())["temporal"]
    for path in (exported / "parquet").glob("*.parquet"):
        told = pq.read_schema(path).metadata or {}
        assert path.stem == "facilities" or json.loads(told[b"rests_on"]) == package, path
    assert package["lists"]["pending"]["published"] == "2026-02-27" and not package["pending_is_known"]
