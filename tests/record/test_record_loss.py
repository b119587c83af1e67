"""A build that would lose over a tenth of the record's agreements leaves it, until a person says that it is right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from open287g.archive.store.archive import Archive
from open287g.core.errors import InputError
from open287g.record.asking.record import open_record
from open287g.record.build import build
from open287g.record.tables.database import record_path, require_kept
from tests.record.small_lists import participating


def _record(path: Path, agreements: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE agreements AS SELECT range AS agreement_id FROM range(?)", [agreements])
    return path


@pytest.mark.parametrize(("held", "new", "kept"), [(100, 90, True), (100, 89, False), (0, 0, True), (10, 11, True)])
def test_a_tenth_may_go(tmp_path: Path, held: int, new: int, kept: bool) -> None:
    path = _record(tmp_path / "record.duckdb", held)
    if kept:
        require_kept(path, new)
        return
    with pytest.raises(InputError, match=r"would hold 89 agreements, and this one holds 100.*\n.*--accept"):
        require_kept(path, new)


def test_what_is_no_record_is_not_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    require_kept(path, 0)
    path.write_bytes(b"no database")
    require_kept(path, 0)


def test_the_record_stays_until_the_loss_is_accepted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Archive(home).add(
        participating(tmp_path, date(2026, 1, 5), []).read_bytes(), name="participatingAgencies01052026am.xlsx"
    )
    before = _record(record_path(home), 1_000).read_bytes()
    with pytest.raises(InputError, match="it stays as it is"):
        build(home, shipped=False, accept=False)
    assert record_path(home).read_bytes() == before
    assert build(home, shipped=False, accept=True).tables["agreements"] < 1_000


def test_what_could_not_be_read_this_time_is_read_at_the_next_build(tmp_path: Path) -> None:
    home = tmp_path / "home"
    content = participating(tmp_path, date(2026, 1, 5), []).read_bytes()
    held = Archive(home).path(Archive(home).add(content, name="participatingAgencies01052026am.xlsx").sha256)
    held.unlink()
    held.mkdir()  # Not even root reads it; what a disk refuses for a while is told alike.
    build(home, shipped=False)
    with open_record(home) as record:
        assert [row["reason"] for row in record.snapshots().to_pylist()] == [
            "the archive's object was not read (Is a directory); see `open287g archive verify`"
        ]
    held.rmdir()
    held.write_bytes(content)
    build(home, shipped=False)
    with open_record(home) as record:
        assert [row["verdict"] for row in record.snapshots().to_pylist()] == ["accepted"]
