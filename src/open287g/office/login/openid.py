"""Signing in at an organization's provider: begun here, proved there, and finished here, once.

An account opens to an identity only where an administrator linked the two in the ledger; signing in makes no account
and links none. Who may not come in is told one sentence, whatever the cause.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection, delete, insert, select

from open287g.office.ledger.database import write
from open287g.office.ledger.entry import moment_text
from open287g.office.ledger.private import open_sealed, seal
from open287g.office.ledger.schema import signins
from open287g.office.login.passwords import NotIn
from open287g.office.login.provider import Distrusted, Provider, discover, subject_of, token_of
from open287g.office.login.sessions import begin_session
from open287g.office.office import Office, names_of, states_of

WITHIN = timedelta(minutes=10)
"""So long may somebody take at the provider."""

REFUSED = "Signing in at your organization did not succeed, or no account of this office is linked to it."

log = logging.getLogger("open287g.office")


@dataclass(frozen=True)
class Begun:
    """Where to send the browser, and the state it must bring back: keep it in a cookie of that browser alone."""

    address: str
    state: str


def identity_of(issuer: str, subject: str) -> str:
    """What the ledger holds of an identity: who it is cannot be read from it."""
    return hashlib.sha256(f"{issuer}\0{subject}".encode()).hexdigest()


def begin_sign_in(office: Office, provider: Provider) -> Begun:
    """Begin at the provider, with state, nonce and PKCE. Raises NotIn where it cannot be reached."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    now, name = office.clock(), _hash(state)
    sealed = seal(office.keys.sealing, json.dumps([nonce, verifier]).encode(), f"signin:{name}")
    try:
        about = discover(provider)
    except Distrusted as why:
        raise _refused(why) from None

    def keep(connection: Connection) -> None:
        connection.execute(delete(signins).where(signins.c.began < moment_text(now - WITHIN)))
        connection.execute(insert(signins).values(state_hash=name, sealed=sealed, began=moment_text(now)))

    write(office.engine, keep)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "scope": "openid", "client_id": provider.client_id, "redirect_uri": provider.back,
        "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    } | ({"acr_values": provider.acr} if provider.acr else {})  # fmt: skip
    joined = "&" if "?" in about["authorization_endpoint"] else "?"
    return Begun(f"{about['authorization_endpoint']}{joined}{urlencode(asked)}", state)


def finish_sign_in(
    office: Office, provider: Provider, state: str, cookie: str, code: str, issuer: str | None = None
) -> str:
    """A new session's token, for who comes back with a state and a code. `cookie` is the state that this browser began
    with; `issuer` is the parameter `iss`, where the provider sends it (RFC 9207). Raises NotIn.
    """
    now = office.clock()
    try:
        if not hmac.compare_digest(state.encode(), cookie.encode()):
            raise Distrusted("another browser began this")
        if issuer not in (None, provider.issuer):
            raise Distrusted("the answer comes from another issuer")
        nonce, verifier = _taken(office, state, now)
        about = discover(provider)
        subject = subject_of(provider, about, token_of(provider, about, code, verifier), nonce, now)
    except Distrusted as why:
        raise _refused(why) from None
    identity = identity_of(provider.issuer, subject)

    def enter(connection: Connection) -> str | None:
        account = account_of(connection, identity)
        return None if account is None else begin_session(connection, account, now)

    token = write(office.engine, enter)
    if token is None:
        raise _refused(Distrusted("no open account is linked to this identity"))
    log.info("somebody came in by the organization's provider")
    return token


def account_of(connection: Connection, identity: str) -> str | None:
    """The one open account that is linked to an identity."""
    accounts = states_of(connection, names_of(connection, "account"))
    found = [one.id for one in accounts if one.state == "open" and one.facts.get("identity") == identity]
    return found[0] if len(found) == 1 else None


def _taken(office: Office, state: str, now: datetime) -> tuple[str, str]:
    """Nonce and verifier of a sign-in, which is then over. Raises Distrusted where none began, or too long ago."""
    name = _hash(state)

    def work(connection: Connection) -> bytes | None:
        told = select(signins.c.sealed).where(
            signins.c.state_hash == name, signins.c.began >= moment_text(now - WITHIN)
        )
        sealed = connection.execute(told).scalar()
        connection.execute(delete(signins).where(signins.c.state_hash == name))
        return None if sealed is None else bytes(sealed)

    sealed = write(office.engine, work)
    if sealed is None:
        raise Distrusted("no sign-in began so, or it took too long, or it is over")
    nonce, verifier = json.loads(open_sealed(office.keys.sealing, sealed, f"signin:{name}"))
    return nonce, verifier


def _refused(why: Distrusted) -> NotIn:
    log.warning("nobody came in by the organization's provider: %s", why.what)
    return NotIn(REFUSED, exit_code=3)


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
