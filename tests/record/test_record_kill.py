"""A build stopped at any moment, starved of disk, or run beside another leaves the old record whole.

OPEN287G_FAULTS multiplies how many builds are killed: 50 is the full run of 200.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from open287g.archive.store.archive import Archive
from open287g.record.asking.record import open_record
from open287g.record.build import build
from open287g.record.reading.bundle import SHIPPED, read_bundle
from tests.record.faults import SEEDS
from tests.record.sheets import Cells, cells_of, workbook

KILLS = 4 * int(os.environ.get("OPEN287G_FAULTS", "1"))
RUN = "from open287g.cli.main import main; main()"


def _next_list(cells: Cells, number: int) -> bytes:
    """The newest list with some rows more: a true next publication."""
    after = cells.copy()
    for i in range(number + 1):
        row = list(after.rows[0])
        row[after.column("LAW ENFORCEMENT AGENCY")] = f"Alder Creek {i} Police Department"
        after.rows.append(row)
    return workbook(after, datetime(2026, 5, 19, 9, number))


@pytest.fixture(scope="module")
def cells() -> Cells:
    corpus = read_bundle(SHIPPED)
    return cells_of(corpus, next(s.sha256 for s in corpus.seen if s.name == SEEDS["participating"]))


def _command(*words: str) -> list[str]:
    return [sys.executable, "-c", RUN, *words]


def _asked(home: Path) -> dict[str, object]:
    with open_record(home) as record:
        found = record.asof(date(2026, 5, 18), date(2026, 5, 18))
    return {key: found[key] for key in ("agreements", "agencies", "states", "by_model")}


def _rows(home: Path) -> int:
    with open_record(home) as record:
        rows: int = record.publication()["rows"]
    return rows


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_record_or_the_new(
    home: Path, cells: Cells, tmp_path: Path
) -> None:
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    before = _asked(mine)
    begun = time.monotonic()
    subprocess.run(_command("build", "--home", str(mine)), check=True, capture_output=True, timeout=300)
    whole = time.monotonic() - begun
    chance, killed, finished = random.Random(287), 0, 0
    for number in range(KILLS):
        Archive(mine).add(_next_list(cells, number % 50), name=f"participatingAgencies05{19 + number % 12}2026am.xlsx")
        running = subprocess.Popen(
            _command("build", "--home", str(mine)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(chance.uniform(0.1, 1.1) * whole)
        killed, finished = (killed + 1, finished) if running.poll() is None else (killed, finished + 1)
        os.killpg(running.pid, signal.SIGKILL) if running.poll() is None else None
        running.wait()
        assert _asked(mine) == before, f"kill {number}"
    assert killed, "no build was killed, so nothing was tried"
    subprocess.run(_command("build", "--home", str(mine)), check=True, capture_output=True, timeout=300)
    assert _asked(mine) == before
    assert _rows(mine) > 1843
    assert Archive(mine).verify() == []
    left = [path.name for path in mine.rglob("*.part*")]
    assert left == [], "scratch of killed builds is cleared away by the next"
    print(f"{killed} builds killed, {finished} had finished")


def test_a_full_disk_is_told_and_the_old_record_serves(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    before = _asked(mine)
    for most in (0, 2_000_000):
        done = _starved(most, "build", "--home", str(mine))
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert done.stderr.startswith("open287g: "), done.stderr
        assert _asked(mine) == before
        assert [path.name for path in mine.rglob("*.part*")] == []


def test_an_export_to_a_full_disk_is_told_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    for most in (0, 300_000):
        done = _starved(most, "export", str(tmp_path / "out"), "--home", str(home))
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert "open287g: " in done.stderr, done.stderr
        assert list(tmp_path.iterdir()) == []


def test_what_duckdb_cannot_write_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    done = _starved(50_000, "sample-log", "--acts", "20000", "--out", str(tmp_path / "log"))
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "Could not write" in done.stderr, done.stderr
    assert "Free some space" in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []


def _starved(most: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file can grow past `most` bytes, as on a full disk."""

    def starve() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(_command(*words), capture_output=True, text=True, timeout=300, preexec_fn=starve)


def test_builds_at_once_all_end_well_and_readers_always_see_a_whole_record(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    before = _asked(mine)
    running = [
        subprocess.Popen(
            _command("build", "--home", str(mine), "--format", "json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    asked = 0
    while any(one.poll() is None for one in running):
        assert _asked(mine) == before
        asked += 1
        time.sleep(0.05)  # The builds need the processor more than the reader does.
    said = [json.loads(one.communicate(timeout=300)[0]) for one in running]
    assert [one.returncode for one in running] == [0, 0]
    assert said[0] == said[1]
    assert asked > 3
    assert _asked(mine) == before


def test_a_reader_keeps_its_record_while_a_new_one_takes_its_place(home: Path, cells: Cells, tmp_path: Path) -> None:
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    with open_record(mine) as old:
        first = old.publication()
        Archive(mine).add(_next_list(cells, 3), name="participatingAgencies05192026am.xlsx")
        build(mine)
        assert old.publication() == first
        with open_record(mine) as new:
            assert new.publication()["published"] == date(2026, 5, 19)
            assert new.asof(date(2026, 5, 18), date(2026, 5, 18))["agreements"] == 1843


def test_a_record_that_is_no_database_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "record.duckdb").write_bytes(b"not a database" * 1000)
    done = subprocess.run(
        _command("asof", "2026-05-18", "--home", str(tmp_path)), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert "open287g build" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_record_is_told_with_a_remedy(tmp_path: Path) -> None:
    done = subprocess.run(
        _command("asof", "2026-05-18", "--home", str(tmp_path)), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert "Build it: open287g build" in done.stderr


def test_an_object_damaged_or_gone_from_the_archive_is_quarantined_and_read_once_mended(
    cells: Cells, tmp_path: Path
) -> None:
    content = _next_list(cells, 1)
    sighting = Archive(tmp_path).add(content, name="participatingAgencies05192026am.xlsx")
    target = Archive(tmp_path).path(sighting.sha256)
    target.chmod(0o644)
    target.write_bytes(content[:-1] + b"x")
    for damage in (lambda: None, target.unlink):
        damage()
        build(tmp_path)
        with open_record(tmp_path) as record:
            told = [row for row in record.snapshots().to_pylist() if row["name"].endswith("05192026am.xlsx")]
            assert [row["verdict"] for row in told] == ["quarantined"]
            assert "open287g archive verify" in told[0]["reason"]
    Archive(tmp_path).add(content, name="participatingAgencies05192026am.xlsx")
    build(tmp_path)
    with open_record(tmp_path) as record:
        assert record.publication()["published"] == date(2026, 5, 19)
