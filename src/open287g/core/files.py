"""Atomic writes: a reader sees the old file or the new one, never a part of either."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
