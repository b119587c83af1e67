"""The commands of the office: each answers in JSON, and says by its exit code what it found."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import Open287gError
from open287g.office.office import begin_office, key_folder, open_office
from open287g.office.setup import begin_accounts
from tests.office.agency import LEE, Clock
from tests.office.postgres import Server


def run(*words: str, code: int = 0) -> Any:
    """What `open287g office` prints, as JSON where it is."""
    told = CliRunner().invoke(app, ["office", *words])
    failed = told.exception
    if isinstance(failed, Open287gError):
        assert failed.exit_code == code, failed
        return str(failed)
    assert told.exit_code == code, (told.output, failed)
    try:
        return json.loads(told.stdout)
    except ValueError:
        return told.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a small synthetic office; tests read it."""
    out = tmp_path_factory.mktemp("demo") / "office"
    told = run("demo", "--no-serve", "--acts", "60", "--out", str(out), "--format", "json")
    assert (told["synthetic"], told["officers"], told["acts"]) == (True, 40, 60)
    return out


def test_the_demo_says_that_it_is_synthetic_and_its_ledger_verifies(made: Path) -> None:
    assert "synthetic" in (made / "README.txt").read_text()
    told = json.loads((made / "demo.json").read_text())
    found = run("verify", "--home", str(made), "--format", "json")
    assert (found["ok"], found["entries"], found["root"], found["first_bad"]) == (
        True,
        told["entries"],
        told["root"],
        None,
    )


def test_the_same_seed_tells_the_same_story(made: Path, tmp_path: Path) -> None:
    run("demo", "--no-serve", "--acts", "60", "--out", str(tmp_path / "again"))
    said = []
    for home in (made, tmp_path / "again"):
        told = open_office(None, home)
        bodies = sqlite3.connect(str(told.engine.url.database)).execute("select body from entries order by number")
        said.append([_without_private(body) for (body,) in bodies])
    assert said[0] == said[1]


def _without_private(body: str) -> dict[str, Any]:
    """An entry without what a random salt is in."""
    told = json.loads(body)
    return {name: value for name, value in told.items() if name not in ("private", "previous")}


def test_what_is_due_is_listed_and_is_a_calendar(made: Path, tmp_path: Path) -> None:
    found = run("due", "--home", str(made), "--format", "json", "--ics", str(tmp_path / "office.ics"))
    clocks = {one["clock"] for one in found}
    assert {"hold.past-release", "hold.past-release-by-form", "grant.cut", "tfm.revocation-notice"} <= clocks
    assert all(one["cites"] and one["who"] for one in found)
    assert len(Calendar.from_ical((tmp_path / "office.ics").read_bytes()).walk("VEVENT")) == len(found)


def test_cascade_lists_what_has_no_authority_and_exits_with_3(made: Path) -> None:
    agency = "FL-example-county-sheriffs-office"
    found = run("cascade", agency, "--on", "2026-02-03", "--home", str(made), "--format", "json", code=3)
    assert found["officers"] == [f"officer:TFM-02:{agency}:TFM"] and found["grants"] == ["grant:grant-TFM-02"]
    assert run("cascade", agency, "--on", "2026-01-03", "--home", str(made), "--format", "json")["grants"] == []


def test_cascade_lists_what_would_fall_if_an_agreement_or_an_officer_ended(made: Path) -> None:
    agency = "FL-example-county-sheriffs-office"
    words = ["cascade", agency, "--on", "2025-12-01", "--home", str(made), "--format", "json", "--if"]
    found = run(*words, f"agreement:{agency}:TFM:1", code=3)
    assert len(found["officers"]) == len(found["grants"]) == 16
    assert all(name.endswith(":TFM") for name in found["officers"])
    found = run(*words, f"officer:JEM-01:{agency}:JEM", code=3)
    assert (found["officers"], found["grants"]) == ([f"officer:JEM-01:{agency}:JEM"], ["grant:grant-JEM-01"])
    assert "no agreement" in run(*words, "agreement:none", code=1)


def test_replay_is_the_same_bytes_and_knows_what_was_known(made: Path, tmp_path: Path) -> None:
    said = [
        run("replay", "--on", "2026-02-03", *known, "--out", str(tmp_path / "x"), "--home", str(made))
        for known in ([], ["--known", "2026-12-31"], ["--known", "2026-02-01"])
    ]
    assert said[0] == said[1] != said[2]
    lines = (tmp_path / "x").read_text().splitlines()
    assert all(json.loads(line)["state"] for line in lines)


