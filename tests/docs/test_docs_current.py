"""What the pages say of the product is what the product says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.record.asking.record import open_record
from open287g.record.believing import soundness
from open287g.record.tables.catalog import TABLES
from open287g.web.server.app import create_app
from tests.docs.conftest import PAGES, ROOT, WITH_EXAMPLES, name
from tools import accuracy, docs
from tools.docs_examples import filled, reader

STALE = "the page is out of date; run: make docs"


def test_the_reference_is_what_the_command_line_and_the_schema_say() -> None:
    assert list(docs.drift(docs.reference())) == [], STALE


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name)
def test_the_answers_under_examples_are_what_is_printed(page: Path, shipped_home: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    with reader(shipped_home, tmp_path):
        assert filled(text) == text, STALE


@pytest.mark.slow
def test_the_figures_of_the_method_page_are_what_the_labels_give() -> None:
    assert list(docs.drift(docs.figures())) == [], STALE


def test_the_answer_in_the_description_of_the_api_is_what_it_answers(shipped_home: Path) -> None:
    assert list(docs.drift(docs.answers(shipped_home))) == [], STALE


def test_the_method_page_counts_the_files_that_ship(shipped_home: Path) -> None:
    with open_record(shipped_home) as record:
        files = record.snapshots().to_pylist()
        lists = record.publications().to_pylist()
    named = [sum(file["name"].lower().startswith(word) for file in files) for word in ("participating", "pending")]
    distinct = [sum(row["list"] == word for row in lists) for word in ("participating", "pending")]
    page = (ROOT / "docs/methods/record.md").read_text()
    rows = re.findall(r"^\| (?:workbooks|distinct states) .*list.*\| (\d+) \|$", page, re.MULTILINE)
    assert [int(row) for row in rows] == [*named, *distinct]


def test_the_method_page_names_the_bounds_that_hold_back_a_list() -> None:
    page = (ROOT / "docs/methods/record.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| [^|]+ \| ([\d.]+) \| ([\d.]+) \|$", page, re.MULTILINE)
    bounds = [bound for bound in vars(soundness).values() if isinstance(bound, soundness.Bound)]
    stated = sorted((float(share), float(daily)) for share, daily in told)
    assert stated == sorted((bound.share, bound.daily) for bound in bounds)


def test_no_column_holds_a_value_that_the_dictionary_leaves_out(shipped_home: Path) -> None:
    listed = [(table.name, column) for table in TABLES for column in table.columns if column.values]
    assert len(listed) > 15
    page = (ROOT / "docs/reference/data.md").read_text(encoding="utf-8")
    with open_record(shipped_home) as record:
        for name, column in listed:
            told = page.split(f"\n## {name}\n")[1].split("\n## ")[0].split(f"| `{column.name}` |")[1].split("\n")[0]
            held = {value for value in record.table(name).column(column.name).to_pylist() if value is not None}
            assert held <= set(column.values), (name, column.name)
            assert all(value in told for value in column.values), (name, column.name)


def test_every_command_and_every_table_has_its_heading() -> None:
    commands = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8").splitlines()
    tables = (ROOT / "docs/reference/data.md").read_text(encoding="utf-8").splitlines()
    shared, *told = (line for line in commands if line.startswith("## "))
    assert shared == "## How an answer is shown"
    assert told == [f"## {words}" for words, _ in docs.commands()]
    assert [line for line in tables if line.startswith("## ")] == [f"## {table.name}" for table in docs.DESCRIBED]


def test_addresses_of_the_atlas_in_the_pages_answer(shipped_home: Path) -> None:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    found = sorted({path for text in texts for path in re.findall(r"http://127\.0\.0\.1:2870(/[\w./-]*[\w/])", text)})
    assert len(found) >= 4
    with TestClient(create_app(shipped_home)) as client:
        assert {path: client.get(path).status_code for path in found} == dict.fromkeys(found, 200)


def test_the_measures_of_every_module_come_as_one_table() -> None:
    assert {"record", "places", "unaided"} <= set(accuracy.modules())
