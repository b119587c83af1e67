"""The site's own address in front of canonical links: as configured, else the request's host if it is this machine."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import Scope

_LOCAL = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?\Z")


def checked_origin(scope: Scope) -> str:
    """The request's own origin, or an empty text where its Host is not this machine: a foreign one is never repeated.

    The port must be the one that the server listens on.
    """
    found = _LOCAL.match(Headers(scope=scope).get("host", ""))
    server = scope.get("server")
    if found is None or server is None or int(found[2] or 80) != server[1]:
        return ""
    return f"{scope.get('scheme', 'http')}://{found[0]}"
