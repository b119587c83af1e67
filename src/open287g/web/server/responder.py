"""The outermost layer: one record a request, rates, security headers, cache, compression, conditional answers, log."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import string
import time
from collections.abc import Iterable
from email.utils import formatdate
from urllib.parse import quote_from_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from open287g.core.days import today
from open287g.core.errors import NotFoundError
from open287g.publish.memorandum.held import stamp
from open287g.ui.serving.rates import Rates, visitor
from open287g.web.server import access_log, security
from open287g.web.server.answers_cache import AnswersCache, StoredAnswer
from open287g.web.server.metrics import NO_ROUTE, Answered, Metrics
from open287g.web.server.origin import checked_origin
from open287g.web.server.problems import too_long, too_many
from open287g.web.server.routing import template_of, templates_of
from open287g.web.server.store import Store
from open287g.web.server.versions import inside, versioned

_LONGEST_ADDRESS = 2_000
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/feed+json",
    "application/geo+json",
    "application/atom+xml",
    "application/xml",
    "image/svg+xml",
)
_WORTH_COMPRESSING = 400
_PIECE = 1 << 16
_STREAMED = "/downloads/"
_MEMORANDA = ("/document", "/es/document")
_READING = 40
"""Requests that the reading of an older record counts as: about what it takes."""
_FREE = ("/static/", *security.LIVE)
"""What is never counted against a visitor."""

log = logging.getLogger("open287g.web")


class Responder:
    """Wraps the application; everything a visitor receives passes here.

    What has to be made, searched or read from disk is counted against the visitor by `rates`; what is kept in memory is
    free.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: Iterable[BaseRoute],
        store: Store,
        metrics: Metrics,
        rates: Rates | None = None,
        cache_bytes: int = 64 << 20,
    ) -> None:
        self.app = app
        self.store = store
        self.metrics = metrics
        self.rates = rates
        self.cache = AnswersCache(cache_bytes)
        self._templates = templates_of(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the cache or through the application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        # Below, an address is text: bytes beyond ASCII, which some clients send as they are, become what they mean.
        scope = {**scope, "query_string": quote_from_bytes(scope["query_string"], string.printable).encode()}
        address = f"{scope['path']}?{scope['query_string'].decode()}"
        record = self.store.current()
        asked = versioned(scope["path"])
        scope = inside(scope, asked) if asked else {**scope, "state": dict(scope.get("state", {}))}
        scope["state"] |= {"record": record, "origin": checked_origin(scope)}
        if asked and asked.path in security.LIVE:
            # What is of the operator has one address, which a web server before this one may keep to itself.
            scope = {**scope, "path": "/v", "raw_path": b"/v"}
        elif asked and asked.version != record.version:
            if self.store.versions.is_far(asked.version) and (wait := self._wait(scope, _READING)):
                await self._pass(too_many(scope, wait), scope, receive, send, begun)
                return
            try:
                if asked.path.startswith(_STREAMED):
                    raise NotFoundError("downloads are kept of the newest record alone")
                record = await asyncio.to_thread(self.store.versions.of, asked.version)
                scope["state"] |= {"record": record, "older": True}
            except NotFoundError:
                # No version, no page of it: the application says so, under the current record.
                scope = {**scope, "path": "/v", "raw_path": b"/v"}
        reading = scope["method"] in ("GET", "HEAD")
        if scope["path"].startswith(_STREAMED):
            wait = self._wait(scope)
            await self._pass(too_many(scope, wait) if wait else self.app, scope, receive, send, begun)
            return
        # What an answer says of the age of its lists holds for a day.
        told = f"{today()} {scope['state']['origin']}{' older' * scope['state'].get('older', False)}"
        key = (f"{record.version} {told}{self._read(scope['path'])}", address)
        answer = self.cache.get(key) if reading else None
        hit = answer is not None
        if answer is None:
            answer = await self._ask(scope, receive, len(address))
            if reading and answer.status == 200 and _cacheable(scope["path"]):
                self.cache.keep(key, answer)
        status, size = await _send(answer, Headers(scope=scope), scope, send)
        self._note(scope, answer.route, status, begun, size, hit)

    def _read(self, path: str) -> str:
        """What pages of memoranda rest on beside the record: empty for all others."""
        return f" {stamp(self.store.home)}" if path.startswith(_MEMORANDA) else ""

    def _note(self, scope: Scope, route: str, status: int, begun: float, size: int, hit: bool) -> None:
        seconds = time.perf_counter() - begun
        self.metrics.count(Answered(route, scope["method"], status, seconds, size, hit))
        access_log.note(scope, status, seconds, size, hit)

    async def _pass(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, begun: float) -> None:
        """What `app` answers passes through as it comes, large files too, with the headers added."""
        status = size = 0

        async def with_headers(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=list(message["headers"]))
                security.apply(headers, scope, status)
                message = {**message, "headers": headers.raw}
            size += len(message.get("body", b""))
            await send(message)

        await self._answered(app, scope, receive, with_headers)
        self._note(scope, template_of(scope, self._templates), status, begun, size, False)

    def _wait(self, scope: Scope, weight: float = 1.0) -> float:
        """Seconds until this visitor may ask for something of that weight; 0 where that is now."""
        if self.rates is None or scope["path"].startswith(_FREE):
            return 0.0
        return self.rates.wait(visitor(scope), weight)

    async def _answered(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `app` answer. What it did not expect it has answered with 500, which is sent like any other answer."""
        try:
            await app(scope, receive, send)
        except Exception:
            log.exception("not answered: %s %s", scope["method"], template_of(scope, self._templates))

    async def _ask(self, scope: Scope, receive: Receive, length: int) -> StoredAnswer:
        collected = Collected()
        route = NO_ROUTE
        if length > _LONGEST_ADDRESS:
            await too_long(scope)(scope, receive, collected)
        elif wait := self._wait(scope):
            await too_many(scope, wait)(scope, receive, collected)
        elif scope["method"] == "OPTIONS" and security.is_shared(scope["path"]):
            await Response(status_code=204, headers=security.PREFLIGHT)(scope, receive, collected)
        else:
            # HEAD is answered like GET and cut at the end, so that both carry the same headers.
            inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            await self._answered(self.app, inner, receive, collected)
            route = template_of(inner, self._templates)
        return _stored(collected, scope, route)


class Collected:
    """Takes the application's messages and keeps what they say."""

    def __init__(self) -> None:
        self.status = 500
        self.headers = MutableHeaders()
        self.chunks: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Receive one ASGI message."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = MutableHeaders(raw=list(message["headers"]))
        elif message["type"] == "http.response.body":
            self.chunks.append(message.get("body", b""))


def _stored(collected: Collected, scope: Scope, route: str) -> StoredAnswer:
    plain = b"".join(collected.chunks)
    headers = collected.headers
    etag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    kind = headers.get("content-type", "")
    zipped = None
    if kind.startswith(_COMPRESSIBLE):
        headers["vary"] = "Accept-Encoding"
        if len(plain) > _WORTH_COMPRESSING:
            zipped = gzip.compress(plain, 6, mtime=0)
    if collected.status == 200 and scope["path"] not in security.LIVE:
        headers["etag"] = etag
    security.apply(headers, scope, collected.status)
    headers.setdefault("content-length", "0")
    raw = [(name, value) for name, value in headers.raw if name != b"content-length"]
    return StoredAnswer(collected.status, raw, etag, plain, zipped, route)


async def _send(answer: StoredAnswer, asked: Headers, scope: Scope, send: Send) -> tuple[int, int]:
    status, body = answer.status, answer.plain
    extra: list[tuple[bytes, bytes]] = [(b"date", formatdate(usegmt=True).encode())]
    if answer.status == 200 and matches(asked.get("if-none-match", ""), answer.etag):
        status, body = 304, b""
    elif answer.zipped is not None and _takes_gzip(asked.get("accept-encoding", "")):
        body = answer.zipped
        extra.append((b"content-encoding", b"gzip"))
    if status != 304:
        extra.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": answer.headers + extra})
    sent = b"" if scope["method"] == "HEAD" else body
    # A piece follows when the one before is taken: who takes a large page slowly holds no copy of it in memory.
    for start in range(0, len(sent), _PIECE):
        await send({"type": "http.response.body", "body": sent[start : start + _PIECE], "more_body": True})
    await send({"type": "http.response.body", "body": b""})
    return status, len(body)


def matches(wanted: str, etag: str) -> bool:
    """Whether If-None-Match names an answer's ETag, so that who asks has it already."""
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in wanted.split(",") if tag.strip())


def _takes_gzip(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _cacheable(path: str) -> bool:
    return path not in security.LIVE and not path.endswith("/search")
