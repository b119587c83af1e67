"""The command `fiscal-note` as a commissioner's clerk types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError

RUNNER = CliRunner()
TOLD = ["--set", "wage=34", "--set", "benefits=0.42", "--set", "duty_share=1", "--draws", "200"]


def run(home: Path, *words: str) -> Result:
    return RUNNER.invoke(app, ["fiscal-note", *words, "--home", str(home)])


def facts(home: Path, *words: str) -> Any:
    done = run(home, *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_note_has_the_keys_others_rely_on(home: Path) -> None:
    note = facts(home, "collier fl", "--model", "TFM", "--officers", "10", *TOLD)
    assert {"lines", "totals", "repaid", "left_out", "assumptions"} <= note.keys()
    assert {"line", "payer", "basis", "year", "p5", "p50", "p95", "source"} <= note["lines"][0].keys()
    assert {"basis", "payer", "year", "p5", "p50", "p95"} <= note["totals"][0].keys()
    salary = [r for r in note["lines"] if r["line"] == "salary-and-benefits" and r["year"] == 1]
    assert [row["p50"] for row in salary] == [1_004_224.00]
    assert note["agency"] == "Collier County Sheriff's Office"
    assert note["listed"].startswith("in ICE's list of 2026-05-18: JEM, TFM")


def test_an_agency_that_no_list_has_gets_a_note_that_says_so(home: Path) -> None:
    note = facts(home, "houston police tx", "--model", "TFM", *TOLD)
    assert note["agency_id"] is None
    assert "in no list" in note["listed"]


def test_without_a_number_of_officers_the_note_is_of_one(home: Path) -> None:
    note = facts(home, "collier fl", "--model", "TFM", *TOLD)
    officers = next(one for one in note["assumptions"] if one["name"] == "officers")
    assert (officers["likely"], officers["source"]) == (1, "not told: the figures are for one officer")


def test_an_agency_whose_agreement_ended_is_named_so_and_can_still_be_priced(home: Path) -> None:
    refused = run(home, "garrett county md").exception
    assert isinstance(refused, InputError) and "no agreement in force" in refused.what
    assert facts(home, "garrett county md", "--model", "JEM", *TOLD)["listed"].endswith("no agreement in force")
    two = run(home, "collier fl").exception
    assert isinstance(two, InputError) and "JEM, TFM" in two.what


def test_three_numbers_or_a_percent_can_be_told_on_the_line(home: Path) -> None:
    note = facts(
        home, "collier fl", "--model", "TFM", "--set", "wage=28 34 41", "--set", "benefits=42%", "--draws", "200"
    )
    known = {one["name"]: one for one in note["assumptions"]}
    assert [known["wage"][name] for name in ("low", "likely", "high")] == [28, 34, 41]
    assert known["benefits"]["likely"] == 0.42


def test_courts_are_told_by_middle_mean_and_chance_and_repayment_with_its_end(home: Path) -> None:
    held = "detainers=200 held_share=0.5 late_share=0.05 late_days=2 defense=5000 class_judgment_chance=0.002"
    sets = [word for one in held.split() for word in ("--set", one)]
    done = run(home, "collier fl", "--model", "TFM", *TOLD, *sets)
    assert "What courts may order" in done.stdout and "mean" in done.stdout
    assert "more than one percent of the budget: unknown: tell the budget" in done.stdout
    assert "counted for every year" in done.stderr
    half = run(home, "collier fl", "--model", "TFM", *TOLD, "--set", "duty_share=0.5")
    assert "Less than nothing is left" in half.stderr
    known = run(home, "collier fl", "--model", "TFM", *TOLD, *sets, "--set", "budget=200000000")
    assert "more than one percent of the budget: 0." in known.stdout


def test_a_scenario_stands_beside_the_note(home: Path) -> None:
    note = facts(home, "collier fl", "--model", "TFM", *TOLD, "--scenario", "stops: repaid_years=1", "--without", "jem")
    assert [one["name"] for one in note["scenarios"]] == ["stops", "JEM instead"]
    repaid = [[r["p50"] for r in one["totals"] if r["payer"] == "repaid"] for one in note["scenarios"]]
    assert repaid[0][0] is None, "of new money nothing is told that comes back"
    assert repaid[0][1] > 0
    assert repaid[1] == [0, 0]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["collier fl", "--model", "TFM", "--set", "wage"], "waiting_days=10"),
        (["collier fl", "--model", "XYZ"], "JEM, WSO, TFM"),
        (["collier fl", "--model", "TFM", "--set", "wages=3"], "wage"),
        (["collier fl"], "--model"),
        (["garrett county md"], "--model"),
        ([], "collier fl"),
        (["collier fl", "--model", "TFM", "--lang", "fr"], "en or es"),
        (["--list-assumptions", "--model", "XYZ"], "JEM, WSO, TFM"),
        (["collier fl", "--model", "TFM", "--area", "Ohio"], "Name both"),
        (["collier fl", "--model", "TFM", "--scenario", "waiting_days=10"], "takes 10 days"),
        (["collier fl", "--model", "TFM", "--without", "ABC"], "JEM, WSO, TFM"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(home: Path, words: list[str], remedy: str) -> None:
    done = run(home, *words)
    assert isinstance(done.exception, InputError)
    assert remedy in done.exception.remedy
    assert done.exception.exit_code == 2


def test_an_agency_that_is_nowhere_is_not_priced(home: Path) -> None:
    assert isinstance(run(home, "no such place anywhere qq", "--model", "TFM").exception, NotFoundError)


def test_an_earlier_note_is_scored_against_what_happened(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.json"
    note.write_text(run(home, "collier fl", "--model", "TFM", "--officers", "10", *TOLD, "--format", "json").stdout)
    happened = tmp_path / "happened.csv"
    happened.write_text("line,basis,year,usd\nsalary-and-benefits,full,1,1004224\nall,full,2,2008448\n")
    done = RUNNER.invoke(app, ["fiscal-note", "--score", str(note), "--happened", str(happened), "--format", "json"])
    scores = json.loads(done.stdout)
    assert [(one["within"], one["off"]) for one in scores] == [(True, 1.0), (False, 2.0)]
    happened.write_text("line,basis,year,usd\nsalary,full,1,5\n")
    refused = RUNNER.invoke(app, ["fiscal-note", "--score", str(note), "--happened", str(happened)])
    assert isinstance(refused.exception, InputError)
    assert refused.exception.where.endswith("row 2")


def test_registers_fill_what_a_reader_names(home: Path, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["AREA_TITLE", "OCC_CODE", "H_PCT25", "H_MEDIAN", "H_PCT75"])
    book.active.append(["Florida", "33-3051", 28, 33.5, 40])
    book.save(tmp_path / "state.xlsx")
    named = ["--travel", "Charleston SC", "--wages", str(tmp_path / "state.xlsx"), "--area", "Florida"]
    note = facts(home, "collier fl", "--model", "TFM", "--draws", "200", *named, "--prices", "2026-08")
    known = {one["name"]: one for one in note["assumptions"]}
    assert (known["wage"]["low"], known["wage"]["likely"], known["wage"]["high"]) == (28, 33.5, 40)
    assert "state.xlsx, Florida, occupation 33-3051" in known["wage"]["source"]
    assert known["class_usd_per_person"]["likely"] > 166_172
    assert "carried from 2025 to 2026-08 by CPI-U" in known["class_usd_per_person"]["source"]
    assert (note["prices"]["month"], note["prices"]["index"]) == ("2026-08", 334.98)
    assert known["lodging"]["low"] > 218 and "Charleston SC" in known["lodging"]["source"]


def test_registers_are_listed_shown_and_checked() -> None:
    listed = json.loads(RUNNER.invoke(app, ["registers", "--format", "json"]).stdout)
    assert [row["register"] for row in listed] == [
        "settlements",
        "program_costs",
        "reimbursement",
        "penalties",
        "prices",
    ]
    assert "Suffolk County" in RUNNER.invoke(app, ["registers", "settlements", "--format", "csv"]).stdout
    assert RUNNER.invoke(app, ["registers", "--check"]).exit_code == 0


def test_a_note_of_which_nothing_is_told_has_no_dollars_and_says_what_to_tell(home: Path) -> None:
    note = facts(home, "collier fl", "--model", "TFM")
    assert note["lines"] == []
    assert {row[name] for row in note["totals"] if row["unknown"] for name in ("p5", "p50", "p95", "mean")} == {None}
    done = run(home, "collier fl", "--model", "TFM")
    assert "No line can be counted: each wants a figure that nobody has told." in done.stdout
    assert ": none" not in done.stdout
    assert "Most lines wait for: --set wage=..." in done.stderr


def test_a_sum_that_the_note_calls_unknown_is_not_scored(home: Path, tmp_path: Path) -> None:
    note, happened = tmp_path / "note.json", tmp_path / "happened.csv"
    note.write_text(run(home, "collier fl", "--model", "TFM", "--format", "json").stdout)
    happened.write_text("line,basis,year,usd\nall,full,1,5000\n")
    refused = RUNNER.invoke(app, ["fiscal-note", "--score", str(note), "--happened", str(happened)])
    assert isinstance(refused.exception, InputError)
    assert "unknown" in str(refused.exception)
