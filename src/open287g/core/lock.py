"""One process at a time. The operating system frees a lock when its holder ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout, lock_descriptor

from open287g.core.errors import Open287gError
from open287g.core.progress import step

PATIENCE = 60.0
"""Seconds that a second process waits where waiting for ever would look like a fault."""
LOOK_AGAIN = 0.1


@contextmanager
def only_one(path: Path, busy: str) -> Iterator[None]:
    """Hold the lock at `path` while the block runs; a second process waits PATIENCE, then is told `busy`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=PATIENCE, poll_interval=LOOK_AGAIN)
    except Timeout:
        raise Open287gError(busy, str(path), "Wait for it to end, then try again.") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def in_turn(path: Path, waiting: str) -> Iterator[None]:
    """Hold the lock at `path` while the block runs, after whoever holds it, however long; meanwhile say `waiting`."""
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        with step(waiting):
            lock.acquire(poll_interval=LOOK_AGAIN)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def in_turn_to_read(path: Path, waiting: str) -> Iterator[None]:
    """The same in a folder that may be read only; the file must exist already."""
    with path.open("rb") as file:
        if not lock_descriptor(file.fileno(), blocking=False):
            with step(waiting):
                lock_descriptor(file.fileno(), poll_interval=LOOK_AGAIN)
        yield