def test_a_proof_is_checked_without_the_office(made: Path, tmp_path: Path) -> None:
    key = json.loads((made / "demo.json").read_text())["key"]
    run("prove", "17", "--out", str(tmp_path / "p.json"), "--home", str(made))
    assert run("prove", "--check", str(tmp_path / "p.json"), "--key", key).strip() == "holds"
    assert run("prove", "--check", str(tmp_path / "p.json"), "--key", "00" * 32, code=3).strip() == "does not hold"
    assert "say an entry" in run("prove", code=2)


def test_a_checkpoint_kept_elsewhere_is_verified_and_proved_to_be_grown_from(tmp_path: Path) -> None:
    home = _begin(tmp_path)
    kept = tmp_path / "kept.json"
    run("checkpoint", "--out", str(kept), "--home", str(home))
    _say(tmp_path, home, kind="account.opened", on="2026-01-01", account="hq", role="headquarters", person="s2")
    run("prove", "--since", str(kept), "--out", str(tmp_path / "p.json"), "--home", str(home))
    key = open_office(None, home).keys.public
    assert run("prove", "--check", str(tmp_path / "p.json"), "--key", key).strip() == "holds"
    assert run("verify", "--checkpoint", str(kept), "--home", str(home), "--format", "json")["ok"]


def _begin(folder: Path) -> Path:
    home = folder / "home"
    run("init", "--account", "root", "--home", str(home), "--format", "json")
    return home


def _say(folder: Path, home: Path, actor: str = "root", code: int = 0, **event: Any) -> Any:
    (folder / "event.json").write_text(json.dumps(event))
    return run("record", str(folder / "event.json"), "--as", actor, "--home", str(home), "--format", "json", code=code)


def test_of_an_agency_that_is_not_here_nothing_is_said(made: Path) -> None:
    for words in (["due", "--agency", LEE], ["cascade", LEE]):
        assert "no such agency" in run(*words, "--home", str(made), code=1)


def test_a_slip_of_the_address_makes_no_database(tmp_path: Path) -> None:
    away = tmp_path / "nowhere" / "x.sqlite"
    assert "init" in run("verify", "--database", f"sqlite:///{away}", "--home", str(tmp_path), code=1)
    assert not away.parent.exists()


def test_an_office_is_begun_once(tmp_path: Path) -> None:
    home = _begin(tmp_path)
    assert "already" in run("init", "--home", str(home), code=1)
    assert run("init", "--upgrade", "--home", str(home), "--format", "json")["key"]


def test_a_refusal_says_why_and_exits_with_3(tmp_path: Path) -> None:
    home = _begin(tmp_path)
    told = _say(
        tmp_path, home, kind="account.opened", on="2026-01-01", account="m", role="manager", person="s2", code=3
    )
    assert told == "refused\n- field: agency_id is missing: a manager stands somewhere"


def test_an_altered_database_is_found_and_named(tmp_path: Path) -> None:
    home = _begin(tmp_path)
    for number in range(3):
        _say(
            tmp_path,
            home,
            kind="account.opened",
            on="2026-01-01",
            account=f"hq{number}",
            role="headquarters",
            person="s",
        )
    path = home / "office" / "office.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("update entries set body = replace(body, 'hq1', 'hq7') where number = 2")
    found = run("verify", "--home", str(home), "--format", "json", code=3)
    assert (found["ok"], found["first_bad"]) == (False, 2)


def test_a_table_that_is_not_what_the_ledger_says_is_found_and_made_again(tmp_path: Path) -> None:
    home = _begin(tmp_path)
    with sqlite3.connect(home / "office" / "office.sqlite") as connection:
        connection.execute("update subjects set facts = '{}'")
    assert run("verify", "--home", str(home), "--format", "json", code=3)["first_bad"] == 0
    assert run("verify", "--ledger", "--home", str(home), "--format", "json")["ok"]
    run("doctor", "--rebuild", "--home", str(home), "--format", "json", code=3)
    assert run("verify", "--home", str(home), "--format", "json")["ok"]


