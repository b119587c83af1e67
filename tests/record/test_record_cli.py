"""The commands that others build on: keys, exit codes, forgiving search, safe tables."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from open287g.cli.main import app
from open287g.core.errors import Open287gError
from open287g.record.asking.record import Record

RUNNER = CliRunner()


def run(home: Path, *words: str) -> Result:
    return RUNNER.invoke(app, [*words, "--home", str(home)])


def asked(home: Path, *words: str) -> Any:
    done = run(home, *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_asof_has_the_keys_others_rely_on(home: Path) -> None:
    said = asked(home, "asof", "2025-04-24", "--known", "2025-04-24")
    assert list(said)[:8] == [
        "valid",
        "known",
        "publication",
        "agreements",
        "agencies",
        "states",
        "by_model",
        "by_state",
    ]
    assert (said["valid"], said["known"], said["publication"]) == (
        "2025-04-24",
        "2025-04-24",
        "participating-2025-04-10-04e0b56b",
    )
    assert (said["agreements"], said["states"]) == (444, 38)
    assert sum(said["by_state"].values()) == sum(said["by_model"].values()) == 444


def test_ended_rows_have_the_keys_others_rely_on(home: Path, record: Record) -> None:
    rows = asked(home, "ended")
    assert len(rows) == record.endings().num_rows > 50
    for row in rows:
        assert {"agreement_id", "agency_id", "model", "grade", "last_listed", "first_absent", "reason"} <= row.keys()
        assert row["grade"] in ("suspected", "probable", "confirmed")
        assert row["last_listed"] <= row["first_absent"]
    florida = asked(home, "ended", "--state", "fl")
    assert {row["state"] for row in florida} == {"FL"}


def test_agency_has_the_keys_others_rely_on(home: Path) -> None:
    page = asked(home, "agency", "collier", "fl")
    assert {"agency_id", "name", "state", "counties", "ori", "agreements", "events"} <= page.keys()
    assert (page["agency_id"], page["state"]) == ("FL-collier-county-sheriffs-office", "FL")
    assert page["counties"] == ["12021"]
    assert page["ori"].startswith("FL")
    for agreement in page["agreements"]:
        assert {"agreement_id", "model", "signed", "status", "valid_from", "valid_to"} <= agreement.keys()
    for event in page["events"]:
        assert {"event_id", "kind", "known", "file", "sha256", "row"} <= event.keys()
        assert len(event["sha256"]) == 64


def test_snapshots_rows_have_the_keys_others_rely_on(home: Path) -> None:
    rows = asked(home, "snapshots")
    assert len(rows) == 667
    for row in rows:
        assert {"name", "sha256", "list", "published", "verdict", "reason"} <= row.keys()
        assert row["verdict"] in ("accepted", "duplicate", "quarantined")
        assert len(row["reason"]) > 10
    quarantined = asked(home, "snapshots", "--quarantined")
    assert [row["name"] for row in quarantined] == ["participatingAgencies04212025am.xlsx"]


def test_resolve_tells_the_agency_and_its_evidence(home: Path) -> None:
    said = asked(home, "resolve", "Collier County Sheriff’s Office ", "--state", "Florida")
    assert list(said) == ["agency_id", "name", "tier", "evidence"]
    assert said["agency_id"] == "FL-collier-county-sheriffs-office"
    assert said["tier"] == "exact"


def test_resolve_of_a_stranger_exits_with_1_and_names_the_nearest(home: Path) -> None:
    done = run(home, "resolve", "Pima County Sheriff's Office", "--state", "AZ", "--format", "json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["agency_id"] is None
    assert "AZ-pinal-county-sheriffs-office" in [candidate["agency_id"] for candidate in said["candidates"]]


@pytest.mark.parametrize("state", ["Atlantis", "", "F"])
def test_resolve_in_no_state_is_refused(home: Path, state: str) -> None:
    done = run(home, "resolve", "Collier County Sheriff's Office", "--state", state, "--format", "json")
    assert isinstance(done.exception, Open287gError)
    assert done.exception.exit_code == 2
    assert not done.stdout


@pytest.mark.parametrize(
    ("words", "agency_id"),
    [
        ("collier fl", "FL-collier-county-sheriffs-office"),
        ("Collier County, Florida", "FL-collier-county-sheriffs-office"),
        ("FL-collier-county-sheriffs-office", "FL-collier-county-sheriffs-office"),
        ("cobb ga", "GA-cobb-county-sheriffs-office"),
        ("waria-labelon fl", "FL-walton-county-sheriffs-office"),
        ("melbourne beach fl", "FL-melbourne-beach-police-department"),
    ],
)
def test_an_agency_is_found_by_id_name_and_place(record: Record, words: str, agency_id: str) -> None:
    assert record.find(words) == agency_id


@pytest.mark.parametrize("words", ["xyzzyqwv fl", "", "   ", "!!!", "'; DROP TABLE agencies; --", "%", "\x00"])
def test_search_for_nothing_there_is_told(record: Record, words: str) -> None:
    with pytest.raises(Open287gError) as told:
        record.find(words)
    assert told.value.remedy


@pytest.mark.parametrize(
    "words",
    [
        ["asof", "yesterday"],
        ["asof", "2025-02-30"],
        ["asof", "2025-04-24", "--known", "x"],
        ["changes", "--since", "1/1/2026"],
        ["changes", "--since", "2026-01-01", "--state", "ZZ"],
        ["evidence", "listed-nothing"],
        ["agency", "zzzzzzzz"],
    ],
)
def test_what_cannot_be_answered_is_told_with_a_remedy(home: Path, words: list[str]) -> None:
    done = run(home, *words)
    assert done.exit_code != 0
    assert isinstance(done.exception, Open287gError)
    assert done.exception.remedy


@pytest.mark.parametrize(
    "words",
    [
        ["headline"], ["asof", "2026-05-18"], ["asof", "2026-05-18", "--agreements"],
        ["changes", "--since", "2026-05-01"], ["agency", "collier fl"],
        ["ended"], ["pending"], ["flickers"], ["signals"], ["snapshots"], ["candidates"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_every_question_is_answered_in_every_form(home: Path, words: list[str], form: str) -> None:
    done = run(home, *words, "--format", form)
    assert done.exit_code == 0
    if form == "json":
        assert json.loads(done.stdout)
    elif form == "csv":
        header, *rows = csv.reader(io.StringIO(done.stdout))
        assert rows
        assert {len(row) for row in rows} == {len(header)}
        for row in rows:
            for cell in row:
                assert not cell.startswith(("=", "@", "+", "\t", "\r")), cell
    else:
        assert len(done.stdout.splitlines()) > 3


def test_evidence_shows_the_cells_and_every_file_that_shows_them(home: Path) -> None:
    event = next(e for e in asked(home, "agency", "collier fl")["events"] if e["kind"] == "listed")
    shown = asked(home, "evidence", event["event_id"])
    assert shown["cells"]["raw_agency"].startswith("Collier County Sheriff")
    assert {"name", "sha256", "published", "verdict"} <= shown["files"][0].keys()
    assert event["sha256"] in {file["sha256"] for file in shown["files"]}


def test_every_event_has_evidence(record: Record) -> None:
    rows = record.connection.cursor().execute(
        """SELECT count(*) FROM events e LEFT JOIN observations o ON o.publication_id = e.publication_id
        AND o."row" = e."row" LEFT JOIN lines USING (line)
        WHERE e."row" IS NOT NULL AND (lines.line IS NULL OR lines.agency_id <> e.agency_id)"""
    ).fetchall()  # fmt: skip
    assert rows == [(0,)]
    assert record.connection.cursor().execute(
        "SELECT count(*) FROM events WHERE length(sha256) <> 64 OR file = ''"
    ).fetchall() == [(0,)]
