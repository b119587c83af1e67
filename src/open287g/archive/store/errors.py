"""Errors of storing and fetching."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, EFBIG, ENOSPC, EPERM, EROFS
from pathlib import Path

from open287g.core.errors import Open287gError


class StorageError(Open287gError):
    """The archive could not be written: disk full, no permission, a failing device. What it held is as it was."""


class FetchError(Open287gError):
    """A page or file could not be had whole. Nothing was kept of it."""


@contextmanager
def storing(root: Path) -> Iterator[None]:
    """Turn an operating system's refusal to write under `root` into a `StorageError`."""
    try:
        yield
    except OSError as error:
        raise StorageError(_what(error), where=str(root), remedy=_remedy(error)) from error


def _what(error: OSError) -> str:
    if error.errno in (ENOSPC, EDQUOT, EFBIG):
        return "no space left to store this; the archive is as it was"
    if error.errno in (EACCES, EPERM, EROFS):
        return "the archive cannot be written here; it is as it was"
    return f"storing failed ({error.strerror or error}); the archive is as it was"


def _remedy(error: OSError) -> str:
    if error.errno in (ENOSPC, EDQUOT, EFBIG):
        return "Free some space (or raise the quota or file size limit) and run the command again."
    return "Name a folder you may write with --home DIR or OPEN287G_HOME."
