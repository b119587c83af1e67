"""Addresses as ICE pastes them, and as they should be: unwrapped, without mailboxes."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

# Most addresses need nothing: a plain path on a plain host; or it stands plainly behind that of an archive.
_SIMPLE = re.compile(r"https?://[\w.-]+(?:/[\w.%~+,'()-]*)+", re.ASCII)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+/(https?://[\w.-]+(?:/[\w.%~+,'()-]*)+)", re.ASCII)
_INNER = re.compile(r"https?:/{1,2}(?=[^/])", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")


class Link(NamedTuple):
    """An address, and what was wrong with it as found (empty if nothing)."""

    url: str
    wrapped: str


@lru_cache(maxsize=16384)
def unwrap(found: str) -> Link:
    """The http(s) address inside `found`: out of mail scanners, browser extensions and archives.

    `wrapped` is one of "", "safelink", "browser-extension", "archive", "slash", or "unreadable" (then `url` is empty).
    A mailbox never survives: what cannot be unwrapped is dropped, not kept.
    """
    if "%40" not in found:
        if _SIMPLE.fullmatch(found) and found.count("http") == 1:
            return Link(found, "")
        if (archived := _ARCHIVED.fullmatch(found)) and found.count("http") == 2:
            return Link(archived[1], "archive")
    text = unescape(found.strip())
    host = urlsplit(text).hostname or "" if text.isascii() and "[" not in text else ""
    if host.endswith("safelinks.protection.outlook.com"):
        inner = parse_qs(urlsplit(text).query).get("url", [""])[0]
        return Link(_plain(inner), "safelink") if _plain(inner) else Link("", "unreadable")
    starts = [match.start() for match in _INNER.finditer(text)]
    if not starts or not _plain(text[starts[-1] :]):
        return Link("", "unreadable")
    url = _plain(text[starts[-1] :])
    if starts[-1] > 0:
        return Link(url, "browser-extension" if text.startswith("chrome-extension:") else "archive")
    return Link(url, "" if url == text else "slash")


def without_mailboxes(text: str) -> str:
    """`text` with every mail address replaced, so that it can be kept as evidence."""
    return _MAILBOX.sub("[mailbox removed]", text) if "@" in text or "%40" in text else text


def _plain(url: str) -> str:
    mended = re.sub(
        r"^(https?):/{1,2}(?=[^/])", lambda found: f"{found[1].lower()}://", url.strip(), flags=re.IGNORECASE
    )
    mended = mended.replace(" ", "%20")
    if not mended.startswith(("http://", "https://")) or _MAILBOX.search(mended) or re.search(r"[\s<>\"\\]", mended):
        return ""
    return mended
