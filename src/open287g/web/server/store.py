"""Hands out the current record and takes a new one when the record file is replaced."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from open287g.core.errors import InputError
from open287g.record.asking.loaded import LoadedRecord
from open287g.web.server.versions import Versions

log = logging.getLogger("open287g.web")

_LOOK_EVERY = 1.0


def record_file(home: Path) -> Path:
    """The record of a home; InputError if it was never built."""
    path = home / "record" / "record.duckdb"
    if not path.exists():
        raise InputError("there is no record yet", where=str(path), remedy="Run `open287g build` first.")
    return path


class Store:
    """The record of one home. `current()` is cheap; a changed file is read in the background, then swapped in whole.

    While a new file is being read, or if it cannot be read, the record before it keeps answering.
    `prepare` makes a record ready; `on_reload` hears whether a new one was taken up.
    """

    def __init__(
        self,
        home: Path,
        look_every: float = _LOOK_EVERY,
        prepare: Callable[[LoadedRecord], None] = LoadedRecord.warm,
        on_reload: Callable[[bool], None] = lambda taken_up: None,
    ) -> None:
        self.home = home
        self.path = record_file(home)
        self._on_reload = on_reload
        self._prepare = prepare
        self._look_every = look_every
        self._seen = self._refused = self.stamp()
        self.versions = Versions(self.path)
        self._loaded = self._read()
        self._looked = time.monotonic()
        self._reading = threading.Lock()

    def current(self) -> LoadedRecord:
        """The record to answer from; starts a reload when the file has changed since the last look."""
        now = time.monotonic()
        if now - self._looked >= self._look_every:
            self._looked = now
            if self.stamp() != self._seen and self._reading.acquire(blocking=False):
                threading.Thread(target=self._reload, name="record-reload", daemon=True).start()
        return self._loaded

    def _reload(self) -> None:
        stamp = self.stamp()
        try:
            record = self._read()
            self._loaded, self._seen = record, stamp
            self._on_reload(True)
            log.info("record reloaded", extra={"record": record.version})
        except (InputError, OSError, MemoryError) as error:
            self._on_reload(False)
            if self._refused != stamp:  # It is tried again at every look, and told once.
                log.error("record not reloaded: %s", error)
            self._refused = stamp
        finally:
            self._reading.release()

    def _read(self) -> LoadedRecord:
        record = LoadedRecord.load(self.path)
        self._prepare(record)
        self.versions.keep(record.version)
        return record

    def stamp(self) -> tuple[int, int, int]:
        """What tells one record file from another at the same path: inode, time of change, size."""
        try:
            stat = self.path.stat()
        except OSError:  # It is gone, or may not be looked at; the record in memory answers.
            return (0, 0, 0)
        return (stat.st_ino, stat.st_mtime_ns, stat.st_size)
