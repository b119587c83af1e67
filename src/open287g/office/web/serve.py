"""Run the pages: one process, bounded requests, and no visitor's address in any log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from open287g.core.errors import Open287gError
from open287g.office.clocks.due import due
from open287g.office.ledger.database import read
from open287g.office.login.provider import provider_of_environment
from open287g.office.office import Office
from open287g.office.web.app import ApiOf, create_app
from open287g.office.web.log_lines import log_lines
from open287g.office.web.site import Switched
from open287g.ui.serving.patience import PatientProtocol
from open287g.ui.serving.port import address, is_here_alone, must_be_free


def serve(
    office: Office,
    host: str,
    port: int,
    *,
    secure: bool = False,
    demo: Callable[[str], str] | None = None,
    api: ApiOf | None = None,
    home: Path | None = None,
    switched: Switched | None = None,
) -> None:
    """Serve an office until stopped. Raises InputError where the port is taken, Open287gError where there is none."""
    must_be_free(host, port)
    log_lines()
    provider = None if demo is not None else provider_of_environment()
    app = create_app(office, secure=secure, demo=demo, api=api, provider=provider, home=home, switched=switched)
    Thread(target=_warm, args=(office,), daemon=True).start()
    server = _Told(_settings(app, host, port), host, port)
    server.run()


def _settings(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app, host=host, port=port, access_log=False, log_level="warning", server_header=False, date_header=False,
        http=_Files, ws="none", limit_concurrency=200, timeout_keep_alive=15, timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=16_384,
    )  # fmt: skip


class _Files(PatientProtocol):
    """Whoever sends a signed text over a slow line is waited for, while it goes on coming."""

    bytes_a_second = 50_000.0


class _Told(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, host: str, port: int) -> None:
        super().__init__(config)
        self._where, self._alone = address(host, port), is_here_alone(host)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, then tell."""
        await super().startup(sockets)  # type: ignore[arg-type]
        print(f"The office is at {self._where} (English) and {self._where}es/ (Spanish).", file=sys.stderr, flush=True)
        if self._alone:
            print("Only this machine can reach it. Ctrl+C stops it.", file=sys.stderr, flush=True)


def _warm(office: Office) -> None:
    """Load the rulebook and ask what is due once, so that the first page does not wait for it."""
    try:
        read(office.engine, lambda connection: due(connection, office.clock()))
    except Open287gError as error:
        print(f"The office does not answer yet: {error}", file=sys.stderr)
