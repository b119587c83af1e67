"""A folder of results that appears whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from open287g.core.errors import InputError


@contextmanager
def replacing_folder(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """A scratch folder beside `target` that takes its place when the block ends well and is removed otherwise.

    Raises InputError when `target` holds something and `replace` is not said.
    """
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not replace):
        raise InputError("already exists", where=str(target), remedy="Name a new folder, or pass --replace.")
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = secrets.token_hex(4)
    scratch = target.with_name(f".{target.name}.{mark}.part")
    scratch.mkdir()
    try:
        yield scratch
        former = target.with_name(f".{target.name}.{mark}.old")
        if target.exists():
            target.rename(former)
        scratch.rename(target)
        shutil.rmtree(former, ignore_errors=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
