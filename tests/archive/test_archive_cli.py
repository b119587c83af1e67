"""The archive's commands as a person meets them: what they print, and how they exit."""

from __future__ import annotations

import csv
import io
import json
import sys
from functools import partial
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from open287g.archive.store.archive import Archive
from open287g.cli import archive as commands
from open287g.cli.main import main
from open287g.core.files import sha256_of
from open287g.record import build
from open287g.record.rebuild import Rebuilt
from tests.archive.site import PAGE, PARTICIPATING, PENDING, USUAL_PAGE, Site, workbook


class Terminal:
    """Runs `open287g` with a home of its own."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.home, self._monkeypatch, self._capfd = home, monkeypatch, capfd

    def __call__(self, *words: str | Path) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self._monkeypatch.setenv("OPEN287G_HOME", str(self.home))
        self._monkeypatch.setattr(sys, "argv", ["open287g", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self._capfd.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err


@pytest.fixture
def open287g(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "home", monkeypatch, capfd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, content in {"a.xlsx": b"one", "b.xlsx": b"one", "c.xlsx": b"three", ".DS_Store": b"x"}.items():
        (folder / name).write_bytes(content)
    return folder


def test_add_tells_sightings_objects_and_what_was_passed_over(open287g: Terminal, folder: Path) -> None:
    code, out, err = open287g("archive", "add", folder)
    assert code == 0
    assert "3 sightings of 2 objects recorded in" in out and "2 new (8 bytes), 0 held before" in out
    assert "1 hidden path passed over" in err
    _, out, _ = open287g("archive", "add", folder / "a.xlsx")
    assert "1 sighting of 1 object recorded in" in out and "0 new (0 bytes), 1 held before" in out


def test_add_and_list_speak_json_and_csv(open287g: Terminal, folder: Path) -> None:
    (folder / "=cmd.xlsx").write_bytes(b"formula")
    _, out, _ = open287g("archive", "add", folder, "--source", "https://www.ice.gov/x/", "--format", "json")
    added = json.loads(out)
    assert set(added[0]) == {"sha256", "name", "size", "source", "captured_at", "first_seen", "led_to"}
    assert {row["source"] for row in added} >= {"https://www.ice.gov/x/a.xlsx"}
    _, out, _ = open287g("archive", "list", "--format", "json")
    assert json.loads(out) == added
    _, out, _ = open287g("archive", "list", "--like", "CMD", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["name"] for row in rows] == ["'=cmd.xlsx"]


def test_name_and_capture_time_can_be_told(open287g: Terminal, folder: Path) -> None:
    code, _, _ = open287g("archive", "add", folder / "c.xlsx", "--name", "p.xlsx", "--captured", "2026-01-02T03:04:05Z")
    assert code == 0
    seen = Archive(open287g.home).sightings()[0]
    assert (seen.name, seen.as_row()["captured_at"]) == ("p.xlsx", "2026-01-02T03:04:05+00:00")
    code, _, err = open287g("archive", "add", folder, "--name", "p.xlsx")
    assert code == 2 and "--name fits one file, not 3" in err
    code, _, err = open287g("archive", "add", folder, "--captured", "2026-01-02")
    assert code == 2 and "a day alone does not say when" in err


def test_absent_and_oversize_files_are_named_without_a_traceback(open287g: Terminal, folder: Path) -> None:
    code, _, err = open287g("archive", "add", folder / "absent.xlsx")
    assert code == 1 and "absent.xlsx: there is no such file or folder" in err and "Traceback" not in err
    with (folder / "large.xlsx").open("wb") as file:
        file.truncate((1 << 20) + 1)
    code, _, err = open287g("archive", "add", folder, "--max-size", "1")
    assert code == 1 and "large.xlsx: larger than 1,048,576 bytes" in err and "--max-size" in err
    assert not list((open287g.home / "archive" / "objects").rglob("*"))


def test_verify_exits_with_one_and_names_the_damage(open287g: Terminal, folder: Path) -> None:
    code, _, err = open287g("archive", "verify")
    assert code == 1 and "there is no archive here" in err
    open287g("archive", "add", folder)
    code, out, err = open287g("archive", "verify")
    assert (code, out) == (0, "") and "No losses" in err
    Archive(open287g.home).path(sha256_of(b"three")).unlink()
    code, out, err = open287g("archive", "verify", "--format", "json")
    assert code == 1 and "1 loss in" in err
    assert [(row["kind"], row["names"]) for row in json.loads(out)] == [("missing", ["c.xlsx"])]
    code, out, _ = open287g("archive", "verify")
    assert code == 1 and "missing" in out and "c.xlsx" in out


def test_leftovers_are_told_but_are_no_loss(open287g: Terminal, folder: Path) -> None:
    open287g("archive", "add", folder)
    (open287g.home / "archive" / "incoming" / "x.part").write_bytes(b"half")
    code, out, _ = open287g("archive", "verify")
    assert code == 0 and "left by a stopped add" in out


def test_get_gives_the_bytes_back(open287g: Terminal, folder: Path, tmp_path: Path) -> None:
    open287g("archive", "add", folder)
    code, out, _ = open287g("archive", "get", sha256_of(b"three")[:8])
    assert (code, out) == (0, "three")
    open287g("archive", "get", sha256_of(b"three"), "--out", tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == b"three"
    code, _, err = open287g("archive", "get", "00ff")
    assert code == 1 and "no stored object's hash starts with '00ff'" in err


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    files = {
        PAGE: USUAL_PAGE,
        PARTICIPATING: workbook("participating", ["Lee SO"], httpserver.url_for("/287gMOA/{}.pdf")),
        PENDING: workbook("pending", ["Polk SO"]),
    }
    return Site(httpserver, dict(files))


@pytest.mark.network
def test_update_stores_then_rebuilds(open287g: Terminal, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []

    def rebuild(home: Path, hashes: list[str], *, accept: bool) -> Rebuilt:
        built.append(len(Archive(home).sightings()))
        return Rebuilt([{"event_id": "listed-1", "known": "2026-11-24", "state": "FL", "says": "Lee SO is listed"}])

    monkeypatch.setattr(commands, "rebuild", rebuild)
    code, out, err = open287g("update", "--page", site.page, "--format", "json")
    assert code == 0 and built == [3]
    told = json.loads(out)
    assert set(told) == {"files", "lists", "moas_linked", "moas_absent", "events", "quarantined"}
    assert [row["state"] for row in told["files"]] == ["new"] * 3
    assert told["events"][0]["says"] == "Lee SO is listed"
    assert "3 new files; 1 of 1 linked agreement not held" in err
    code, out, err = open287g("update", "--page", site.page)
    assert code == 0 and built == [3, 3] and "0 new files" in err
    assert "unchanged" in out and "participatingAgencies11242026am.xlsx" in out
    assert "What changed" in out and "Lee SO is listed" in out


@pytest.mark.network
def test_update_says_which_events_are_new(open287g: Terminal, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # Beside the shipped history, these tiny lists would rightly be taken for truncated ones.
    monkeypatch.setattr(build, "build", partial(build.build, shipped=False))
    code, out, err = open287g("update", "--page", site.page, "--format", "json")
    assert code == 0 and json.loads(out)["events"] == [] and "It is the first one here" in err
    code, out, err = open287g("update", "--page", site.page, "--format", "json")
    assert code == 0 and json.loads(out)["events"] == [] and "Events: 0 new, 0 no longer stand" in err
    agency = "Zebulon Springs Marshal's Office"
    later = PARTICIPATING.replace("11242026am", "11252026am")
    site.files[later] = workbook("participating", ["Lee SO", agency])
    site.files[PAGE] = USUAL_PAGE.replace(PARTICIPATING.encode(), later.encode())
    code, out, err = open287g("update", "--page", site.page, "--format", "json")
    assert code == 0
    assert any(agency in row["says"] and row["kind"] == "listed" for row in json.loads(out)["events"])


@pytest.mark.network
def test_a_list_fetched_and_not_believed_is_named_and_has_an_exit_code_of_its_own(
    open287g: Terminal, site: Site
) -> None:
    code, out, err = open287g("update", "--page", site.page, "--format", "json")
    assert code == 3
    (refused,) = [row for row in json.loads(out)["quarantined"] if row["list"] == "participating"]
    assert refused["name"] in PARTICIPATING and refused["reason"]
    assert f"{refused['name']}: fetched, and in quarantine: {refused['reason']}" in err
    code, out, _ = open287g("asof", "2025-04-24", "--format", "json")
    assert code == 0 and json.loads(out)["agreements"] > 500, "the record stands without it"


@pytest.mark.network
def test_update_that_only_tells_neither_stores_nor_builds(
    open287g: Terminal, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []
    monkeypatch.setattr(commands, "rebuild", built.append)
    code, _, err = open287g("update", "--page", site.page, "--dry-run")
    assert code == 0 and "3 new files (dry run: nothing was kept)" in err
    assert built == [] and not open287g.home.exists()


@pytest.mark.network
def test_failed_update_exits_with_one_and_does_not_build(
    open287g: Terminal, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []
    monkeypatch.setattr(commands, "rebuild", built.append)
    site.files[PENDING] = b"<html>Sign in</html>"
    code, out, err = open287g("update", "--page", site.page)
    assert (code, out, built) == (1, "", [])
    assert f"{site.url(PENDING)}: this is not one of ICE's lists" in err and "Traceback" not in err


@pytest.mark.network
def test_update_fetches_as_many_agreements_as_asked(
    open287g: Terminal, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "rebuild", lambda home, hashes, accept: Rebuilt())
    code, out, err = open287g("update", "--page", site.page, "--moas", "all")
    assert code == 0 and "failed" in out and "1 agreement could not be fetched" in err
    site.files["/287gMOA/2.pdf"] = b"%PDF-1.7 agreement"
    code, _, err = open287g("update", "--page", site.page, "--moas", "5")
    assert code == 0 and "1 new file; 0 of 1 linked agreement not held" in err
    code, _, err = open287g("update", "--moas", "many")
    assert code == 2 and "neither a number nor 'all'" in err
