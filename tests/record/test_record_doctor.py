"""The doctor names what is wrong with a home, with a remedy, and changes nothing."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.archive.store.archive import Archive
from open287g.cli.main import app
from open287g.record.doctor import examine


def wrong(home: Path, now: datetime | None = None) -> dict[str, str]:
    """The checks that fail, with what they say; each has a remedy, and those that hold have none."""
    found = examine(home, now or datetime.now(UTC))
    assert all(check.ok != bool(check.remedy) for check in found)
    return {check.check: check.says for check in found if not check.ok}


def test_a_sound_home_has_nothing_wrong_and_tells_the_age_of_its_lists(home: Path) -> None:
    found = {check.check: check for check in examine(home, datetime.now(UTC))}
    assert [name for name, check in found.items() if not check.ok] == []
    assert "Rests on ICE's list of 2026-05-18" in found["record"].says
    assert {"home", "permissions", "disk", "archive", "leftovers", "versions", "clock"} < set(found)


def test_a_list_of_a_day_that_is_yet_to_come_is_told(home: Path) -> None:
    assert "record" not in wrong(home, datetime(2026, 5, 17, 20, tzinfo=UTC))
    assert "is of a day after 2026-05-16" in wrong(home, datetime(2026, 5, 16, tzinfo=UTC))["record"]


def test_a_home_that_is_not_there_is_told_and_the_command_exits_with_3(tmp_path: Path) -> None:
    assert set(wrong(tmp_path / "none")) == {"home"}
    told = CliRunner().invoke(app, ["doctor", "--home", str(tmp_path / "none"), "--format", "csv"])
    assert told.exit_code == 3
    assert "begin one: open287g build" in told.stdout
    assert not (tmp_path / "none").exists()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A home with an archive of one object and no record."""
    tmp_path.chmod(0o700)
    Archive(tmp_path).add(b"raw", name="participatingAgencies05192026am.xlsx")
    return tmp_path


def test_what_is_wrong_is_named_one_by_one(bare: Path) -> None:
    assert wrong(bare) == {"record": "there is none"}
    (bare / "record").mkdir()
    (bare / "record" / "record.duckdb").write_bytes(b"not a database" * 1000)
    assert wrong(bare)["record"].startswith("it cannot be read")
    (held,) = (path for path in (bare / "archive" / "objects").rglob("*") if path.is_file())
    held.chmod(0o600)
    held.write_bytes(b"changed")
    assert wrong(bare)["archive"] == "1 objects are damaged or missing"
    bare.chmod(0o777)
    assert "other accounts may write here" in wrong(bare)["permissions"]


def test_old_scratch_and_a_clock_that_went_back_are_told(bare: Path) -> None:
    left = bare / "record" / ".record.duckdb.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    assert "leftovers" not in wrong(bare)
    os.utime(left, (0, 0))
    assert "leftovers" in wrong(bare)
    assert left.exists()
    assert "written" in wrong(bare, datetime.now(UTC) - timedelta(days=400))["clock"]


def test_what_may_not_be_looked_at_is_told_and_the_rest_is_looked_at(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bool:
        if path.name == "record.duckdb":
            raise PermissionError(13, "Permission denied", str(path))
        return True

    monkeypatch.setattr(Path, "exists", refused)
    told = wrong(bare)
    assert set(told) == {"record", "clock"}
    assert "Permission denied" in told["record"]
