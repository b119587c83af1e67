"""Killed, starved of space, raced and damaged, the archive keeps what it held and says what is wrong.

OPEN287G_FAULTS=20 makes twenty times as many random trials.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from open287g.archive.fetching.update import update
from open287g.archive.store.archive import Archive
from open287g.archive.store.errors import StorageError
from open287g.core.errors import DamageError
from open287g.core.files import sha256_of

FACTOR = int(os.environ.get("OPEN287G_FAULTS", "1"))
PER_BATCH = 6

# Adds batch after batch; says "ready" before the first and the batch's name after each has been added.
ADDER = """
import sys
from pathlib import Path
from open287g.archive.store.intake import Incoming
from open287g.archive.store.archive import Archive
home, label, batches = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
archive = Archive(home)
print("ready", flush=True)
for batch in range(batches):
    archive.add_all(
        [Incoming(f"{label}-{batch}-{n}".encode() * 3000, f"{label}-{batch}-{n}") for n in range(5)]
        + [Incoming(f"shared by all {batch}".encode(), f"{label}-{batch}-shared")]
    )
    print(f"{label}-{batch}", flush=True)
"""


def start(home: Path, label: str, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADDER, str(home), label, str(batches)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def whole_batches(archive: Archive) -> set[str]:
    """The batches recorded, each checked to be whole and to read back."""
    sizes = Counter(s.name.rpartition("-")[0] for s in archive.sightings())
    assert set(sizes.values()) <= {PER_BATCH}
    for sighting in archive.sightings():
        assert sha256_of(archive.path(sighting.sha256).read_bytes()) == sighting.sha256
    return set(sizes)


def kill_at_a_random_moment(home: Path, label: str, chance: random.Random) -> tuple[set[str], bool]:
    """The batches that the adder said were added, and whether it was killed within one."""
    adder = start(home, label, 1000)
    assert adder.stdout is not None
    assert adder.stdout.readline() == "ready\n"
    time.sleep(chance.uniform(0, 0.12))
    adder.send_signal(signal.SIGKILL)
    said = set(adder.stdout.read().split())
    assert adder.wait() == -signal.SIGKILL
    adder.stdout.close()
    return said, any((home / "archive" / "incoming").glob("*"))


def test_killed_at_any_moment_nothing_half_written_is_visible(tmp_path: Path) -> None:
    chance = random.Random(287)
    archive = Archive(tmp_path)
    promised: set[str] = set()
    within = 0
    for trial in range(12 * FACTOR):
        said, left = kill_at_a_random_moment(tmp_path, f"trial{trial}", chance)
        within += left
        promised |= said
        recorded = whole_batches(archive)
        assert promised <= recorded
        assert [damage for damage in archive.verify() if damage.is_loss] == []
        held = {d.kind for d in archive.verify()}
        assert held <= {"stray", "unreferenced"}
    archive.add(b"afterwards", name="trial-afterwards")
    assert {damage.kind for damage in archive.verify()} <= {"unreferenced"}
    print(f"{12 * FACTOR} kills, {within} of them within an add, {len(promised)} batches added, none lost or partial")


def test_two_and_more_adders_at_once_lose_nothing(tmp_path: Path) -> None:
    batches = 10 * FACTOR
    adders = [start(tmp_path, label, batches) for label in ("one", "two", "three")]
    for adder in adders:
        out, _ = adder.communicate(timeout=300)
        assert adder.returncode == 0
        assert len(out.split()) == batches + 1
    archive = Archive(tmp_path)
    assert whole_batches(archive) == {f"{label}-{n}" for label in ("one", "two", "three") for n in range(batches)}
    assert archive.verify() == []
    assert len(list((archive.root / "objects").rglob("*/*"))) == batches * (3 * 5 + 1)


# Adds one object with files limited to so many bytes, as on a full disk, and prints what the user would read.
STARVED = """
import resource, sys
from pathlib import Path
from open287g.archive.store.errors import StorageError
from open287g.archive.store.archive import Archive
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    Archive(Path(sys.argv[1])).add(b"x" * int(sys.argv[3]), name="large.xlsx")
except StorageError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize(("limit", "size"), [(4096, 100_000), (0, 10), (150, 10), (99_999, 100_000)])
def test_disk_full_is_a_clear_error_and_leaves_the_old_state(tmp_path: Path, limit: int, size: int) -> None:
    archive = Archive(tmp_path)
    archive.add(b"held before", name="before.xlsx")
    before = archive.sightings()
    command = [sys.executable, "-c", STARVED, str(tmp_path), str(limit), str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "no space left" in done.stdout and "run the command again" in done.stdout
    assert archive.sightings() == before
    assert [damage for damage in archive.verify() if damage.kind != "unreferenced"] == []
    archive.add(b"x" * size, name="large.xlsx")
    assert archive.verify() == []


def rot(path: Path, at: int) -> None:
    """Flip one bit of one byte."""
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 1 << (at % 8)
    path.chmod(0o600)
    path.write_bytes(content)


def test_every_damaged_or_missing_object_is_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    seen = [archive.add(f"object {n}".encode() * 50, name=f"list-{n}.xlsx") for n in range(30)]
    chance = random.Random(7)
    spoiled = chance.sample(seen, 9)
    for number, sighting in enumerate(spoiled):
        path = archive.path(sighting.sha256)
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            rot(path, chance.randrange(10_000))
        else:
            path.chmod(0o600)
            path.write_bytes(path.read_bytes()[: chance.randrange(400)])
    found = archive.verify()
    assert all(damage.is_loss for damage in found)
    assert {(d.sha256, d.names) for d in found} == {(s.sha256, (s.name,)) for s in spoiled}
    assert Counter(d.kind for d in found) == {"missing": 3, "damaged": 6}


def test_any_flipped_bit_of_the_log_is_found_and_stops_reading(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(b"one", name="one.xlsx")
    archive.add(b"two", name="two.xlsx")
    batch = sorted((archive.root / "sightings").iterdir())[0]
    sound = batch.read_bytes()
    for at in range(0, len(sound), max(len(sound) // (20 * FACTOR), 1)):
        rot(batch, at)
        with pytest.raises(DamageError, match="no longer matches its hash"):
            archive.sightings()
        assert [d.path for d in archive.verify() if d.is_loss] == [batch]
        batch.write_bytes(sound)
    assert archive.verify() == []


def test_what_does_not_belong_is_told_and_is_no_loss(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    seen = archive.add(b"one", name="one.xlsx")
    (archive.root / "incoming" / "left.part").write_bytes(b"half")
    (archive.root / "sightings" / "notes.txt").write_text("mine")
    (archive.path(seen.sha256).parent / "README").write_text("mine")
    orphan = archive.path(sha256_of(b"orphan"))
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"orphan")
    found = archive.verify()
    assert Counter(d.kind for d in found) == {"stray": 3, "unreferenced": 1}
    assert not any(d.is_loss for d in found)
    archive.add(b"orphan", name="orphan.xlsx")
    assert {d.path.name for d in archive.verify()} == {"notes.txt", "README"}


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the archive should be")
    with pytest.raises(StorageError, match="storing failed"):
        Archive(tmp_path).add(b"x", name="x")
    assert (tmp_path / "archive").read_text() == "a file where the archive should be"


def test_an_update_of_a_home_that_cannot_be_written_asks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StorageError, match="cannot be written here"):
        update(tmp_path / "home", page="http://127.0.0.1:9/")
    assert not list(tmp_path.iterdir())
