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
        password = _password(account)
        address = write(office.engine, lambda c: set_password(c, office.keys, account, password))
        made = pyotp.parse_uri(address)
        assert isinstance(made, pyotp.TOTP)
        return log_in(office, account, password, made.at(office.clock()))

    return enter


def _password(account: str) -> str:
    """One that does not hold the account's name by chance, which would be refused."""
    made = iter(lambda: secrets.token_urlsafe(24), "")
    return next(one for one in made if account.lower() not in one.lower())
