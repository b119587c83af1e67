"""Addresses that name a version of the record, `/v/<record>/...`, and the records that still answer for them.

A record that the atlas has served is kept beside the current one, as a second name for the same file: when a build
puts a new file in its place, the old one stays. A home that cannot be written to keeps no older version.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from pathlib import Path
from typing import NamedTuple

from cachetools import LRUCache
from starlette.types import Scope

from open287g.core.errors import InputError, NotFoundError
from open287g.record.asking.loaded import LoadedRecord

log = logging.getLogger("open287g.web")

_ADDRESS = re.compile(r"/v/([0-9a-f]{12})(/.*)?\Z")
_LOADED = 2
"""Older records held in memory at most."""
_KEPT = 12
"""Records kept on disk at most, the newest: each is some 10 MB."""


class Versioned(NamedTuple):
    """What an address asks of a named version: the version, and the path within it."""

    version: str
    path: str


def versioned(path: str) -> Versioned | None:
    """The version that a path names; None where it names none."""
    found = _ADDRESS.match(path)
    return Versioned(found[1], found[2] or "/") if found else None


def inside(scope: Scope, asked: Versioned) -> Scope:
    """The request as the pages see it: the path within the version, and the base its links stand under."""
    state = {**scope.get("state", {}), "base": f"/v/{asked.version}"}
    return {**scope, "path": asked.path, "raw_path": asked.path.encode(), "state": state}


class Versions:
    """The records of one home by version: the current one, and those kept since."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._folder = record.parent / "versions"
        self._loaded: LRUCache[str, LoadedRecord] = LRUCache(_LOADED)
        self._lock = threading.Lock()

    def keep(self, version: str) -> None:
        """Keep the record file that is there now under its version."""
        kept = self._folder / f"{version}.duckdb"
        if kept.exists():
            return
        try:
            self._folder.mkdir(exist_ok=True)
            os.link(self._record, kept)
            self._let_go()
        except OSError as error:
            log.warning("this version of the record is not kept: %s", error.strerror)

    def _let_go(self) -> None:
        """Remove the oldest where more are kept than `_KEPT`; several workers may do so at once."""
        newest_first = sorted(self._folder.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest_first[_KEPT:]:
            old.unlink(missing_ok=True)

    def of(self, version: str) -> LoadedRecord:
        """The record of a version; NotFoundError where it is not kept."""
        with self._lock:
            if version not in self._loaded:
                self._loaded[version] = self._read(version)
            return self._loaded[version]

    def is_far(self, version: str) -> bool:
        """Whether this version is kept and not in memory, so that asking for it costs the reading of a record."""
        return version not in self._loaded and (self._folder / f"{version}.duckdb").exists()

    def _read(self, version: str) -> LoadedRecord:
        path = self._folder / f"{version}.duckdb"
        try:
            loaded = LoadedRecord.load(path) if path.exists() else None
        except InputError:
            # A record of another make of the program: its tables are no longer these.
            loaded = None
        if loaded is None or loaded.version != version:
            raise NotFoundError(
                f"the record {version} is not kept here", remedy="Its downloads, where they were kept, still hold it."
            )
        return loaded
