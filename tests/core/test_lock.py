"""Locks: one process at a time, and free again however its holder ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from open287g.core import lock as locks
from open287g.core.errors import Open287gError
from open287g.core.lock import in_turn_to_read, only_one

_HOLDER = """
import sys
from pathlib import Path
from open287g.core.lock import in_turn
with in_turn(Path(sys.argv[1]), "waiting"):
    print("held", flush=True)
    sys.stdin.readline()
"""
_WAITS = """
import sys
from pathlib import Path
from open287g.core import lock
print("asking", flush=True)
with getattr(lock, sys.argv[1])(Path(sys.argv[2]), "waiting"):
    print("held", flush=True)
"""


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock at `path` until it is told to end, or killed."""
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        try:
            yield child
        finally:
            child.kill()


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lock"
    with pytest.raises(RuntimeError, match="stopped"), only_one(path, "busy"):
        raise RuntimeError("stopped")
    with only_one(path, "busy"):
        assert path.is_file()


def test_a_second_process_is_told_what_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.0)
    path = tmp_path / "lock"
    with another_process(path), pytest.raises(Open287gError) as told, only_one(path, "another build is under way"):
        raise AssertionError("two hold the lock")
    assert str(told.value) == f"{path}: another build is under way\nWait for it to end, then try again."


@pytest.mark.parametrize("mode", ["in_turn", "in_turn_to_read"])
def test_a_second_process_has_its_turn_when_the_first_is_killed(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "lock"
    with another_process(path) as first:
        waits = subprocess.Popen([sys.executable, "-c", _WAITS, mode, str(path)], stdout=subprocess.PIPE)
        with waits:
            assert waits.stdout is not None
            assert waits.stdout.readline() == b"asking\n"
            first.kill()
            assert waits.stdout.readline() == b"held\n"


def test_readers_need_not_be_able_to_write(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch(0o444)
    with in_turn_to_read(path, "waiting"):
        assert path.read_bytes() == b""
