"""A release is dated, checks itself and has the same bytes from the same record."""

from __future__ import annotations

import filecmp
import hashlib
from pathlib import Path

import pytest

from open287g.core.errors import InputError
from open287g.publish.release import release


def test_a_release_is_the_same_byte_for_byte_and_checks_itself(sample_home: Path, tmp_path: Path) -> None:
    done = [release(tmp_path / name, sample_home) for name in ("one", "two")]
    assert done[0] == done[1] and done[0].name == "open287g-2026-05-18"
    names = sorted(p.relative_to(tmp_path / "one").as_posix() for p in (tmp_path / "one").rglob("*") if p.is_file())
    same, different, failed = filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False)
    assert (sorted(same), different, failed) == (names, [], [])
    lines = (tmp_path / "one/SHA256SUMS").read_text().splitlines()
    assert len(lines) == len(names) - 1
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest() == digest
    with pytest.raises(InputError, match="not empty"):
        release(tmp_path / "one", sample_home)
