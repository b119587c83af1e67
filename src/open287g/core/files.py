"""Atomic writes: a reader sees the old file or the new one, never a part of either."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from open287g.core.errors import InputError

_HOST = f"{zlib.crc32(os.uname().nodename.encode()):08x}"
"""This machine or container: a process number says nothing about the processes of another."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system answers where there is no room for more."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A scratch path beside `target` that takes its place when the block ends well and is removed otherwise.

    What a killed run left of `target` is removed first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear_left(target)
    scratch = target.with_name(f".{target.name}.{_HOST}-{os.getpid()}.{os.urandom(4).hex()}.part")
    try:
        with told_of(target, scratch):
            yield scratch
            _sync(scratch)
            scratch.replace(target)
            _sync(target.parent)
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def told_of(target: Path, scratch: Path) -> Iterator[None]:
    """What the system refuses at `scratch`, a name nobody gave, is told of `target`; a full disk names no file."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in FULL:
            error.filename = str(target)
        elif str(error.filename or "").startswith(str(scratch)):
            error.filename = str(target) + str(error.filename)[len(str(scratch)) :]
        raise


def require_writable(target: Path) -> None:
    """Raises OSError, of `target`, where neither it nor the nearest folder above it that exists takes a file.

    Asked before work of minutes. It is tried, since rights alone do not tell: a disk may be mounted to be read only.
    """
    import tempfile

    folder = target if target.is_dir() else next(above for above in target.absolute().parents if above.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def write_atomic(target: Path, content: bytes) -> None:
    """Replace `target` by `content` at once."""
    with replacing(target) as scratch:
        scratch.write_bytes(content)


def read_text_within(path: Path, most: int, remedy: str) -> str:
    """The text of a small UTF-8 file that a user names; a mark of the byte order is no part of it.

    Raises InputError where it cannot be read, is larger than `most` bytes, or is no such text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise InputError(unread(error), str(path), remedy) from error
    if len(content) > most:
        raise InputError(f"it is larger than {most >> 10:,} KiB", str(path), remedy)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("it is not text in UTF-8", str(path), "Save it as UTF-8.") from error


def unread(error: OSError, sought: str = "file") -> str:
    """Why the system did not let a file be read, said alike in every room; `sought` may be a file or folder."""
    return f"there is no such {sought}" if error.errno == errno.ENOENT else f"it cannot be read ({error.strerror})"


def reason(error: Exception) -> str:
    """Why a file could not be read, in words: what the system says, or the first line of what was wrong in it.

    What a reader puts into quotes is a value of the file, unless a path of that name is here; it is not repeated.
    """
    if isinstance(error, UnicodeDecodeError):
        return f"{error.reason} at byte {error.start}"
    said = (error.strerror if isinstance(error, OSError) else None) or str(error).partition("\n")[0]
    return _QUOTED.sub(_unless_a_path, said)


def _unless_a_path(found: re.Match[str]) -> str:
    try:
        return found[0] if Path(found[0][1:-1]).exists() else "a value"
    except (OSError, ValueError):
        return "a value"


_QUOTED = re.compile(r"\"[^\n]*\"|(?<!\w)'[^\n]*'(?!\w)")
"""From the first mark to the last, for a value may hold such marks itself."""


def shown(name: Path | str) -> str:
    """A file's name or path as text; where it is not UTF-8, a mark stands for each byte that is none."""
    return os.fsencode(name).decode("utf-8", "replace")


def sha256_of(content: bytes) -> str:
    """The hex digest by which the archive names an object."""
    return hashlib.sha256(content).hexdigest()


def _clear_left(target: Path) -> None:
    """Remove the scratch of `target` that a process of this machine left when it was killed."""
    start = f".{target.name}.{_HOST}-"
    for left in target.parent.iterdir():
        if left.name.startswith(start):
            number = left.name.removeprefix(start).partition(".")[0]
            if number.isdecimal() and not _runs(int(number)):
                left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # Another user's.
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
