"""The commands as a user runs them: outputs, exit codes, nothing half-written, nothing unsafe in the report."""

from __future__ import annotations

import csv
import json
import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html
from typer.testing import CliRunner

from open287g.activity.sample.write import write_sample
from open287g.cli.main import app, main
from open287g.record.tables.catalog import BY_NAME
from open287g.vocabulary.verdicts import AUTHORITY

ACTS_HEAD = "act_id,act,at,time_zone,agency_id,officer_id"
ACT = "a1,interrogate,2025-10-24 10:00,America/New_York,FL-x,o1"
OFFICERS = "officer_id,agency_id,model\no1,FL-x,JEM\n"
AGREEMENTS = "agreement_id,agency_id,model,edition\nFL-x:JEM:1,FL-x,JEM,JEM-2025\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "officers.csv").write_text(OFFICERS)
    (tmp_path / "agreements.csv").write_text(AGREEMENTS)
    return tmp_path


def acts(folder: Path, *lines: str) -> Path:
    (folder / "acts.csv").write_text("\n".join([ACTS_HEAD, *lines]) + "\n")
    return folder / "acts.csv"


def arguments(folder: Path, *more: str) -> list[str]:
    given = ["audit", "acts.csv", "--officers", "officers.csv", "--agreements", "agreements.csv", "--out", "out"]
    return [str(folder / one) if "." in one or one == "out" else one for one in given] + [*more]


def run(*given: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(given))
    told = "" if isinstance(result.exception, SystemExit) else str(result.exception or "")
    return result.exit_code, result.stdout + told


def test_what_is_wrong_with_each_of_the_three_files_is_told_at_once(files: Path) -> None:
    acts(files, "a1,zork,2025-10-24 10:00,America/New_York,FL-x,o1")
    (files / "officers.csv").write_text("badge\n7\n")
    (files / "agreements.csv").unlink()
    code, text = run(*arguments(files))
    assert code == 1
    for told in ("acts.csv: no act can be used", "no column officer_id", "agreements.csv: there is no such file"):
        assert told in text
    assert not (files / "out").exists()


def test_the_examples_of_the_help_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, text = run("sample-log", "--acts", "400", "--seed", "7", "--out", "sample", "--format", "json")
    assert (code, json.loads(text)["acts"]) == (0, 400)
    given = (
        "audit sample/acts.csv --officers sample/officers.csv --agreements sample/agreements.csv --out audit -f json"
    )
    code, text = run(*given.split())
    assert code == 0
    answer = json.loads(text)
    assert sum(answer[verdict] for verdict in AUTHORITY) == answer["acts"] == 400
    written = {path.name for path in Path("audit").iterdir()}
    assert {"report.html", "audit.json", "rejects.csv", "signals.csv", "findings.csv", "verdicts.parquet"} <= written


def test_rejected_rows_and_signals_stand_in_files_and_strict_exits_with_3(files: Path) -> None:
    acts(files, ACT, ACT.replace("a1", "a2").replace("interrogate", "fly"), ACT.replace("a1", "a3").replace("o1", "o7"))
    code, text = run(*arguments(files, "--strict", "-f", "json"))
    assert (code, json.loads(text)["rejected rows"]) == (3, 1)
    (reject,) = csv.DictReader((files / "out" / "rejects.csv").open())
    assert (reject["file"], reject["row"], reject["column"]) == ("acts.csv", "3", "act")
    (signal,) = csv.DictReader((files / "out" / "signals.csv").open())
    assert (signal["signal"], signal["key"], signal["times"]) == ("unknown officer", "o7", "1")


def test_findings_carry_words_citation_and_the_facts_that_would_settle_them(files: Path) -> None:
    acts(files, ACT)
    assert run(*arguments(files))[0] == 0
    found = {row["provision"]: row for row in csv.DictReader((files / "out" / "findings.csv").open())}
    one = found["interrogate.believed-alien"]
    assert (one["bearer"], one["result"], one["needs"]) == ("act", "unknown", "act.believed_alien")
    under = [
        row for row in csv.DictReader((files / "out" / "finding_acts.csv").open()) if row["finding"] == one["finding"]
    ]
    assert [row["act_id"] for row in under] == ["a1"]
    assert "believes to be an alien" in one["says"]
    assert "1357(a)(1)" in one["cites"]


