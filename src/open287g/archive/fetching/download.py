"""One file over HTTP: whole, within bounds, tried again where that helps, or a clear error."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message

import httpx2
import stamina
from stamina.instrumentation import RetryDetails, get_on_retry_hooks, set_on_retry_hooks

from open287g.archive.fetching.answer import BROWSER, LATER, Passing, body_of, require_safe_way, require_success
from open287g.archive.fetching.near import Guard
from open287g.archive.store.errors import FetchError
from open287g.core.version import __version__

USER_AGENT = f"open287g/{__version__}"
_LONGEST_NAME = 200
_FULL_NAME = re.compile(r";\s*filename\*\s*=\s*[\w-]+'[^';]*'[^;\s]", re.IGNORECASE)
_PLAIN_NAME = re.compile(r""";\s*filename\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^;]*)""", re.IGNORECASE)
"""A file's name in a header, written for all alphabets, and otherwise."""
_OFFLINE = "Check the network connection and the address, or try again later; nothing was changed."


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
    """A file as delivered at `received_at`; `content` is None when the server says it has not changed.

    `name` is what the server calls the file, empty where it does not say.
    """

    address: str
    final_address: str
    content: bytes | None
    validators: Validators
    received_at: datetime
    name: str = ""

    @property
    def led_to(self) -> str:
        """Where the address led, empty where nowhere else."""
        return self.final_address if self.final_address != self.address else ""

    @property
    def where(self) -> str:
        """The address asked, and where it leads if that is elsewhere."""
        return f"{self.address} (which leads to {self.led_to})" if self.led_to else self.address


@asynccontextmanager
async def client(bounds: Bounds, named: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A plain HTTP client: names itself, follows few redirects, tells on standard error when it tries again.

    It goes into one's own network only where the address `named` by the user lies there.
    """
    hooks = get_on_retry_hooks()
    set_on_retry_hooks([_tell])
    try:
        async with httpx2.AsyncClient(
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            timeout=bounds.idle_seconds,
            follow_redirects=True,
            max_redirects=bounds.redirects,
            event_hooks={"request": [_require_port, Guard(named)]},
        ) as http:
            yield http
    finally:
        set_on_retry_hooks(hooks)


async def _require_port(request: httpx2.Request) -> None:
    # The network layer below fails on such a port with an error of its own, outside httpx's.
    if request.url.port is not None and not 0 < request.url.port < 65536:
        raise httpx2.InvalidURL(f"there is no port {request.url.port}")


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
    raise FetchError(f"not delivered whole within {bounds.seconds:g} seconds", where=address, remedy=LATER)


def _patience(bounds: Bounds) -> Callable[[Exception], bool | float]:
    """Decide for stamina whether, and after how long, to try again."""

    def decide(error: Exception) -> bool | float:
        if not isinstance(error, Passing) or (error.after or 0) > bounds.longest_wait:
            return False
        return True if error.after is None else error.after

    return decide


async def _once(http: httpx2.AsyncClient, address: str, bounds: Bounds, known: Validators) -> Delivery:
    try:
        async with http.stream("GET", address, headers=known.headers()) as response:
            require_safe_way(response, address)
            require_success(response, address, asked=bool(known.headers()))
            content = None if response.status_code == 304 else await body_of(response, address, bounds.max_bytes)
            named = _name(response.headers.get("Content-Disposition", ""))
            return Delivery(address, str(response.url), content, _validators(response), datetime.now(UTC), named)
    except httpx2.TooManyRedirects as error:
        raise FetchError(f"more than {bounds.redirects} redirects", where=address, remedy=BROWSER) from error
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, httpx2.CookieConflict, UnicodeError) as error:
        raise FetchError(f"leads to no address that can be asked ({error})", where=address, remedy=BROWSER) from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        reason = str(error) or "no answer in time"
        raise Passing(f"cannot be reached ({reason})", where=address, remedy=_OFFLINE) from error
    except httpx2.TransportError as error:
        reason = str(error) or type(error).__name__
        raise Passing(f"not delivered whole ({reason})", where=address, remedy=LATER) from error


def _validators(response: httpx2.Response) -> Validators:
    told = [response.headers.get(name, "") for name in ("ETag", "Last-Modified")]
    return Validators(*(value if value.isascii() and value.isprintable() else "" for value in told))


def _name(disposition: str) -> str:
    """The file name in a Content-Disposition header, without folders; empty where it holds none that can be used.

    What is written for all alphabets (`filename*`) goes before the other, as RFC 6266 has it.
    """
    header = Message()
    plain = _printable(disposition)
    header["Content-Disposition"] = _PLAIN_NAME.sub("", plain) if _FULL_NAME.search(plain) else plain
    name = re.split(r"[/\\]", header.get_filename() or "")[-1].strip(" .")
    return name if name.isprintable() and len(name.encode("utf-8", "replace")) <= _LONGEST_NAME else ""


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
