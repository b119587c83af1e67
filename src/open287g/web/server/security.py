"""Headers that keep a page to itself: no script but its own, no third party, no sniffing, no referrer."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from open287g.ui.serving.headers import COMMON, here, policy

LIVE = ("/health", "/metrics")

_SHARED = ("/api/", "/feeds/", "/embed/", "/es/feeds/", "/es/embed/", "/static/", "/downloads/")

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Max-Age": "86400",
}


def is_shared(path: str) -> bool:
    """Whether pages of other sites may read what is at `path`."""
    return path.startswith(_SHARED)


def apply(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Add the security headers and the time an answer may be kept."""
    path: str = scope["path"]
    embeddable = path.startswith(("/embed/", "/es/embed/"))
    headers["content-security-policy"] = policy(embeddable)
    for name, value in COMMON.items():
        headers[name] = value
    shared = is_shared(path)
    headers["cross-origin-resource-policy"] = "cross-origin" if shared else "same-origin"
    if shared:
        headers["access-control-allow-origin"] = "*"
        headers["access-control-expose-headers"] = "ETag, Link, X-Total-Count"
    if not embeddable:
        headers["x-frame-options"] = "DENY"
    if "location" in headers:
        headers["location"] = here(headers["location"])
    headers.setdefault("cache-control", _keep(path, scope["query_string"], status))


def _keep(path: str, query: bytes, status: int) -> str:
    if path in LIVE or status >= 400:
        return "no-store"
    if path.startswith("/static/") and query.startswith(b"v="):
        return "public, max-age=31536000, immutable"
    return "public, max-age=300"
