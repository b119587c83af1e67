"""Run the atlas: uvicorn with bounded requests, graceful shutdown, and no visitor's address in any log."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from open287g.core.settings import home as home_folder
from open287g.ui.serving.patience import PatientProtocol
from open287g.ui.serving.port import address, is_here_alone, must_be_free
from open287g.web.server.shared_counts import shared_counts
from open287g.web.server.store import record_file


def serve(home: Path | None, host: str, port: int, workers: int, origin: str, rate: float) -> None:
    """Serve the record of `home` until stopped; InputError if there is no record or the port is taken."""
    folder = home_folder(home).absolute()
    record_file(folder)
    must_be_free(host, port)
    os.environ["OPEN287G_HOME"] = str(folder)
    os.environ["OPEN287G_ORIGIN"] = origin
    os.environ["OPEN287G_RATE"] = str(rate)
    shown = address(host, port)
    print(f"The atlas is at {shown} (English) and {shown}es/ (Spanish).", file=sys.stderr)
    if is_here_alone(host):
        print(
            "Only this machine can reach it; --host 0.0.0.0 opens it to the network. Ctrl+C stops it.", file=sys.stderr
        )
    _open_as_many_files_as_allowed()
    signal.signal(signal.SIGTERM, _stop)
    with shared_counts(workers):
        _run(host, port, workers)


def _run(host: str, port: int, workers: int) -> None:
    uvicorn.run(
        "open287g.web.server.app:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        http=PatientProtocol,
        ws="none",
        limit_concurrency=1_000,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=16_384,
    )


def _open_as_many_files_as_allowed() -> None:
    """A thousand connections and the exports they read take more files than the usual soft limit of 1,024."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _stop(number: int, frame: FrameType | None) -> None:
    # uvicorn stops in peace and then raises the signal again, which would end the process before it clears its folder.
    sys.exit(0)
