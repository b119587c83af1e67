"""A server's answer: is it a success, may its failure pass, and is its body whole?"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from open287g.archive.store.errors import FetchError

BROWSER = "Open it in a browser, save the file, and run: open287g archive add FILE --source ADDRESS"
LATER = "Try again later; nothing was changed."
_TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_REFUSED = (401, 403, 406, 451)


class Passing(FetchError):
    """A failure that may pass; `after` is how long the server asked to wait."""

    after: float | None = None


class Gone(FetchError):
    """What was asked for is not there (any more)."""


def require_safe_way(response: httpx2.Response, address: str) -> None:
    """Refuse what came by a way on which anyone could have changed it."""
    schemes = [step.url.scheme for step in response.history] + [response.url.scheme]
    if "https" in schemes and "http" in schemes[schemes.index("https") :]:
        raise FetchError("redirects from https to plain http", where=address, remedy=BROWSER)


def require_success(response: httpx2.Response, address: str, *, asked: bool) -> None:
    """Accept 200, and 304 if a change was `asked` for; raise `FetchError`, or `Passing` where trying again may help."""
    status = response.status_code
    if status == 200 or (status == 304 and asked):
        return
    told = f"the server answered {status} {response.reason_phrase}".rstrip()
    moved = f" at {response.url}, where the address leads" if response.history else ""
    if status in _TRY_AGAIN:
        passing = Passing(told + moved, where=address, remedy=LATER)
        passing.after = _retry_after(response.headers.get("Retry-After", ""))
        if passing.after:
            passing.remedy = f"It asks to be left alone for {passing.after:.0f} seconds. {LATER}"
        raise passing
    if status in _REFUSED:
        raise FetchError(f"refused: {told}{moved}", where=address, remedy=f"It refuses some programs. {BROWSER}")
    if status in (404, 410):
        raise Gone(
            f"not there: {told}{moved}",
            where=address,
            remedy="Perhaps it has moved. Look for it in a browser; another page is named with --page URL.",
        )
    raise FetchError(f"{told}{moved}", where=address, remedy=BROWSER)


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


async def body_of(response: httpx2.Response, address: str, max_bytes: int) -> bytes:
    """The body, decoded here: httpx accepts a gzip stream that stops early.

    What is received counts as what is decoded does: a packed body may go on without end and unpack to nothing.
    """
    too_large = FetchError(f"larger than {max_bytes:,} bytes", where=address, remedy="Raise the bound with --max-size.")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise too_large
    unpack = _unpacker(response, address)
    body, received = bytearray(), 0
    async for chunk in response.aiter_raw():
        received += len(chunk)
        try:
            if unpack is None:
                body += chunk
            elif not unpack.eof:  # What follows the end would be kept, and copied at every chunk.
                body += unpack.decompress(chunk, max_bytes + 1 - len(body))
        except zlib.error as error:
            raise Passing(f"delivered damaged ({error})", where=address, remedy=LATER) from error
        if max(received, len(body)) > max_bytes:
            raise too_large
    if unpack and not unpack.eof:
        raise Passing("not delivered whole (its gzip stream stops early)", where=address, remedy=LATER)
    if not body:
        raise Passing("delivered empty", where=address, remedy=LATER)
    return bytes(body)


def _unpacker(response: httpx2.Response, address: str) -> zlib._Decompress | None:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        return None
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(wbits=31)
    raise FetchError(f"packed as {encoding!r}, which was not asked for", where=address, remedy=BROWSER)
