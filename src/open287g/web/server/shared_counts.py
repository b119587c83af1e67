"""Where workers add up their counts: a scratch folder, named before prometheus-client is first imported."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.folders import ScratchFolder

log = logging.getLogger("open287g.web")

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client learns, when it is first imported, where workers keep their counts."""
_ROOM = {"counter": 1 << 20, "histogram": 1 << 16, "gauge_min": 1 << 16}
"""Bytes that a worker's counts take at most, by kind: all templates, methods and classes of status are 300 KiB."""


@contextmanager
def shared_counts(workers: int = 1) -> Iterator[None]:
    """A scratch folder in which the workers started within the block add up their counts; it goes with the block.

    InputError where the disk of the temporary folder has no room for them.
    """
    folder = ScratchFolder("open287g-metrics-")
    os.environ[SHARED] = str(folder.path)
    try:
        if shutil.disk_usage(folder.path).free < (workers + 1) * sum(_ROOM.values()):
            raise InputError(
                "the temporary folder has no room for the counts of the workers",
                where=str(folder.path.parent),
                remedy="Free some space, or name another folder: TMPDIR=DIR",
            )
        yield
    finally:
        del os.environ[SHARED]
        folder.close()


def claim_room() -> None:
    """Take the room for this worker's counts before they are written: they are written through memory, and a disk that
    is full by then would end the process without a word. A worker that finds none, as one that is started again on a
    full disk, keeps its counts to itself and answers.
    """
    if SHARED not in os.environ or not hasattr(os, "posix_fallocate"):
        return
    files = {Path(os.environ[SHARED], f"{kind}_{os.getpid()}.db"): size for kind, size in _ROOM.items()}
    try:
        for path, size in files.items():
            with path.open("ab") as file:
                os.posix_fallocate(file.fileno(), 0, size)
    except OSError as error:
        for path in files:
            path.unlink(missing_ok=True)
        _count_alone()
        log.error("the counts of this worker are not added to those of others: %s", error.strerror)


def _count_alone() -> None:
    """Let prometheus-client, which chose as it was imported, keep the counts of this process in memory."""
    from prometheus_client import values

    values.ValueClass = values.MutexValue
    del os.environ[SHARED]