def test_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    home = _begin(tmp_path)
    (home / "office" / "keys" / "signing.key").chmod(0o644)
    found = {one["check"]: one["ok"] for one in run("doctor", "--home", str(home), "--format", "json", code=3)}
    del found["disk"]
    assert {name for name, ok in found.items() if not ok} == {"keys", "administrators", "checkpoints"}
    well = {"database", "permissions", "versions", "schema", "ledger", "clock", "cascade", "due"}
    assert {name for name, ok in found.items() if ok} == well
    run("checkpoint", "--out", str(tmp_path / "kept.json"), "--home", str(home))
    (home / "office" / "office.sqlite").chmod(0o644)
    found = {one["check"]: one["ok"] for one in run("doctor", "--home", str(home), "--format", "json", code=3)}
    assert (found["permissions"], found["checkpoints"]) == (False, True)


def test_what_leaves_is_what_the_audit_reads(made: Path, tmp_path: Path) -> None:
    told = run("export", "--out", str(tmp_path / "leaving"), "--home", str(made), "--format", "json")
    entries = json.loads((made / "demo.json").read_text())["entries"]
    assert (told["acts.csv"], told["agreements.csv"], told["ledger.ndjson"]) == (61, 2, entries)
    folder = tmp_path / "leaving"
    officers, agreements = folder / "officers.csv", folder / "agreements.csv"
    words = ["audit", str(folder / "acts.csv"), "--officers", str(officers), "--agreements", str(agreements)]
    done = CliRunner().invoke(app, [*words, "--out", str(tmp_path / "audit"), "--format", "json"])
    assert done.exit_code == 0, done.output
    audited = json.loads((tmp_path / "audit" / "audit.json").read_text())
    assert audited["rejected"] == 0 and audited["acts"] == 61
    assert audited["verdicts"].get("authorized", 0) >= 59


