"""Days held over as an agency's own log shows them: the audit's table becomes assumptions, worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError
from open287g.costs.assumptions import assumptions_for
from open287g.costs.registers.measured import with_measured
from open287g.oversight.audit.overdetention import write_overdetention
from tests.costs.audited import OVERDETENTION

COLLIER = "FL-collier-county-sheriffs-office"


def audit(folder: Path, table: str = OVERDETENTION) -> Path:
    (folder / "overdetention.csv").write_text(table, encoding="utf-8")
    return folder


def test_holds_a_year_the_share_beyond_48_hours_and_days_are_those_of_the_log(tmp_path: Path) -> None:
    known = with_measured(assumptions_for("JEM"), audit(tmp_path), COLLIER)
    told = {name: known[name].range.likely for name in ("detainers", "held_share", "late_share", "late_days")}  # type: ignore[union-attr]
    assert told == {"detainers": 60 / 182 * 365.25, "held_share": 1.0, "late_share": 4 / 58, "late_days": 1.0}
    assert known["waiting_days"].range is not None
    assert known["waiting_days"].range.likely == 1.0
    assert "58 of 60 holds measured" in known["late_days"].source


def test_the_note_says_on_which_log_its_days_rest(home: Path, tmp_path: Path) -> None:
    words = ["collier fl", "--model", "JEM", "--audit", str(audit(tmp_path)), "--set", "defense=40000"]
    done = CliRunner().invoke(app, ["fiscal-note", *words, "--draws", "200", "--home", str(home), "--format", "json"])
    note = json.loads(done.stdout)
    assert "legal-exposure" in {line["line"] for line in note["lines"]}
    (late,) = (one for one in note["assumptions"] if one["name"] == "late_days")
    assert "own log" in late["source"]


def test_what_an_audit_writes_is_what_a_note_reads(tmp_path: Path) -> None:
    con = duckdb.connect()
    con.execute("""
        set timezone = 'UTC';
        create table acts as
        select 'a' || n as act_id, 'hold_past_release' as act, 'XX-jail' as agency_id, 'America/Chicago' as time_zone,
            timestamptz '2025-03-01 12:00+00' + n * interval 1 day as at, "at" as scheduled_release_at,
            "at" + case when n < 10 then interval 72 hour else interval 24 hour end as picked_up_by_ice_at
        from range(100) t(n)""")
    write_overdetention(con, tmp_path, None)
    known = with_measured(assumptions_for("JEM"), tmp_path, "another-id")
    assert known["detainers"].range is not None and known["late_share"].range is not None
    assert known["detainers"].range.likely == pytest.approx(365.25)
    assert known["late_share"].range.likely == 0.1
    assert known["late_days"].range is not None and known["late_days"].range.likely == 1.0


@pytest.mark.parametrize(
    ("table", "error", "says"),
    [
        (OVERDETENTION.replace("2025-07-01", "2025-01-20"), InputError, "spans 20 days"),
        (OVERDETENTION.replace(",60,58,2,1392,96,4,", ",60,0,60,,,,"), NotFoundError, "no hold of that log"),
        (OVERDETENTION.replace(",1392,", ",many,"), InputError, "hours is no number"),
        (OVERDETENTION.replace("2025-01-01", ""), InputError, "first and last day"),
        ("a,b\n1,2\n", InputError, "no column"),
        (OVERDETENTION + OVERDETENTION.split("\n")[1].replace("collier", "lee") + "\n", NotFoundError, "2 agencies"),
    ],
)
def test_a_table_that_cannot_tell_a_year_is_refused(
    tmp_path: Path, table: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        with_measured(assumptions_for("JEM"), audit(tmp_path, table), "TX-another")


@pytest.mark.parametrize("called", ["FL-lee-county-sheriffs-office", "lee county sheriff fl", "FL0360000"])
def test_the_audit_of_another_agency_is_refused_and_both_are_named(home: Path, tmp_path: Path, called: str) -> None:
    folder = audit(tmp_path, OVERDETENTION.replace(COLLIER, called))
    words = ["fiscal-note", "collier fl", "--model", "JEM", "--audit", str(folder), "--home", str(home)]
    refused = CliRunner().invoke(app, words).exception
    assert isinstance(refused, InputError)
    assert refused.exit_code == 2
    assert "Lee County Sheriff's Office (FL-lee-county-sheriffs-office)" in refused.what
    assert f"Collier County Sheriff's Office ({COLLIER})" in refused.what


@pytest.mark.parametrize("called", ["jail", "", COLLIER, "collier county sheriff fl"])
def test_a_log_may_call_its_own_agency_as_it_likes(home: Path, tmp_path: Path, called: str) -> None:
    folder = audit(tmp_path, OVERDETENTION.replace(COLLIER, called))
    words = ["fiscal-note", "collier fl", "--model", "JEM", "--audit", str(folder), "--home", str(home)]
    done = CliRunner().invoke(app, [*words, "--draws", "200", "--format", "json"])
    assert done.exit_code == 0, done.exception


def test_a_folder_without_an_audit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        with_measured(assumptions_for("JEM"), tmp_path, None)
