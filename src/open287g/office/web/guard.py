"""The outermost layer: bounded requests, and headers that keep every answer to itself."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from open287g.ui.serving.headers import COMMON, here
from open287g.vocabulary.messages import N_

LONGEST_ADDRESS = 2_000
LARGEST_BODY = 1 << 20
"""Bytes: a roster of thousands of officers, or the longest complaint."""

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all: the pages have none."""


TOO_LARGE = N_("That is more than a form of this office holds.")


class Guard:
    """Wraps the application. `larger`: addresses to which files are sent, with the bytes that a body may have there."""

    def __init__(self, app: ASGIApp, secure: bool, larger: Mapping[str, int] | None = None) -> None:
        self.app, self.secure, self.larger = app, secure, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is too long or too large; else answer, with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._headers(scope, message)}
            await send(message)

        length = len(scope["path"]) + len(scope["query_string"])
        largest = self.larger.get(scope["path"], LARGEST_BODY)
        if length > LONGEST_ADDRESS:
            await _plain(414, "The address is too long.")(scope, receive, with_headers)
        elif _declared(Headers(scope=scope)) > largest:
            await _plain(413, TOO_LARGE)(scope, receive, with_headers)
        else:
            await self.app(scope, _bounded(receive, largest), with_headers)

    def _headers(self, scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
        headers = MutableHeaders(raw=list(message["headers"]))
        for name, value in COMMON.items():
            headers[name] = value
        headers["content-security-policy"] = POLICY
        headers["cross-origin-resource-policy"] = "same-origin"
        headers["x-frame-options"] = "DENY"
        if self.secure:
            headers["strict-transport-security"] = "max-age=31536000"
        if "location" in headers:
            headers["location"] = here(headers["location"])
        kept = scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=")
        headers["cache-control"] = "public, max-age=31536000, immutable" if kept else "no-store"
        return headers.raw


def _plain(status: int, text: str) -> PlainTextResponse:
    return PlainTextResponse(text + "\n", status, headers={"connection": "close"})


def _declared(headers: Headers) -> int:
    told = headers.get("content-length", "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 10**16


def _bounded(receive: Receive, largest: int) -> Receive:
    """The body as it comes, until there is too much of it."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise HTTPException(413, TOO_LARGE)
        return message

    return bounded
