"""Into a synthetic office without a password: a new one is made at each entering, known to nobody, used once."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pyotp

from open287g.office.ledger.database import write
from open287g.office.login.passwords import set_password
from open287g.office.login.sessions import log_in
from open287g.office.office import Office


def door(office: Office) -> Callable[[str], str]:
    """Gives the token of a new session of an account; a session it had ends."""

    def enter(account: str) -> str:
        password = secrets.token_urlsafe(24)
        address = write(office.engine, lambda c: set_password(c, office.keys, account, password))
        made = pyotp.parse_uri(address)
        assert isinstance(made, pyotp.TOTP)
        return log_in(office, account, password, made.at(office.clock()))

    return enter