def test_the_program_that_leaves_verifies_alone(made: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    run("export", "--out", str(tmp_path / "leaving"), "--home", str(made))
    run("prove", "5", "--out", str(tmp_path / "p.json"), "--home", str(made))
    key = json.loads((made / "demo.json").read_text())["key"]
    words = [sys.executable, "-I", str(tmp_path / "leaving" / "outsider.py"), str(tmp_path / "p.json"), key]
    assert subprocess.run(words, capture_output=True, text=True, check=False).stdout == "holds\n"


ROSTER = [
    *("officer_id", "agency_id", "model", "us_citizen", "law_enforcement_years", "nominated_on"),
    *("background_cleared_on", "certified_on", "authorized_on", "exam_score", "revoked_on"),
]
GOOD = ["O-1", LEE, "TFM", "yes", "4", "2025-03-10", "2025-03-11", "2025-03-12", "2025-03-13", "88", ""]


def _roster(path: Path, *rows: list[str]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([ROSTER, *rows])
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of an office with one agency and its manager, supervisor and headquarters."""
    clock = Clock()
    home = tmp_path / "home"
    office = begin_office(None, home, clock)
    begin_accounts(office, "root", "s0", "2025-01-01")
    accounts = {
        "hq": {"role": "headquarters", "person": "s1"},
        "m": {"role": "manager", "agency_id": LEE, "person": "s2"},
        "s": {"role": "supervisor", "area": "Miami", "person": "s3"},
    }
    for name, told in accounts.items():
        _say(tmp_path, home, kind="account.opened", on="2025-01-01", account=name, **told)
    where = {"name": "Lee", "state": "FL", "area": "Miami", "zone": "America/New_York"}
    _say(tmp_path, home, "hq", kind="agency.enrolled", on="2025-01-01", agency_id=LEE, **where)
    return home


def test_a_dry_run_lists_every_problem_by_row_and_takes_nothing_in(home: Path, tmp_path: Path) -> None:
    bad = [
        ["O-2", LEE, "TFM", "maybe", *GOOD[4:]],
        ["O-3", LEE, "TFM", *GOOD[3:9], "169", ""],
        ["O-\u0430", *GOOD[1:]],
        ["O-4", *GOOD[1:10], "soon"],
        GOOD,
    ]
    path = _roster(tmp_path / "roster.csv", GOOD, *bad)
    words = ["import", str(path), "--as", "m", "--on", "2026-01-01", "--home", str(home), "--format", "json"]
    found = run(*words, "--dry-run", code=3)
    assert (found["rows"], found["events"], found["done"]) == (6, 1, False)
    assert {(one["row"], one["says"].split()[0]) for one in found["problems"]} == {
        (3, "us_citizen"), (4, "exam_score"), (5, "officer_id"), (6, "revoked_on"), (7, "officer.imported"),
    }  # fmt: skip
    assert run(*words, code=3)["done"] is False
    assert "O-1" not in str(run("replay", "--home", str(home)))


def test_an_imported_officer_has_no_authority_until_another_role_confirms(home: Path, tmp_path: Path) -> None:
    agreement = {"agreement_id": f"{LEE}:TFM:1", "agency_id": LEE, "model": "TFM", "edition": "TFM-2025-0307"}
    (tmp_path / "a.csv").write_text(
        ",".join([*agreement, "agency_signed_on", "ice_signed_on"])
        + "\n"
        + ",".join([*agreement.values(), "2025-03-08", "2025-03-10"])
    )
    words = ["--as", "m", "--on", "2026-01-01", "--home", str(home), "--format", "json"]
    assert run("import", str(tmp_path / "a.csv"), "--table", "agreements", *words)["done"]
    assert run("import", str(_roster(tmp_path / "r.csv", GOOD)), *words)["done"]
    who = {"officer_id": "O-1", "agency_id": LEE, "model": "TFM"}
    _say(tmp_path, home, "m", kind="officer.confirmed", on="2026-01-02", **who, code=3)
    _say(tmp_path, home, "hq", kind="agreement.confirmed", on="2026-01-02", agreement_id=agreement["agreement_id"])
    assert _say(tmp_path, home, "s", kind="officer.confirmed", on="2026-01-02", **who)["after"] == "authorized"


def test_an_imported_officer_who_scored_too_little_is_not_confirmed(home: Path, tmp_path: Path) -> None:
    agreement = {"agreement_id": f"{LEE}:JEM:1", "agency_id": LEE, "model": "JEM", "edition": "JEM-2025"}
    days = {"agency_signed_on": "2025-03-08", "ice_signed_on": "2025-03-10"}
    _say(tmp_path, home, "m", kind="agreement.imported", on="2026-01-01", **agreement, **days)
    _say(tmp_path, home, "hq", kind="agreement.confirmed", on="2026-01-02", agreement_id=agreement["agreement_id"])
    told = dict(zip(ROSTER, GOOD, strict=True)) | {
        "model": "JEM",
        "exam_score": "69",
        "authorization_letter_on": "2025-03-13",
    }
    told.pop("revoked_on")
    _say(tmp_path, home, "m", kind="officer.imported", on="2026-01-01", **told, form_70_006=True, exam_failures=1)
    who = {"officer_id": "O-1", "agency_id": LEE, "model": "JEM"}
    said = _say(tmp_path, home, "s", kind="officer.confirmed", on="2026-01-02", **who, code=3)
    assert "training.exam-score" in said and "JEM and WSO MOA, IV.C" in said


def test_what_was_exported_is_taken_back_and_is_the_same(made: Path, tmp_path: Path) -> None:
    run("export", "--out", str(tmp_path / "out"), "--home", str(made))
    home, agency = tmp_path / "new", "FL-example-county-sheriffs-office"
    office = begin_office(None, home)
    begin_accounts(office, "root", "s0", "2025-01-01")
    where = {"name": "Example", "state": "FL", "area": "Miami", "zone": "America/New_York"}
    _say(tmp_path, home, kind="account.opened", on="2025-01-01", account="hq", role="headquarters", person="s1")
    _say(tmp_path, home, "hq", kind="agency.enrolled", on="2025-01-01", agency_id=agency, **where)
    told = {"role": "manager", "agency_id": agency, "person": "s2"}
    _say(tmp_path, home, kind="account.opened", on="2025-01-01", account="m", **told)
    for table in ("agreements", "officers", "acts"):
        words = [str(tmp_path / "out" / f"{table}.csv"), "--table", table, "--as", "m", "--on", "2026-09-01"]
        found = run("import", *words, "--home", str(home), "--format", "json")
        assert found["done"] and found["problems"] == []
        if table == "agreements":
            for model in ("JEM", "TFM"):
                _say(
                    tmp_path,
                    home,
                    "hq",
                    kind="agreement.confirmed",
                    on="2026-09-02",
                    agreement_id=f"{agency}:{model}:1",
                )
    run("export", "--out", str(tmp_path / "again"), "--home", str(home))
    for table in ("acts", "agreements", "officers"):
        assert _last_rows(tmp_path / "again" / f"{table}.csv") == _last_rows(tmp_path / "out" / f"{table}.csv")


def _last_rows(path: Path) -> list[dict[str, str]]:
    """The rows that hold now, without the days from which they do."""
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row.get("valid_to")]
    told = [{k: v for k, v in row.items() if v and k not in ("valid_from", "written")} for row in rows]
    return sorted(told, key=str)


@pytest.mark.parametrize("text", ["", "officer_id,agency_id\n", "officer_id,officer_id,agency_id,model\n", 'a,"b\n'])
def test_a_file_that_is_no_roster_is_refused(home: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "r.csv").write_text(text)
    assert "r.csv" in run("import", str(tmp_path / "r.csv"), "--as", "m", "--home", str(home), code=1)


def test_a_backup_brings_the_office_back_on_the_other_database(made: Path, tmp_path: Path, postgres: Server) -> None:
    run("backup", str(tmp_path / "b.zip"), "--keys", "--home", str(made))
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    url, root = postgres.new_database(), json.loads((made / "demo.json").read_text())["root"]
    found = run(
        "restore", str(tmp_path / "b.zip"), "--database", url, "--home", str(tmp_path / "new"), "--format", "json"
    )
    assert (found["ok"], found["root"]) == (True, root)
    assert key_folder(tmp_path / "new").exists()
    again = ["--database", url, "--home", str(tmp_path / "new")]
    assert run("verify", *again, "--format", "json")["root"] == root
    assert "already" in run("restore", str(tmp_path / "b.zip"), *again, code=1)
    run("backup", str(tmp_path / "c.zip"), *again)
    url = f"sqlite:///{tmp_path / 'back.sqlite'}"
    assert run(
        "restore", str(tmp_path / "c.zip"), "--database", url, "--home", str(tmp_path / "new"), "--format", "json"
    )["ok"]


def test_a_backup_without_keys_wants_the_keys_first(made: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "b.zip"), "--home", str(made))
    assert "holds no keys" in run("restore", str(tmp_path / "b.zip"), "--home", str(tmp_path / "new"), code=1)


def test_a_backup_that_was_altered_does_not_stand(made: Path, tmp_path: Path) -> None:
    import zipfile

    run("backup", str(tmp_path / "b.zip"), "--keys", "--home", str(made))
    with zipfile.ZipFile(tmp_path / "b.zip") as old, zipfile.ZipFile(tmp_path / "c.zip", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"JEM-03", b"JEM-04") if name == "entries.ndjson" else content)
    home = ["--home", str(tmp_path / "new")]
    assert "does not verify" in run("restore", str(tmp_path / "c.zip"), *home, code=1)
    assert not (tmp_path / "new" / "office" / "keys" / "signing.key").exists()
    (tmp_path / "d.zip").write_bytes(b"PK no zip")
    assert "cannot be read" in run("restore", str(tmp_path / "d.zip"), *home, code=1)


def test_a_backup_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", "{}")
        archive.writestr("entries.ndjson", b"0" * (8 << 20))
    home = ["--home", str(tmp_path / "new")]
    assert "unpacks to more" in run("restore", str(tmp_path / "bomb.zip"), *home, code=1)


def test_a_database_that_cannot_be_opened_is_told_without_a_traceback(tmp_path: Path) -> None:
    folder = tmp_path / "office.sqlite"
    folder.mkdir()
    told = run(
        "init",
        "--account",
        "a",
        "--person",
        "p1",
        "--database",
        f"sqlite:///{folder}",
        "--home",
        str(tmp_path / "home"),
        code=1,
    )
    assert "the database answered: unable to open database file" in told


def test_an_office_leaves_and_arrives_elsewhere_to_the_same_root(made: Path, tmp_path: Path) -> None:
    was = run("verify", "--home", str(made), "--format", "json")
    run("export", "--out", str(tmp_path / "bare"), "--home", str(made))
    away = ["--home", str(tmp_path / "new"), "--format", "json"]
    assert "no keys" in run("import", str(tmp_path / "bare"), *away, code=1)
    run("export", "--keys", "--out", str(tmp_path / "whole"), "--home", str(made))
    assert run("import", str(tmp_path / "whole"), *away)["root"] == was["root"]
    assert (run("verify", *away)["entries"], run("verify", *away)["ok"]) == (was["entries"], True)
    assert "already" in run("import", str(tmp_path / "whole"), *away, code=1)


def test_an_export_that_was_altered_does_not_arrive(made: Path, tmp_path: Path) -> None:
    run("export", "--keys", "--out", str(tmp_path / "out"), "--home", str(made))
    ledger = tmp_path / "out" / "ledger.ndjson"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(lines[:-1]), encoding="utf-8")
    assert "not those that were signed" in run("import", str(tmp_path / "out"), "--home", str(tmp_path / "h"), code=1)
    assert "no account" in run("import", str(tmp_path / "out" / "acts.csv"), "--home", str(made), code=2)


def test_the_story_of_the_guide_ends_as_the_guide_says(made: Path, tmp_path: Path) -> None:
    """Suspension, everything cut that falls, verified against a checkpoint from before, exported."""
    page = (Path(__file__).parents[2] / "docs" / "guide" / "office.md").read_text(encoding="utf-8")
    told = page.partition("## From the signature")[2].partition("## The signed text")[0]
    suspend, cut = (json.loads(block.partition("```")[0]) for block in told.split("```json\n")[1:])
    home = tmp_path / "story"
    shutil.copytree(made, home)
    run("checkpoint", "--out", str(tmp_path / "kept.json"), "--home", str(home))
    receipt = _say(tmp_path, home, "hq-1", **suspend)
    assert receipt["after"] == "suspended" and len(receipt["falls"]["grants"]) == 15
    due = [one for one in run("due", "--home", str(home), "--format", "json") if one["clock"] == "grant.cut"]
    assert {one["subject"] for one in due} == {*receipt["falls"]["grants"], "grant:grant-TFM-02"}
    for one in due:
        _say(tmp_path, home, "hq-2", **{**cut, "grant_id": one["subject"].partition(":")[2]})
    agency = "FL-example-county-sheriffs-office"
    falling = run("cascade", agency, "--on", "2026-03-02", "--home", str(home), "--format", "json", code=3)
    assert falling["grants"] == [] and len(falling["officers"]) == 16
    words = ["verify", "--checkpoint", str(tmp_path / "kept.json"), "--home", str(home), "--format", "json"]
    assert run(*words)["ok"]
    run("export", "--out", str(tmp_path / "out"), "--home", str(home))
    assert "suspended_from" in (tmp_path / "out" / "agreements.csv").read_text(encoding="utf-8").splitlines()[0]


def test_tokens_are_made_shown_once_and_taken_back_by_their_account_or_an_administrator(home: Path) -> None:
    def states() -> list[str]:
        return [one["state"] for one in run("tokens", "list", *at, "--format", "json")]

    at = ["--home", str(home)]
    made = run("tokens", "issue", "--as", "m", "--scope", "read", "--scope", "act.entered", *at, "--format", "json")
    second = run("tokens", "issue", "--as", "m", "--scope", "due", "--days", "1", *at).strip()
    assert made["token"] != second and second.startswith("o287_") and "wide" not in second
    assert states() == ["issued", "issued"] and made["token"] not in str(run("tokens", "list", *at))
    ids = [one.split("_")[1] for one in (made["token"], second)]
    assert "may not do that" in run("tokens", "revoke", ids[0], "--as", "root", *at, code=3)
    assert run("tokens", "revoke", ids[0], "--as", "m", *at, "--format", "json")["state"] == "revoked"
    assert (
        run("tokens", "cut", ids[1], "--as", "root", "--reason", "it leaked", *at, "--format", "json")["state"] == "cut"
    )
    assert sorted(states()) == ["cut", "revoked"]
    assert "is no scope of a manager" in run("tokens", "issue", "--as", "m", "--scope", "backup", *at, code=2)
    assert run("tokens", "list", "--account", "nobody", *at, "--format", "json") == []


def test_an_administrator_links_an_identity_and_the_ledger_holds_a_hash_alone(home: Path) -> None:
    at = ["--home", str(home)]
    who = ["--issuer", "https://id.example.gov", "--subject", "person-8f14e45f"]
    assert "may not do that" in run("link", "m", "--as", "m", *who, *at, code=3)
    assert run("link", "m", "--as", "root", *who, *at, "--format", "json")["account"] == "m"
    told = str(run("replay", *at))
    assert "person-8f14e45f" not in told and "id.example.gov" not in told and "identity" in told
    run("unlink", "m", "--as", "root", "--reason", "left", *at)


def test_a_dry_run_says_what_would_come_of_an_event(home: Path, tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text(json.dumps({"kind": "account.opened", "on": "2025-01-01", "account": "new",
                                                 "role": "inspector", "person": "s9"}))  # fmt: skip
    words = ["record", str(tmp_path / "e.json"), "--as", "root", "--dry-run", "--home", str(home), "--format", "json"]
    assert (run(*words)["after"], run(*words)["before"]) == ("open", "")
