"""One model of answers: the same columns in JSON and CSV, with rows and without; an unknown column says which are."""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError

EMPTY = {
    "ended": "ended --state GU",
    "flickers": "flickers --state GU",
    "candidates": "candidates --state GU",
    "candidates --lang es": "candidates --state GU --lang es",
    "changes --days 7": "changes --days 7 --state GU",
    "rules list": "rules list --act interrogate --edition WSO-2025 --kind source",
    "rules diff 2025-01-01 2026-01-01": "rules diff 2025-01-01 2025-01-01",
    "facilities texas": "facilities american samoa",
    "sql 'SELECT 1 AS a'": "sql 'SELECT 1 AS a WHERE false'",
}
"""Of each a command whose answer has rows, and one whose answer has none."""


def run(home: Path, line: str, *more: str) -> Any:
    return CliRunner().invoke(app, [*shlex.split(line), *more], env={"OPEN287G_HOME": str(home)})


@pytest.mark.parametrize("line", EMPTY)
def test_a_table_has_the_same_columns_with_rows_and_without(home: Path, line: str) -> None:
    head, *rows = csv.reader(run(home, line, "--format", "csv").stdout.splitlines())
    assert rows
    assert list(csv.reader(run(home, EMPTY[line], "--format", "csv").stdout.splitlines())) == [head]
    told = run(home, line, "--format", "json").stdout
    assert told.endswith("\n")
    assert [name for name in json.loads(told)[0] if name != "lists"] == head


@pytest.mark.parametrize("line", ["law TX", "rules facts act", "registers settlements", "chart", "headline"])
def test_an_unknown_column_is_refused_and_the_known_are_named(home: Path, line: str) -> None:
    refused = run(home, line, "--columns", "zork").exception
    assert isinstance(refused, InputError)
    assert refused.exit_code == 2
    assert refused.remedy.startswith(("It has: ", "Did you mean "))


def test_rows_within_rows_are_a_sheet_of_their_own(home: Path, tmp_path: Path) -> None:
    assert run(home, "facilities 'collier fl'", "-o", str(tmp_path / "f.xlsx")).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    facilities, lists = (list(sheet.values) for sheet in book.worksheets[:2])
    assert "lists" not in facilities[0]
    assert lists[0][0] == "facility_id"
    assert {row[0] for row in lists[1:]} == {row[0] for row in facilities[1:]}
    assert isinstance(facilities[1][facilities[0].index("county")], str), "a FIPS code is no number"
    assert not [
        cell for rows in (facilities, lists) for row in rows for cell in row if str(cell).startswith(("[{", "{"))
    ]


def test_dollars_of_a_workbook_are_numbers(home: Path, tmp_path: Path) -> None:
    words = "fiscal-note 'collier fl' --model TFM --officers 10 --set wage=34 --set benefits=0.42 --draws 100"
    assert run(home, words, "-o", str(tmp_path / "n.xlsx")).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "n.xlsx")
    (lines,) = (list(sheet.values) for sheet in book.worksheets if sheet.title.startswith("lines"))
    assert all(isinstance(row[lines[0].index("p50")], (int, float)) for row in lines[1:])


def test_so_many_values_as_no_cell_is_read_with_stand_apart(home: Path) -> None:
    words = "operation --from 2025-03-01 --to 2025-03-01 --state FL --format csv"
    done = run(home, words)
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert max(map(len, row.values())) < 1000
    assert "agreements_ids" in done.stderr


@pytest.mark.parametrize(
    "asked", ["evidence FL-collier-county-sheriffs-office:TFM:1", "documents check --kind never_moa"]
)
def test_a_name_stands_beside_every_id(home: Path, asked: str) -> None:
    told = json.loads(run(home, asked, "--format", "json").stdout)
    row = told[0] if isinstance(told, list) else told
    assert row.get("name") or row.get("agency")
