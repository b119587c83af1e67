"""The API and pages of the atlas, and the API of the office, as readers of requests: each is asked in this process.

A request is written as a line of method and address, headers, and after an empty line the body. An answer of 5xx, or
none, is a fault; the fault that stands behind a 500 is raised.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message

_LONGEST = 8_000
"""Bytes of a line: a server refuses longer ones before any application is asked."""


class Fault(Exception):
    """An answer that nobody should get."""


def ask_atlas(content: bytes, _folder: Path) -> object:
    """Ask the atlas of a small record."""
    return asked(_atlas(), content, "open287g.web")


def ask_office(content: bytes, _folder: Path) -> object:
    """Ask the API of a small office, by a good token."""
    app, token = _office()
    return asked(app, content.replace(b"TOKEN", token.encode()), "open287g.office")


def asked(app: ASGIApp, content: bytes, logger: str) -> int:
    """The status of the answer to a request. Raises Fault, or what was logged as the cause of a 500."""
    head, _, body = content.partition(b"\n\n")
    line, *lines = head.split(b"\n")
    words = line[:_LONGEST].split(b" ")
    address = words[1] if len(words) > 1 else b"/"
    path, _, query = address.partition(b"?")
    headers = [(name.strip().lower(), value.strip()) for name, _, value in (one.partition(b":") for one in lines[:50])]
    scope = {
        "type": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "scheme": "http", "root_path": "",
        "method": words[0].decode("ascii", "replace").upper()[:20] or "GET", "query_string": query, "headers": headers,
        "path": unquote_to_bytes(path if path.startswith(b"/") else b"/" + path).decode("utf-8", "replace"),
        "raw_path": path, "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 50000), "state": {},
    }  # fmt: skip
    seen = _Seen()
    log = logging.getLogger(logger)
    log.addHandler(seen)
    log.propagate = False
    try:
        status = asyncio.run(_status(app, scope, body))
    finally:
        log.removeHandler(seen)
    if status >= 500 or status == 0:
        raise seen.cause or Fault(f"answered {status}")
    return status


class _Seen(logging.Handler):
    """Keeps the last error that was logged with its cause."""

    cause: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.cause = record.exc_info[1] if record.exc_info else self.cause


async def _status(app: ASGIApp, scope: dict[str, object], body: bytes) -> int:
    told = [{"type": "http.request", "body": body, "more_body": False}, {"type": "http.disconnect"}]
    status = 0

    async def receive() -> Message:
        return told.pop(0) if len(told) > 1 else told[0]

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope, receive, send)
    return status


@cache
def _atlas() -> ASGIApp:
    from open287g.web.server.app import create_app
    from tests.web.sample import build

    home = _kept("atlas")
    build(home / "record" / "record.duckdb")
    return create_app(home)


@cache
def _office() -> tuple[ASGIApp, str]:
    from open287g.office.api import api_app
    from open287g.office.login.tokens import issue
    from open287g.ui.serving.rates import Rate
    from tests.office.agency import authorize, house, sign

    home = _kept("office")
    made = house(f"sqlite:///{home / 'office.sqlite'}", home)
    sign(made)
    authorize(made, "O-1")
    often = Rate(1e6, 1_000_000)
    token = issue(made.office, "manager1-lee", _SCOPES, made.clock.now.date() + timedelta(2))
    return api_app(lambda: made.office, often, often), token


_SCOPES = ("read", "may", "act.entered", "operation.tallied")
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def _kept(name: str) -> Path:
    """A folder for as long as this process runs."""
    _FOLDERS.append(tempfile.TemporaryDirectory(prefix=f"open287g-fuzz-{name}-"))
    return Path(_FOLDERS[-1].name)


def atlas_requests() -> Sequence[bytes]:
    """An address of each kind of page and list."""
    from tests.web.addresses import PAGES

    lists = (
        "/api/v1/agencies?state=FL&limit=2&offset=1", "/api/v1/events?kind=listed&since=2025-04-01&format=csv",
        "/api/v1/asof/2025-04-24?known=2026-01-01", "/api/v1/search?q=collier", "/api/v1/agreements?county=12021",
        "/feeds/state/FL.json", "/map/nation.svg", "/downloads/nothing", "/v/0123456789ab/agency/x",
    )  # fmt: skip
    headers = 'Host: 127.0.0.1\nAccept-Encoding: gzip;q=0.5, *\nIf-None-Match: "a", W/*\nAccept-Language: es'
    return [f"GET {address} HTTP/1.1\n{headers}\n\n".encode() for address in (*PAGES, *lists)]


def office_requests() -> Sequence[bytes]:
    """Questions and events of an officer's agency."""
    from tests.office.agency import LEE

    held = "Authorization: Bearer TOKEN\nIdempotency-Key: one\nContent-Type: application/json"
    act = (
        f'{{"act": "interrogate", "at": "2025-05-01T10:00:00-04:00", "officer_id": "O-1", "agency_id": "{LEE}", '
        '"model": "TFM"'
    )
    posts = {
        "/v1/may": act + "}",
        "/v1/events": act + ', "kind": "act.entered", "act_id": "x-1"}',
        "/v1/events?dry_run=true": f'{{"kind": "operation.tallied", "on": "2025-05-01", "operation_id": "o", '
        f'"method": "jail", "criminality": "unknown", "count": 1, "agency_id": "{LEE}"}}',
    }
    gets = ("/v1/acts?limit=2", f"/v1/officers/O-1:{LEE}:TFM", "/v1/due", "/v1/openapi.json", "/v1/ledger?since=1")
    made = [f"GET {address} HTTP/1.1\n{held}\n\n" for address in gets]
    made += [f"POST {address} HTTP/1.1\n{held}\n\n{body}" for address, body in posts.items()]
    return [one.encode() for one in made]
