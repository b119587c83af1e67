"""Tokens: by which a program acts for an account, within scopes, until a day or until somebody takes it back.

A token is an event like any other: who made it, for what and until when stands in the ledger, with the hash of a secret
of 256 random bits that is shown once and kept nowhere. There is no table of tokens that could be edited.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection

from open287g.core.errors import InputError
from open287g.office.entering.scopes import scopes_of
from open287g.office.ledger.database import write
from open287g.office.model.state import State
from open287g.office.office import Office, names_of, state_of, states_of
from open287g.office.reading import Viewer, viewer_of
from open287g.office.record import record_in

FORM = re.compile(r"o287_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
"""Public id and secret. The prefix lets scanners of code and logs find a token that leaked."""


@dataclass(frozen=True)
class Bearer:
    """Who holds a good token: the account it acts for, and what of that account's rights it has."""

    viewer: Viewer
    token_id: str
    scopes: frozenset[str]
    expires_on: date


def issue(office: Office, account: str, scopes: Iterable[str], expires_on: date) -> str:
    """A new token of an account, shown this once. Raises InputError for a scope there is not, Refused for the rest."""
    wanted, today = sorted(set(scopes)), office.clock().astimezone(UTC).date()
    token_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    told = {"token_id": token_id, "account": account, "secret_sha256": _hash(secret), "scopes": wanted}
    event = {"kind": "token.issued", "on": today.isoformat(), "expires_on": expires_on.isoformat(), **told}

    def work(connection: Connection) -> None:
        viewer = viewer_of(connection, account)
        known = scopes_of(viewer.role) if viewer else frozenset()
        if viewer is not None and (strange := [one for one in wanted if one not in known]):
            place = wanted.index(strange[0]) + 1
            raise InputError(f"number {place} is no scope of a {viewer.role}", "scope", _list(known), exit_code=2)
        record_in(connection, office, account, event)

    write(office.engine, work, account)
    return f"o287_{token_id}_{secret}"


def _list(known: Iterable[str]) -> str:
    return f"Its scopes: {', '.join(sorted(known))}."


def bearer_of(connection: Connection, token: str, now: datetime) -> Bearer | None:
    """Who holds a token; None where it is none, was revoked or cut, has ended, or its account is closed."""
    form = FORM.fullmatch(token)
    if form is None:
        return None
    state = state_of(connection, f"token:{form[1]}")
    right = hmac.compare_digest(str(state.facts.get("secret_sha256", "")), _hash(form[2]))
    if not right or state.state != "issued" or is_over(state, now):
        return None
    viewer = viewer_of(connection, str(state.facts["account"]))
    if viewer is None:
        return None
    scopes = frozenset(state.facts["scopes"]) & scopes_of(viewer.role)
    return Bearer(viewer, form[1], scopes, date.fromisoformat(state.facts["expires_on"]))


def is_over(token: State, now: datetime) -> bool:
    """Whether its last day is past, in UTC."""
    return now.astimezone(UTC).date() > date.fromisoformat(str(token.facts["expires_on"]))


def list_tokens(connection: Connection, now: datetime, account: str | None = None) -> list[dict[str, Any]]:
    """Every token, or those of an account: what it may do, until when, and whether it still stands."""
    rows = []
    for state in states_of(connection, names_of(connection, "token")):
        if account in (None, state.facts["account"]):
            told = {name: state.facts[name] for name in ("account", "scopes", "expires_on")}
            over = state.state == "issued" and is_over(state, now)
            rows.append({"token_id": state.id, **told, "state": "ended" if over else state.state})
    return rows


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
