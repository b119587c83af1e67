"""Who is there: the cookie of a session, and the token that every form carries."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.requests import Request
from starlette.responses import Response

from open287g.office.login.openid import WITHIN
from open287g.office.login.sessions import LONGEST, who
from open287g.office.web.site import Site

FORM = "form"
"""The field of every form that shows it came from a page of this office."""


def cookie_name(secure: bool) -> str:
    """With https its prefix makes browsers keep it to this host and to https."""
    return "__Host-office" if secure else "office"


def token_of(request: Request, site: Site) -> str:
    """The token in the visitor's browser; empty where there is none."""
    return request.cookies.get(cookie_name(site.secure), "")[:200]


def account_of(token: str, site: Site) -> str:
    """The account whose session this is; empty where there is none, or it ended."""
    return (who(site.office, token) or "") if token else ""


def begun_name(secure: bool) -> str:
    """The cookie of a sign-in that is under way at the organization's provider."""
    return cookie_name(secure) + "-begun"


def keep_begun(response: Response, told: str, site: Site) -> None:
    """Keep the state of a sign-in that is under way; an empty one forgets it."""
    response.set_cookie(
        begun_name(site.secure), told, max_age=int(WITHIN.total_seconds()) if told else 0, httponly=True,
        samesite="lax", secure=site.secure, path="/",
    )  # fmt: skip


def new_token() -> str:
    """For a visitor without a session, so that a form can be tied to their browser."""
    return secrets.token_urlsafe(32)


def keep(response: Response, token: str, site: Site) -> None:
    """Keep a token in the visitor's browser, out of reach of scripts and of other sites' forms.

    Lax and not strict: a link in a calendar or a letter would else end the session it leads into.
    """
    response.set_cookie(
        cookie_name(site.secure), token, max_age=int(LONGEST.total_seconds()), httponly=True, samesite="lax",
        secure=site.secure, path="/",
    )  # fmt: skip


def forget(response: Response, site: Site) -> None:
    """Take the token out of the browser, and all else that it may have kept of the office."""
    response.headers["clear-site-data"] = '"cache", "cookies", "storage"'
    response.delete_cookie(cookie_name(site.secure), path="/", httponly=True, samesite="lax", secure=site.secure)


def form_token(token: str) -> str:
    """What a form carries: a use number, and a seal over it that only the browser's token can make."""
    number = secrets.token_urlsafe(12)
    return f"{number}.{_seal(token, number)}"


def is_own(token: str, told: str) -> bool:
    """Whether a form came from a page that was shown to this browser."""
    number, _, seal = told.partition(".")
    return bool(token) and hmac.compare_digest(_seal(token, number).encode(), seal.encode())


def _seal(token: str, number: str) -> str:
    return hmac.new(token.encode(), number.encode(), hashlib.sha256).hexdigest()


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site sent this."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
