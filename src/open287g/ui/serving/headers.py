"""Headers that keep a page to itself, on every face: no third party, no sniffing, no referrer."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}


def policy(embeddable: bool = False) -> str:
    """The Content-Security-Policy; an embed may be framed by any site, a page by none."""
    return _POLICY.format(ancestors="*" if embeddable else "'none'")


def locked_down() -> dict[str, str]:
    """Headers of what a server refuses before any face is asked."""
    own = {"content-security-policy": policy(), "cross-origin-resource-policy": "same-origin",
           "x-frame-options": "DENY", "cache-control": "no-store"}  # fmt: skip
    return COMMON | own


def here(location: str) -> str:
    """Where a redirect leads, as a path: a face sends nobody elsewhere, whatever host the request has named."""
    asked = urlsplit(location)
    return urlunsplit(("", "", "/" + asked.path.lstrip("/"), asked.query, asked.fragment))
