"""Passwords and the second factor: set together, checked together, and refused in one sentence."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from open287g.core.errors import InputError, Open287gError
from open287g.office.ledger.entry import moment_of, moment_text
from open287g.office.ledger.private import open_sealed, seal
from open287g.office.ledger.schema import logins, sessions
from open287g.office.ledger.signing import Keys
from open287g.office.office import state_of

SHORTEST, LONGEST = 12, 256
"""Characters of a password, beside which a code is always wanted; none is cut off."""

CONTEXT = ("287g", "sheriff", "immigration", "password")
"""Words that whoever guesses tries first here."""

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890")
FEW = 6
"""A password of fewer different characters is a row or a repeat."""

TRIES, CLOSED_FOR = 5, timedelta(minutes=15)
"""After so many failures in a row no further try is taken for so long."""

STEP = 30
"""Seconds for which a code of RFC 6238 is good; the one before and the one after are taken too."""

NEVER = "1970-01-01T00:00:00.000000Z"
REFUSED = "The account, the password or the code is wrong, or too many tries were made."


class NotIn(Open287gError):
    """Nobody comes in; the sentence does not say which of them was wrong."""


@cache
def _hasher() -> PasswordHasher:
    """Argon2id with the library's parameters, those of RFC 9106 for little memory."""
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that is checked where there is no account, so that the answer takes as long."""
    return _hasher().hash("nobody's password")


def set_password(connection: Connection, keys: Keys, account: str, password: str) -> str:
    """Set the password of an open account, with a new key for its codes; ends its sessions.

    Gives the address (otpauth://) that an authenticator takes. Raises InputError for a password that is too short, too
    long or easily guessed here, or an account that is not open.
    """
    if state_of(connection, f"account:{account}").state != "open":
        raise InputError("is no open account", "account")
    if not SHORTEST <= len(password) <= LONGEST or _is_guessed(account, password.lower()):
        what = (
            f"has fewer than {SHORTEST} or more than {LONGEST} characters, or is easily guessed: "
            "it holds the account's name, a word of this work, or a row of keys"
        )
        raise InputError(what, "password", "Take several words.")
    secret = pyotp.random_base32()
    row = {
        "account": account,
        "password": _hasher().hash(password),
        "code_key": seal(keys.sealing, secret.encode(), f"login:{account}"),
        "code_used": 0,
        "failures": 0,
        "closed_until": NEVER,
    }
    connection.execute(delete(logins).where(logins.c.account == account))
    connection.execute(delete(sessions).where(sessions.c.account == account))
    connection.execute(insert(logins).values(row))
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=account, issuer_name="open287g office")


def _is_guessed(account: str, password: str) -> bool:
    """Whether a password, in small letters, holds what is tried first, or is mostly a row of keys."""
    rows = (row[at : at + 6] for told in ROWS for row in (told, told[::-1]) for at in range(len(row) - 5))
    held = any(word in password for word in (account.lower(), *CONTEXT, *rows))
    return held or len(set(password)) < FEW


def proves(connection: Connection, keys: Keys, account: str, password: str, code: str, now: datetime) -> bool:
    """Whether the account is who it says; counts failures, and takes each code once."""
    row = connection.execute(select(logins).where(logins.c.account == account)).first()
    if row is None or moment_of(row.closed_until) > now:
        _same(_nobody(), password)
        return False
    secret = open_sealed(keys.sealing, bytes(row.code_key), f"login:{account}").decode()
    right, used = _same(row.password, password), _code(secret, code, row.code_used, now)
    if right and used and state_of(connection, f"account:{account}").state == "open":
        _set(connection, account, code_used=used, failures=0, closed_until=NEVER)
        return True
    failures = row.failures + 1
    closed = moment_text(now + CLOSED_FOR) if failures % TRIES == 0 else NEVER
    _set(connection, account, failures=failures, closed_until=closed)
    return False


def _same(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def _code(secret: str, code: str, last: int, now: datetime) -> int:
    """The step of a code that is good now and was not used; 0 where it is none."""
    made = pyotp.TOTP(secret, interval=STEP)
    at = int(now.timestamp()) // STEP
    steps = (step for step in (at - 1, at, at + 1) if step > last)
    good = (step for step in steps if hmac.compare_digest(made.at(step * STEP).encode(), code.encode()))
    return next(good, 0)


def _set(connection: Connection, account: str, **values: int | str) -> None:
    connection.execute(update(logins).where(logins.c.account == account).values(values))
