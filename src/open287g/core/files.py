"""Atomic writes: a reader sees the old file or the new one, never a part of either."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from open287g.core.errors import Open287gError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A scratch path beside `target` that takes its place when the block ends well and is removed otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        yield scratch
        _sync(scratch)
        scratch.replace(target)
        _sync(target.parent)
    finally:
        scratch.unlink(missing_ok=True)


def write_atomic(target: Path, content: bytes) -> None:
    """Replace `target` by `content` at once."""
    with replacing(target) as scratch:
        scratch.write_bytes(content)


def sha256_of(content: bytes) -> str:
    """The hex digest by which the archive names an object."""
    return hashlib.sha256(content).hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def only_one(lock: Path, busy: str) -> Iterator[None]:
    """Hold `lock` while the block runs; a second process waits up to a minute, then is told `busy`."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as handle:
        for _ in range(600):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.1)
        else:
            raise Open287gError(busy, str(lock), "Wait for it to end, then try again.")
        yield
