"""Killed at any moment, an update has stored the page and both lists, or nothing.

OPEN287G_FAULTS=20 makes twenty times as many trials.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from open287g.archive.fetching.update import update
from open287g.archive.store.archive import Archive
from tests.archive.site import PAGE, PARTICIPATING, PENDING, USUAL_PAGE, Site, workbook

pytestmark = pytest.mark.network
TRIALS = 8 * int(os.environ.get("OPEN287G_FAULTS", "1"))

UPDATE = """
import sys
from pathlib import Path
from open287g.archive.fetching.update import update
print("ready", flush=True)
update(Path(sys.argv[1]), page=sys.argv[2])
print("done", flush=True)
"""


def updating(home: Path, page: str) -> subprocess.Popen[str]:
    updating = subprocess.Popen([sys.executable, "-c", UPDATE, str(home), page], stdout=subprocess.PIPE, text=True)
    assert updating.stdout is not None
    assert updating.stdout.readline() == "ready\n"
    return updating


def publish(site: Site, day: int) -> None:
    """Another state of the page and of both lists."""
    site.files[PAGE] = USUAL_PAGE.replace(b"</body>", b"<p>%d</p></body>" % day)
    site.files[PARTICIPATING] = workbook("participating", [f"Agency {n}" for n in range(day + 2)])
    site.files[PENDING] = workbook("pending", [f"Applicant {n}" for n in range(day + 2)])


def test_killed_update_stores_all_or_nothing(httpserver: HTTPServer, tmp_path: Path) -> None:
    site, chance = Site(httpserver), random.Random(287)
    publish(site, 0)
    first = updating(tmp_path, site.page)
    started = time.monotonic()
    assert first.communicate() == ("done\n", None)
    usual = time.monotonic() - started
    archive, outcomes = Archive(tmp_path), {"all": 0, "nothing": 0}
    for day in range(1, TRIALS + 1):
        publish(site, day)
        before = len(archive.sightings())
        process = updating(tmp_path, site.page)
        time.sleep(chance.uniform(0, usual))
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
        added = archive.sightings()[before:]
        assert len(added) in (0, 3)
        assert added or "done" not in said
        outcomes["all" if added else "nothing"] += 1
        assert [damage for damage in archive.verify() if damage.is_loss] == []
    assert len(update(tmp_path, page=site.page).files) == 3
    newest = {s.source: s.sha256 for s in archive.sightings()}
    assert all(archive.read(newest[site.url(path)]) == site.files[path] for path in (PAGE, PARTICIPATING, PENDING))
    print(f"{TRIALS} kills within an update: {outcomes}")


def test_two_updates_at_once_leave_a_sound_archive(httpserver: HTTPServer, tmp_path: Path) -> None:
    site = Site(httpserver)
    publish(site, 1)
    both = [updating(tmp_path, site.page) for _ in range(2)]
    assert [process.communicate(timeout=300)[0] for process in both] == ["done\n", "done\n"]
    assert [process.returncode for process in both] == [0, 0]
    archive = Archive(tmp_path)
    assert archive.verify() == []
    assert len({s.sha256 for s in archive.sightings()}) == 3
    assert update(tmp_path, page=site.page).new == []


@pytest.mark.shared
def test_real_workbooks_come_through_byte_for_byte(httpserver: HTTPServer, ice_sheets: Path, tmp_path: Path) -> None:
    newest = (ice_sheets / "participating" / "participatingAgencies12312025am.xlsx").read_bytes()
    pending = (ice_sheets / "pending" / "pendingAgencies12312025am.xlsx").read_bytes()
    site = Site(httpserver, {PAGE: USUAL_PAGE, PARTICIPATING: newest, PENDING: pending})
    found = update(tmp_path, page=site.page)
    archive = Archive(tmp_path)
    assert [archive.read(file.sha256) for file in found.files] == [USUAL_PAGE, newest, pending]
    assert found.moas_linked > 1000
    assert found.moas_absent == found.moas_linked
