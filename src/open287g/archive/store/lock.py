"""One writer at a time. The operating system frees the lock when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from open287g.archive.store.errors import storing
from open287g.core.progress import step


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock at `path` alone, waiting for whoever holds it."""
    with storing(path.parent):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        with storing(path.parent):
            _wait(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def no_writer(path: Path) -> Iterator[None]:
    """Hold the lock at `path` with other readers, so that nothing is written meanwhile; it must exist already."""
    handle = os.open(path, os.O_RDONLY)
    try:
        _wait(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, kind: int) -> None:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        with step("waiting for another open287g to finish with the archive"):
            fcntl.flock(handle, kind)
