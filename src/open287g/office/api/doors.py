"""Who comes in: a token in the header, good now, with the scope that an endpoint wants, and not too often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from open287g.office.api.problems import Problem, too_often
from open287g.office.entering.authority import AN_ACT
from open287g.office.ledger.database import read
from open287g.office.login.tokens import Bearer, bearer_of
from open287g.office.office import Office
from open287g.rulebook.decide import decide
from open287g.ui.serving.rates import Rates

UNKNOWN = "This wants a good token: Authorization: Bearer o287_..."
CHALLENGE = {"www-authenticate": 'Bearer realm="open287g office"'}


class Opened:
    """The office, opened by the first who asks; the rulebook is made ready once, while the others wait."""

    def __init__(self, open_office: Callable[[], Office]) -> None:
        self._open, self._lock = open_office, Lock()
        self._office: Office | None = None

    def __call__(self) -> Office:
        """The same office for all."""
        with self._lock:
            if self._office is None:
                self._office = self._open()
                decide(act={"act": AN_ACT})
            return self._office


@dataclass(frozen=True)
class Doors:
    """The office behind the API, and how often each may ask."""

    open_office: Callable[[], Office]
    each: Rates
    strangers: Rates


@dataclass(frozen=True)
class Guest:
    """Who asks, in which office."""

    office: Office
    bearer: Bearer

    def needs(self, scope: str) -> None:
        """Raises Problem where the token has no such scope; what there is to see is not looked at before."""
        if scope not in self.bearer.scopes:
            raise Problem(403, f"The token has no scope {scope}.", CHALLENGE)


_SCHEME = HTTPBearer(auto_error=False, description="A token of the office: open287g office tokens issue.")


def _guest(request: Request, _: Annotated[object, Security(_SCHEME)]) -> Guest:
    """The bearer of the request's token. Raises Problem: 401 in one sentence for every cause, 429."""
    doors: Doors = request.app.state.doors
    office = doors.open_office()
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = None
    if scheme.lower() == "bearer" and len(token) < 200:
        bearer = read(office.engine, lambda connection: bearer_of(connection, token.strip(), office.clock()))
    if bearer is None:
        host = request.client.host if request.client else ""
        if wait := doors.strangers.wait(host):
            raise too_often(wait)
        raise Problem(401, UNKNOWN, CHALLENGE)
    request.state.who = f"{bearer.viewer.account} by token {bearer.token_id}"
    if wait := doors.each.wait(bearer.token_id):
        raise too_often(wait)
    return Guest(office, bearer)


In = Annotated[Guest, Depends(_guest)]
"""The parameter of every endpoint."""
