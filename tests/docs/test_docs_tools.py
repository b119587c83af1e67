"""The tools that keep pages current notice what they are for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tools import accuracy, docs
from tools.accuracy_unaided import PACKAGE, VERDICTS, without_verdicts
from tools.docs_examples import filled, reader


def test_a_page_changed_by_hand_is_told_with_the_lines_that_differ(tmp_path: Path) -> None:
    pages = {Path("a.md"): "one\ntwo\n", Path("b.md"): "three\n"}
    (tmp_path / "a.md").write_text("one\n2\n")
    (tmp_path / "b.md").write_text("three\n")
    (told,) = docs.drift(pages, tmp_path)
    assert "-2" in told
    assert "+two" in told
    (tmp_path / "b.md").unlink()
    assert len(list(docs.drift(pages, tmp_path))) == 2


def test_an_answer_is_written_under_its_command_and_cut_where_asked(tmp_path: Path) -> None:
    page = "Before.\n\n```console head=1\n$ open287g --version\n$ open287g asof someday\nold answer\n```\n\nAfter.\n"
    with reader(tmp_path, tmp_path):
        text = filled(page)
    head, version, first, *rest = text.split("```")[1].splitlines()
    assert head == "console head=1"
    assert version == "$ open287g --version"
    assert first.startswith("open287g 0.")
    assert rest == ["$ open287g asof someday", "open287g: date 'someday' is not a day", "..."]
    assert text.startswith("Before.\n")
    assert text.endswith("\nAfter.\n")


def test_python_examples_of_a_page_share_their_names_and_show_their_errors(tmp_path: Path) -> None:
    loop = ">>> x = 20\n>>> for i in range(2):\n...     print(x + i)\n"
    page = f"```pycon\n{loop}stale\n```\ntext\n```pycon\n>>> x + 1\n>>> y\n```\n"
    with reader(tmp_path, tmp_path):
        one, other = filled(page).split("```pycon\n")[1:]
    assert one.startswith(f"{loop}20\n21\n```")
    assert other.startswith(">>> x + 1\n21\n>>> y\nTraceback")


def test_only_open287g_runs_from_a_page(tmp_path: Path) -> None:
    with reader(tmp_path, tmp_path), pytest.raises(ValueError, match="not 'rm'"):
        filled("```console\n$ rm -r folder\n```\n")


def test_the_table_goes_where_the_page_marks_it_and_nowhere_else() -> None:
    page = "a\n<!-- accuracy -->\nold\n<!-- end of accuracy -->\nb\n"
    assert accuracy.with_table(page, "new\n") == page.replace("old", "new")
    with pytest.raises(ValueError, match="no place"):
        accuracy.with_table("a\nb\n", "new\n")


def test_precision_and_recall_become_what_is_wrong_and_what_is_missed() -> None:
    wrong, missed = accuracy.as_measures({"subject": "model", "group": "all", "right": 8, "given": 10, "labeled": 16})
    assert accuracy.cells(wrong)[:4] == ("wrong model, all", "2", "10", "20.00%")
    assert accuracy.cells(missed)[:4] == ("missed model, all", "8", "16", "50.00%")
    assert wrong["low95"] < 0.2 < wrong["high95"]


def test_nothing_measured_has_no_share_and_leaves_all_open() -> None:
    nothing, _ = accuracy.as_measures({"subject": "model", "group": "all", "right": 0, "given": 0, "labeled": 1})
    assert accuracy.cells(nothing) == ("wrong model, all", "0", "0", "", "0.00% to 100.00%")


def test_the_record_table_stands_both_ways_side_by_side() -> None:
    row = {"measure": "splits", "wrong": 0, "of": 10, "share": 0.0, "low95": 0.0, "high95": 0.3, "cases": []}
    alone = {**row, "measure": "splits, rules alone", "wrong": 4, "share": 0.4}
    only_alone = {**row, "measure": "others, rules alone"}
    assert accuracy.record_table([row, alone, only_alone]).splitlines()[2:] == [
        "| splits | 0 | 10 | 0.00% | 0.00% to 30.00% | 4 of 10 | 40.00% |"
    ]


def test_without_verdicts_no_table_of_verdicts_has_a_row_and_all_else_is_there(tmp_path: Path) -> None:
    without_verdicts(tmp_path / "open287g")
    for name in VERDICTS:
        with (tmp_path / "open287g" / name).open(newline="") as emptied, (PACKAGE / name).open(newline="") as full:
            header, *rows = csv.reader(emptied)
            assert rows == []
            whole = list(csv.reader(full))
            assert header == whole[0]
            assert len(whole) > 1
    kept = {p.relative_to(tmp_path / "open287g").as_posix() for p in tmp_path.rglob("*.csv")}
    assert kept == {p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.csv")}
