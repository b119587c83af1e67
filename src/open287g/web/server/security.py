"""Headers that keep a page to itself: no script but its own, no third party, no sniffing, no referrer."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

LIVE = ("/health", "/metrics")

_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
_COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
_SHARED = ("/api/", "/feeds/", "/embed/", "/es/feeds/", "/es/embed/", "/static/", "/downloads/")

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Max-Age": "86400",
}


def is_shared(path: str) -> bool:
    """Whether pages of other sites may read what is at `path`."""
    return path.startswith(_SHARED)


def policy(embeddable: bool = False) -> str:
    """The Content-Security-Policy; an embed may be framed by any site, a page by none."""
    return _POLICY.format(ancestors="*" if embeddable else "'none'")


def apply(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Add the security headers and the time an answer may be kept."""
    path: str = scope["path"]
    embeddable = path.startswith(("/embed/", "/es/embed/"))
    headers["content-security-policy"] = policy(embeddable)
    for name, value in _COMMON.items():
        headers[name] = value
    shared = is_shared(path)
    headers["cross-origin-resource-policy"] = "cross-origin" if shared else "same-origin"
    if shared:
        headers["access-control-allow-origin"] = "*"
        headers["access-control-expose-headers"] = "ETag, Link, X-Total-Count"
    if not embeddable:
        headers["x-frame-options"] = "DENY"
    if "location" in headers:
        headers["location"] = _here(headers["location"])
    headers.setdefault("cache-control", _keep(path, scope["query_string"], status))


def _here(location: str) -> str:
    """Where a redirect leads, as a path: the atlas sends nobody elsewhere, whatever host the request has named."""
    asked = urlsplit(location)
    return urlunsplit(("", "", "/" + asked.path.lstrip("/"), asked.query, ""))


def _keep(path: str, query: bytes, status: int) -> str:
    if path in LIVE or status >= 400:
        return "no-store"
    if path.startswith("/static/") and query.startswith(b"v="):
        return "public, max-age=31536000, immutable"
    return "public, max-age=300"