def test_earlier_results_are_kept_unless_replaced(files: Path) -> None:
    acts(files, ACT)
    (files / "out").mkdir()
    (files / "out" / "mine.txt").write_text("keep")
    code, text = run(*arguments(files))
    assert code == 1
    assert "already exists" in text
    assert (files / "out" / "mine.txt").read_text() == "keep"
    assert run(*arguments(files, "--replace"))[0] == 0
    assert not (files / "out" / "mine.txt").exists()


@pytest.mark.parametrize(
    ("lines", "more", "what"),
    [
        ([ACT.replace("America/New_York", "")], [], "no act can be used"),
        ([ACT.replace(" 10:00", "T10:00Z").replace("America/New_York", "")], [], "no act names its time zone"),
        ([ACT.replace("interrogate", "fly")], [], "no act can be used"),
        ([ACT], ["--memory", "lots"], "cannot be used"),
        ([ACT], ["--engine", "spark", "--master", "nowhere://x"], "does not answer"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing_behind(
    files: Path, lines: list[str], more: list[str], what: str
) -> None:
    acts(files, *lines)
    code, text = run(*arguments(files, *more))
    assert code != 0
    assert what in text
    assert sorted(path.name for path in files.iterdir()) == ["acts.csv", "agreements.csv", "officers.csv"]


@pytest.mark.parametrize(
    ("roster", "said"),
    [("o1;x;TFM", "has 3 other columns"), ("officer_id,agency_id,model\no1,a,XYZ\no1,a,TFM,1,2", "rejected")],
)
def test_a_log_without_a_usable_act_tells_of_a_faulty_roster_too(files: Path, roster: str, said: str) -> None:
    acts(files, ACT.replace("interrogate", "fly"))
    (files / "officers.csv").write_text(roster)
    code, text = run(*arguments(files))
    assert code == 1 and "no act can be used; 1 row was rejected" in " ".join(text.split())
    assert said in text and "officers.csv" in text.replace("\n", "")


def test_a_bad_option_exits_with_2_and_no_traceback(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    acts(files, ACT)
    monkeypatch.setattr("sys.argv", ["open287g", *arguments(files, "--memory", "lots")])
    with pytest.raises(SystemExit) as caught:
        main()
    shown = capsys.readouterr().err
    assert caught.value.code == 2
    assert "Write it as 3GB" in shown
    assert "Traceback" not in shown


def test_the_report_is_one_page_without_scripts_or_addresses_and_escapes_everything(files: Path) -> None:
    hostile = "<script>alert(1)</script>"
    (files / "officers.csv").write_text(OFFICERS.replace("o1", f'"{hostile}"'))
    acts(files, ACT.replace("o1", f'"{hostile}"'), ACT.replace("a1", "a2").replace("o1", '"<b>nobody</b>"'))
    assert run(*arguments(files))[0] == 0
    text = (files / "out" / "report.html").read_text()
    page = html.fromstring(text)
    assert not page.xpath("//script | //iframe | //link | //*[@src]")
    assert not re.search(r"(href|src|url)\s*[=(]\s*[\"']?https?:", text)
    assert "&lt;b&gt;nobody&lt;/b&gt;" in text
    assert [one for one in page.xpath("//th") if not one.get("scope")] == []
    drawn = page.xpath("//figure/*[local-name()='svg']")
    assert drawn
    assert all(one.get("role") == "img" and one.get("aria-label") for one in drawn)
    assert len(page.xpath("//table")) > len(drawn)


def test_the_validator_tells_bad_rows_and_exits_with_3(files: Path) -> None:
    path = acts(files, ACT, ACT.replace("interrogate", "fly"))
    code, text = run("activity", "check", str(path), "--rejects", str(files / "bad.csv"), "-f", "json")
    assert code == 3
    assert json.loads(text) == {"rows": 2, "good": 0, "bad": 2, "columns not read": []}
    assert {row["column"] for row in csv.DictReader((files / "bad.csv").open())} == {"act", "act_id"}
    assert run("activity", "check", str(files / "officers.csv"), "--table", "officers")[0] == 0


def test_schema_and_releases_are_shown(tmp_path: Path) -> None:
    code, text = run("activity", "schema", "officers", "-f", "json")
    assert code == 0
    assert {"column": "revoked_on", "empty": "none"}.items() <= next(
        row for row in json.loads(text) if row["column"] == "revoked_on"
    ).items()
    code, text = run("activity", "releases", str(tmp_path / "absent.xlsx"))
    assert code == 1
    assert "no such file" in text


def test_an_interrupted_sample_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("open287g.activity.sample.write.labels_sql", stop)
    assert run("sample-log", "--acts", "50", "--out", str(tmp_path / "sample"))[0] != 0
    assert list(tmp_path.iterdir()) == []


def test_write_sample_is_what_the_command_writes(tmp_path: Path) -> None:
    (tmp_path / "direct").mkdir()
    write_sample(tmp_path / "direct", acts=60, seed=5)
    assert run("sample-log", "--acts", "60", "--seed", "5", "--out", str(tmp_path / "by-command"))[0] == 0
    assert (tmp_path / "direct" / "acts.csv").read_bytes() == (tmp_path / "by-command" / "acts.csv").read_bytes()


def test_without_agreements_the_record_is_asked(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = {"signed": date(2025, 3, 1), "valid_to": date(2025, 10, 24)}
    row = {"agreement_id": "FL-x:JEM:1", "agency_id": "FL-x", "model": "JEM", "status": "ended", **days}
    assert row.keys() <= {column.name for column in BY_NAME["agreements"].columns}
    listed = {"agreements": SimpleNamespace(dicts=lambda: [row])}
    questions = SimpleNamespace(table=listed.__getitem__)
    record = SimpleNamespace(questions=questions, publication=lambda: {"published": date(2026, 5, 18)})
    monkeypatch.setattr("open287g.documents.library.edition_read.editions_read", lambda home: {})
    monkeypatch.setattr("open287g.record.asking.record.open_record", lambda home: nullcontext(record))
    acts(files, ACT, ACT.replace("a1", "a2").replace("10-24", "10-23"))
    given = arguments(files)
    place = given.index("--agreements")
    assert run(*given[:place], *given[place + 2 :])[0] == 0
    found = {
        (row["act_id"], row["provision"]): row["result"]
        for row in csv.DictReader((files / "out/finding_acts.csv").open())
    }
    assert found["a1", "agreement.not-terminated"] == "unknown"
    assert found["a2", "agreement.not-terminated"] == "unknown"
    assert found["a2", "agreement.not-suspended"] == "unknown"
    assert ("a2", "agreement.signed") not in found
    signals = {row["signal"]: row for row in csv.DictReader((files / "out/signals.csv").open())}
    assert "one day of signing and not whose" in signals["claims of ICE's list"]["says"]


def test_a_day_without_its_hour_is_judged_and_said(files: Path) -> None:
    acts(files, ACT, ACT.replace("a1", "a2").replace(" 10:00", ""))
    assert run(*arguments(files))[0] == 0
    (signal,) = csv.DictReader((files / "out/signals.csv").open())
    assert (signal["signal"], signal["times"]) == ("no hour", "1")
    days = {row["day"] for row in csv.DictReader((files / "out/verdicts.csv").open())}
    assert days == {"2025-10-24"}


def test_a_row_whose_times_contradict_is_judged_and_counted(files: Path) -> None:
    held = ACT.replace("interrogate", "hold_past_release")
    (files / "acts.csv").write_text(
        f"{ACTS_HEAD},hold_started_at,hold_ended_at\n"
        f"{held},2025-10-24 10:00,2025-10-24 09:00\n{held.replace('a1', 'a2')},2025-10-24 10:00,2025-10-24 12:00\n"
    )
    code, text = run(*arguments(files, "--strict", "-f", "json"))
    assert (code, json.loads(text)["acts"], json.loads(text)["rejected rows"]) == (0, 2, 0)
    (signal,) = csv.DictReader((files / "out/signals.csv").open())
    assert (signal["signal"], signal["key"], signal["times"]) == (
        "contradiction",
        "act.hold_started_at, act.hold_ended_at",
        "1",
    )
