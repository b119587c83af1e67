"""The record's exports: written once for each version of the record, then served as files."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import shutil
import sys
import time
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from open287g.core.children import end_with_parent
from open287g.core.errors import DamageError, NotFoundError, Open287gError
from open287g.core.files import sha256_of
from open287g.core.folders import ScratchFolder
from open287g.record.asking.export import export
from open287g.record.asking.record import Record
from open287g.web.server.access_log import log_to_stderr
from open287g.web.server.problems import being_written
from open287g.web.server.responder import matches
from open287g.web.server.store import Store

log = logging.getLogger("open287g.web")

_GIVING_WAY = 15
"""How much nicer than the server the process is that writes the exports."""
_TRY_AGAIN = 60.0
"""Seconds after which an export that failed is tried again, for whoever asks then."""
_ASK_AGAIN = 30
"""Seconds that a visitor is told to let pass while the exports are being written."""
_LEAST_FREE = 8 << 20
"""Bytes: under them a temporary folder is told to be full."""
_TO_END = 10.0
"""Seconds that a killed process has to be gone."""
_SUMS = "SHA256SUMS"
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".duckdb": "application/octet-stream",
    "": "text/plain; charset=utf-8",
}


def _write_aside(record: Path, folder: Path) -> None:
    """Like `write`, giving way to whoever answers visitors."""
    end_with_parent()
    os.nice(_GIVING_WAY)
    log_to_stderr()
    try:
        write(record, folder)
    except Open287gError as error:
        log.error("not exported: %s", error)
        sys.exit(1)


def write(record: Path, folder: Path) -> None:
    """Export the record file into `folder`."""
    with Record(record) as opened:
        export(opened, folder)


def _sha256(folder: Path, name: str) -> str:
    """The hash of a file of the export, as its SHA256SUMS has it: the exports of two workers may differ in bytes."""
    sums = (folder / _SUMS).read_text(encoding="utf-8")
    told = {path: sha256 for sha256, _, path in (line.partition("  ") for line in sums.splitlines())}
    return told.get(name) or sha256_of(sums.encode())


class Downloads:
    """Exports of the newest records this process has served, in a temporary folder that goes with the process."""

    kept = 2
    """How many: the record that answers, and the one before it, whose files a slow visitor may still be reading."""

    patience = 10.0
    """Seconds that a visitor waits for exports that are being written, before being told to ask again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        self._folder = ScratchFolder("open287g-downloads-")
        self._lock = asyncio.Lock()
        self._writing: BaseProcess | None = None
        self._failed: tuple[Path, float] | None = None
        """The export that failed last, and when it may be tried again."""

    def close(self) -> None:
        """Remove the exports; one that is being written is given up first, for nobody will ask for it."""
        if self._writing is not None and self._writing.is_alive():
            self._writing.kill()
            wait([self._writing.sentinel], _TO_END)
        self._folder.close()

    @property
    def state(self) -> str:
        """Whether the exports of the newest record are there: "ready", "not yet written" or "not written"."""
        folder = self._folder_of_newest()
        if folder.exists():
            return "ready"
        failed = self._failed is not None and self._failed[0] == folder and not self._lock.locked()
        return "not written" if failed else "not yet written"

    @property
    def is_full(self) -> bool:
        """Whether the temporary folder has no room left for the next export."""
        return shutil.disk_usage(self._folder.path.parent).free < _LEAST_FREE

    async def make_ready(self) -> None:
        """Write the exports of the record that is there now; what goes wrong is said to the first who asks."""
        with suppress(DamageError):
            await self._make(self._folder_of_newest())

    async def endpoint(self, request: Request) -> Response:
        """One file of the export, or 404; 503 where it is still being written after `patience`."""
        name = request.path_params["name"]
        folder = self._folder_of_newest()
        if not await self._is_written(folder):
            return being_written(request, _ASK_AGAIN)
        known = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        if name not in known:
            raise NotFoundError(f"there is no download {name[:80]!r}")
        etag = f'"{_sha256(folder, name)[:20]}"'
        if matches(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers={"etag": etag})
        kind = _TYPES.get(known[name].suffix, "application/octet-stream")
        return FileResponse(known[name], headers={"etag": etag}, media_type=kind)

    async def _is_written(self, folder: Path) -> bool:
        """Whether the export is there, within `patience`; who stops waiting does not stop it. Raises DamageError."""
        if folder.exists():
            return True
        task = self._tasks.get(folder)
        if task is None:
            task = self._tasks[folder] = asyncio.create_task(self._make(folder))
            task.add_done_callback(lambda done: self._let_go(folder, done))
        if task not in (await asyncio.wait({task}, timeout=self.patience))[0]:
            return False
        task.result()
        return True

    def _let_go(self, folder: Path, task: asyncio.Task[None]) -> None:
        del self._tasks[folder]
        if not task.cancelled():
            task.exception()  # Looked at, for the one who asked may be gone; the process that failed has logged it.

    async def _make(self, folder: Path) -> None:
        async with self._lock:
            if not folder.exists():
                if self._failed and self._failed[0] == folder and time.monotonic() < self._failed[1]:
                    raise DamageError("the record could not be exported a moment ago", where=str(self._store.path))
                self._failed = (folder, time.monotonic() + _TRY_AGAIN)
                await asyncio.to_thread(self._export, folder)
                self._failed = None
                await asyncio.to_thread(self._drop_older)

    def _folder_of_newest(self) -> Path:
        return self._folder.path / "-".join(map(str, self._store.stamp()))

    def _drop_older(self) -> None:
        made = sorted(self._folder.path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for old in made[: -self.kept]:
            shutil.rmtree(old, ignore_errors=True)

    def _export(self, folder: Path) -> None:
        # A process of its own: it leaves this one free to answer, and DuckDB gives it the file that is there now.
        process = multiprocessing.get_context("spawn").Process(target=_write_aside, args=(self._store.path, folder))
        process.start()
        self._writing = process
        process.join()
        if process.exitcode:
            raise DamageError("the record could not be exported", where=str(self._store.path))
