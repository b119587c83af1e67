"""One file over HTTP: whole, within bounds, tried again where that helps, or a clear error."""

from __future__ import annotations

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
import stamina
from stamina.instrumentation import RetryDetails, get_on_retry_hooks, set_on_retry_hooks

from open287g import __version__
from open287g.archive.errors import FetchError

USER_AGENT = f"open287g/{__version__}"
_TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_REFUSED = (401, 403, 406, 451)
_BROWSER = "Open it in a browser, save the file, and run: open287g archive add FILE --source ADDRESS"
_OFFLINE = "Check the network connection and the address, or try again later; nothing was changed."
_LATER = "Try again later; nothing was changed."


@dataclass(frozen=True)
class Bounds:
    """What one download may cost. Sizes in bytes, times in seconds; `seconds` counts waits and further attempts too."""

    max_bytes: int = 32 * 1024 * 1024
    seconds: float = 180
    idle_seconds: float = 30
    attempts: int = 4
    first_wait: float = 1
    longest_wait: float = 60
    redirects: int = 5


@dataclass(frozen=True)
class Validators:
    """What a server said by which to ask later whether a file has changed."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The conditional part of a request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Delivery:
    """A file as delivered at `received_at`; `content` is None when the server says it has not changed."""

    address: str
    final_address: str
    content: bytes | None
    validators: Validators
    received_at: datetime

    @property
    def where(self) -> str:
        """The address asked, and where it leads if that is elsewhere."""
        moved = self.final_address != self.address
        return f"{self.address} (which leads to {self.final_address})" if moved else self.address


class _Passing(FetchError):
    """A failure that may pass; `after` is how long the server asked to wait."""

    after: float | None = None


@asynccontextmanager
async def client(bounds: Bounds) -> AsyncIterator[httpx2.AsyncClient]:
    """A plain HTTP client: names itself, follows few redirects, tells on standard error when it tries again."""
    hooks = get_on_retry_hooks()
    set_on_retry_hooks([_tell])
    try:
        async with httpx2.AsyncClient(
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            timeout=bounds.idle_seconds,
            follow_redirects=True,
            max_redirects=bounds.redirects,
        ) as http:
            yield http
    finally:
        set_on_retry_hooks(hooks)


def _tell(details: RetryDetails) -> None:
    if isinstance(details.caused_by, FetchError):
        error = details.caused_by
        print(f"{error.where}: {error.what}; trying again in {details.wait_for:.0f} s", file=sys.stderr)


async def download(http: httpx2.AsyncClient, address: str, bounds: Bounds, known: Validators | None = None) -> Delivery:
    """Get `address` whole. Raises `FetchError`; nothing of a failed download remains."""
    known = known or Validators()
    attempts = stamina.retry_context(
        on=_patience(bounds),
        attempts=bounds.attempts,
        timeout=None,
        wait_initial=bounds.first_wait,
        wait_max=bounds.longest_wait,
        wait_jitter=bounds.first_wait,
    )
    try:
        async with asyncio.timeout(bounds.seconds):
            async for attempt in attempts:
                with attempt:
                    return await _once(http, address, bounds, known)
    except TimeoutError:
        pass
    raise FetchError(f"not delivered whole within {bounds.seconds:g} seconds", where=address, remedy=_LATER)


def _patience(bounds: Bounds) -> Callable[[Exception], bool | float]:
    """Decide for stamina whether, and after how long, to try again."""

    def decide(error: Exception) -> bool | float:
        if not isinstance(error, _Passing) or (error.after or 0) > bounds.longest_wait:
            return False
        return True if error.after is None else error.after

    return decide


async def _once(http: httpx2.AsyncClient, address: str, bounds: Bounds, known: Validators) -> Delivery:
    try:
        async with http.stream("GET", address, headers=known.headers()) as response:
            _require_safe_way(response, address)
            _require_success(response, address, asked=bool(known.headers()))
            content = None if response.status_code == 304 else await _body(response, address, bounds.max_bytes)
            return Delivery(address, str(response.url), content, _validators(response), datetime.now(UTC))
    except httpx2.TooManyRedirects as error:
        raise FetchError(f"more than {bounds.redirects} redirects", where=address, remedy=_BROWSER) from error
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, httpx2.CookieConflict) as error:
        raise FetchError(f"leads to no http or https address ({error})", where=address, remedy=_BROWSER) from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        reason = str(error) or "no answer in time"
        raise _Passing(f"cannot be reached ({reason})", where=address, remedy=_OFFLINE) from error
    except httpx2.TransportError as error:
        reason = str(error) or type(error).__name__
        raise _Passing(f"not delivered whole ({reason})", where=address, remedy=_LATER) from error


def _require_safe_way(response: httpx2.Response, address: str) -> None:
    schemes = [step.url.scheme for step in response.history] + [response.url.scheme]
    if "https" in schemes and "http" in schemes[schemes.index("https") :]:
        raise FetchError("redirects from https to plain http", where=address, remedy=_BROWSER)


def _require_success(response: httpx2.Response, address: str, *, asked: bool) -> None:
    status = response.status_code
    if status == 200 or (status == 304 and asked):
        return
    told = f"the server answered {status} {response.reason_phrase}".rstrip()
    moved = f" at {response.url}, where the address leads" if response.history else ""
    if status in _TRY_AGAIN:
        passing = _Passing(told + moved, where=address, remedy=_LATER)
        passing.after = _retry_after(response.headers.get("Retry-After", ""))
        if passing.after:
            passing.remedy = f"It asks to be left alone for {passing.after:.0f} seconds. {_LATER}"
        raise passing
    if status in _REFUSED:
        raise FetchError(f"refused: {told}{moved}", where=address, remedy=f"It refuses some programs. {_BROWSER}")
    if status in (404, 410):
        raise FetchError(
            f"not there: {told}{moved}",
            where=address,
            remedy="Perhaps it has moved. Look for it in a browser; another page is named with --page URL.",
        )
    raise FetchError(f"{told}{moved}", where=address, remedy=_BROWSER)


def _retry_after(text: str) -> float | None:
    """Seconds from a Retry-After header, which holds seconds or a date."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
    return max((until - datetime.now(UTC)).total_seconds(), 0.0)


async def _body(response: httpx2.Response, address: str, max_bytes: int) -> bytes:
    """The body, decoded here: httpx accepts a gzip stream that stops early."""
    too_large = FetchError(f"larger than {max_bytes:,} bytes", where=address, remedy="Raise the bound with --max-size.")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise too_large
    unpack = _unpacker(response, address)
    body = bytearray()
    async for chunk in response.aiter_raw():
        try:
            body += unpack.decompress(chunk, max_bytes + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise _Passing(f"delivered damaged ({error})", where=address, remedy=_LATER) from error
        if len(body) > max_bytes:
            raise too_large
    if unpack and not unpack.eof:
        raise _Passing("not delivered whole (its gzip stream stops early)", where=address, remedy=_LATER)
    if not body:
        raise _Passing("delivered empty", where=address, remedy=_LATER)
    return bytes(body)


def _unpacker(response: httpx2.Response, address: str) -> zlib._Decompress | None:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        return None
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(wbits=31)
    raise FetchError(f"packed as {encoding!r}, which was not asked for", where=address, remedy=_BROWSER)


def _validators(response: httpx2.Response) -> Validators:
    return Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
