"""The commands of the room, as a newcomer runs them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import NotFoundError, Open287gError
from open287g.record.build import build

run = CliRunner()


def answer(*words: str) -> str:
    result = run.invoke(app, ["places", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_state_shows_its_law_with_what_is_doubtful() -> None:
    text = answer("state", "NM", "--day", "2026-06-01")
    assert "banned" in text
    assert "Confirm before use." in text
    facts = json.loads(answer("state", "New Mexico", "--day", "2026-06-01", "--format", "json"))
    assert (facts["code"], facts["law_status"], facts["law_confirmed"]) == ("NM", "banned", False)
    assert facts["law"][0]["disputed"] is False


def test_a_county_is_found_by_code_and_by_name() -> None:
    by_code = json.loads(answer("county", "12021", "--format", "json"))
    assert by_code == json.loads(answer("county", "collier fl", "--format", "json"))
    assert (by_code["name"], by_code["ice_office"]) == ("Collier County", "Miami")
    assert by_code["roster"]["FL0110000"] == "Collier"


def test_a_name_of_several_counties_lists_them() -> None:
    rows = list(csv.DictReader(io.StringIO(answer("county", "Orange County", "--format", "csv"))))
    assert len(rows) == 8
    assert "Orange County" in answer("county", "Orange County")


def test_an_ori_and_a_match_are_answered() -> None:
    assert json.loads(answer("ori", "FL0110000", "-f", "json"))["counties"] == ["12021 Collier County"]
    words = ["match", "Dover Police Department", "--state", "Arkansas", "--county", "Pop County", "-f", "json"]
    found = json.loads(answer(*words))
    assert (found["ori"], found["counties"], found["county_tier"]) == ("AR0580700", ["05115"], "spelling")


def test_what_the_record_cannot_place_is_listed_with_its_reason(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"])
    for name in ("Lake County Sheriff's Office", "Pleasantville Police Department"):
        county = "Lake County" if name.startswith("Lake") else "Fairfield County"
        sheet.append(["OHIO", name, "County", county, "Task Force Model", date(2026, 5, 1), "link"])
    book.save(tmp_path / "participatingAgencies05182026am.xlsx")
    home = tmp_path / "home"
    added = run.invoke(
        app, ["archive", "add", str(tmp_path / "participatingAgencies05182026am.xlsx"), "--home", str(home)]
    )
    assert added.exit_code == 0, added.output
    build(home, shipped=False)
    rows = json.loads(answer("unmatched", "--home", str(home), "--format", "json"))
    assert [(row["name"], row["ori_tier"], row["counties"]) for row in rows] == [
        ("Pleasantville Police Department", "no_roster_row", ["39045"])
    ]
    assert json.loads(answer("unmatched", "--home", str(home), "--state", "PA", "--format", "json")) == []
    assert "Pleasantville" in answer("unmatched", "--home", str(home)).lower().title()


def test_without_a_record_the_remedy_is_to_build_one(tmp_path: Path) -> None:
    result = run.invoke(app, ["places", "unmatched", "--home", str(tmp_path)])
    assert isinstance(result.exception, NotFoundError)
    assert "open287g build" in result.exception.remedy


@pytest.mark.parametrize(
    "words",
    [
        ("state", "Atlantis"),
        ("state", "FL", "--day", "2026-02-30"),
        ("county", "99999"),
        ("county", ""),
        ("ori", "'; drop table"),
        ("match", "Lee", "--state", "ZZ"),
    ],
)
def test_what_is_not_there_is_said_with_a_remedy(words: tuple[str, ...]) -> None:
    result = run.invoke(app, ["places", *words])
    assert isinstance(result.exception, Open287gError)
    assert result.exception.remedy
