"""Notices to a web hook: signed, bounded, and nowhere but to the address that was named."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from datetime import datetime

import httpx2

from open287g.archive.fetching.near import is_near
from open287g.core.errors import Open287gError
from open287g.office.notices.new import Notice
from open287g.office.notices.settings import Hook

SECONDS = 20
MOST = 200
"""Notices in one request."""
LATER = "It is tried again at the next pass."


def signature(secret: str, sent: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over the time of sending, a full stop, and the body."""
    return hmac.new(secret.encode(), sent.encode() + b"." + body, hashlib.sha256).hexdigest()


def send(hook: Hook, told: Sequence[Notice], now: datetime) -> None:
    """POST them, MOST at a time. Raises Open287gError where one is not taken; redirects are not followed."""
    secret = os.environ.get(hook.secret, "")
    if not secret:
        raise Open287gError(f"the environment has no {hook.secret}", hook.address, "Notices are signed: set it.")
    host = httpx2.URL(hook.address).host
    if not hook.near and asyncio.run(is_near(host)):
        raise Open287gError("leads inside this network", hook.address, "Write near: true if that is meant.")
    with httpx2.Client(timeout=SECONDS, follow_redirects=False) as http:
        for start in range(0, len(told), MOST):
            _post(http, hook, secret, told[start : start + MOST], now)


def _post(http: httpx2.Client, hook: Hook, secret: str, told: Sequence[Notice], now: datetime) -> None:
    body = json.dumps({"notices": [one.told() for one in told]}, ensure_ascii=False).encode()
    sent = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Open287g-Time": sent,
        "Open287g-Signature": signature(secret, sent, body),
    }
    try:
        # The answer's body is never read: only its status counts.
        with http.stream("POST", hook.address, content=body, headers=headers) as answer:
            status = answer.status_code
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Open287gError(f"was not reached ({type(error).__name__})", hook.address, LATER) from None
    if not 200 <= status < 300:
        raise Open287gError(f"answered {status}", hook.address, LATER)
