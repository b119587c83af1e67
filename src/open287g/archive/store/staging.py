"""Bring bytes into the store: copied and hashed in a scratch folder, synced, then moved into place."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from open287g.archive.store.errors import storing
from open287g.core.errors import InputError

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Staged:
    """Bytes lying in the scratch folder under `scratch`, with their hash and size."""

    scratch: Path
    sha256: str
    size: int


def stage(content: Path | bytes, folder: Path, max_bytes: int) -> Staged:
    """Copy `content` into `folder` as a read-only scratch file, hashing on the way."""
    where = str(content) if isinstance(content, Path) else "bytes given"
    scratch = folder / f"{secrets.token_hex(8)}.part"
    digest = hashlib.sha256()
    size = 0
    with storing(folder):
        out = scratch.open("xb", buffering=0)
    with out:
        for chunk in _chunks(content):
            size += len(chunk)
            if size > max_bytes:
                raise InputError(
                    f"larger than {max_bytes:,} bytes, the most one object may have",
                    where=where,
                    remedy="Raise the bound with --max-size if this file really belongs here.",
                )
            digest.update(chunk)
            with storing(folder):
                _write_all(out.fileno(), chunk)
        with storing(folder):
            os.fchmod(out.fileno(), 0o444)
    return Staged(scratch, digest.hexdigest(), size)


def place(new: Mapping[Path, Path], objects: Path) -> None:
    """Move scratch files to their targets under `objects`, given as target and scratch, and sync all of it."""
    folders = {target.parent for target in new}
    with storing(objects):
        for folder in folders:
            folder.mkdir(exist_ok=True)
        _sync_all(new.values())
        for target, scratch in new.items():
            scratch.replace(target)
        _sync_all([*folders, objects, objects.parent])


def holds(target: Path, staged: Staged) -> bool:
    """True when the object `target` holds these very bytes; a damaged one does not, and is to be replaced."""
    return target.is_file() and target.stat().st_size == staged.size and hash_file(target) == staged.sha256


def hash_file(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, len(content), _CHUNK):
            yield content[start : start + _CHUNK]
        return
    handle = _open_regular(content)
    try:
        while chunk := _read(handle, content):
            yield chunk
    finally:
        os.close(handle)


def _open_regular(path: Path) -> int:
    """Open for reading; a pipe or device put in the file's place neither blocks nor passes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), remedy="Check it and retry.") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("this is not a regular file", where=str(path), remedy="Only files and folders can be stored.")
    return handle


def _read(handle: int, path: Path) -> bytes:
    try:
        return os.read(handle, _CHUNK)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), remedy="Check the disk.") from error


def _write_all(handle: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(handle, view) :]


def _sync_all(paths: Iterable[Path]) -> None:
    """Have the disk hold these files; many at a time, so that it can order the writes itself."""
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
