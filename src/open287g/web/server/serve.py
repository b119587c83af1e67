"""Run the atlas: uvicorn with bounded requests, graceful shutdown, and no visitor's address in any log."""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

import uvicorn

from open287g.core.errors import InputError
from open287g.core.settings import home as home_folder
from open287g.web.server.patience import PatientProtocol
from open287g.web.server.shared_counts import shared_counts
from open287g.web.server.store import record_file


def serve(home: Path | None, host: str, port: int, workers: int, origin: str) -> None:
    """Serve the record of `home` until stopped; InputError if there is no record or the port is taken."""
    folder = home_folder(home).absolute()
    record_file(folder)
    _free(host, port)
    os.environ["OPEN287G_HOME"] = str(folder)
    os.environ["OPEN287G_ORIGIN"] = origin
    shown = f"[{host}]" if ":" in host else host
    print(f"The atlas is at http://{shown}:{port}/ (English) and http://{shown}:{port}/es/ (Spanish).", file=sys.stderr)
    if host in ("127.0.0.1", "::1", "localhost"):
        print(
            "Only this machine can reach it; --host 0.0.0.0 opens it to the network. Ctrl+C stops it.", file=sys.stderr
        )
    signal.signal(signal.SIGTERM, _stop)
    with shared_counts():
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
        limit_concurrency=1_000,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=16_384,
    )


def _stop(number: int, frame: FrameType | None) -> None:
    # uvicorn stops in peace and then raises the signal again, which would end the process before it clears its folder.
    sys.exit(0)


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                f"cannot listen on {host} port {port}: {error.strerror}",
                remedy=f"Stop what uses it, or choose another: --port {port + 1} (make run PORT={port + 1}).",
            ) from error
