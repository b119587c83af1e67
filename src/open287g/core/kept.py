"""What is costly to make and small to keep: JSON by the hash of what it was made of.

Nothing hangs on it. A file that is lost, cut short or changed is made anew, and a folder that cannot be written keeps
nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from open287g.core.files import write_atomic

_SUFFIXES = (".py", ".yaml", ".csv")


def kept(kind: str, of: Iterable[str], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` gives for the parts `of`, from the disk where it was made before. It must be JSON."""
    path = _folder() / f"{kind}-{_digest(of)}.json"
    found = _read(path)
    if found is not None:
        return found
    made = make()
    body = json.dumps(made, separators=(",", ":"))
    with suppress(OSError):  # A home that cannot be written costs time and nothing else.
        write_atomic(path, f"{_digest([body])}\n{body}".encode())
    return made


def sources(*packages: str) -> str:
    """One hash of every source and table of these packages: of `open287g.rulebook` and all below it."""
    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(files(package)))
        for path in sorted(path for path in root.rglob("*") if path.suffix in _SUFFIXES):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _folder() -> Path:
    named = os.environ.get("OPEN287G_HOME")
    return Path(named) / "kept" if named else user_cache_path("open287g")


def _read(path: Path) -> dict[str, Any] | None:
    try:
        digest, _, body = path.read_text(encoding="utf-8").partition("\n")
        found: dict[str, Any] | None = json.loads(body) if digest == _digest([body]) else None
    except (OSError, ValueError):
        return None
    return found


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()
