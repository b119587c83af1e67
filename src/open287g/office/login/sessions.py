"""Sessions: a random token in the browser, its hash here, an end after idle time and after a day's work."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import moment_of, moment_text
from open287g.office.ledger.schema import sessions
from open287g.office.login.passwords import REFUSED, NotIn, proves
from open287g.office.office import Office, state_of

log = logging.getLogger("open287g.office")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What may be the name of an account; anything else that was typed, such as a password, is not logged."""

IDLE, LONGEST = timedelta(minutes=15), timedelta(hours=12)
"""A shared terminal is left alone for less than the first; nobody works longer than the second."""

SEEN = timedelta(seconds=30)
"""A session that was seen so shortly ago is not noted anew: every page would wait for the disk."""


def log_in(office: Office, account: str, password: str, code: str) -> str:
    """A new session's token. Raises NotIn, with one sentence for every cause; the failure is counted all the same."""
    now = office.clock()

    def work(connection: Connection) -> str | None:
        if not proves(connection, office.keys, account, password, code, now):
            return None
        return begin_session(connection, account, now)

    token = write(office.engine, work)
    if token is None:
        log.warning("nobody came in as %s", account if ID.fullmatch(account) else "what is no account's name")
        raise NotIn(REFUSED, exit_code=3)
    log.info("%s came in by password and code", account)
    return token


def begin_session(connection: Connection, account: str, now: datetime) -> str:
    """A new session of an account that proved who it is; its token."""
    token = secrets.token_urlsafe(32)
    row = {"token_hash": _hash(token), "account": account, "began": moment_text(now), "seen": moment_text(now)}
    connection.execute(insert(sessions).values(row))
    return token


def who(office: Office, token: str) -> str | None:
    """The account of a session that still runs, which is seen now; None where it ended, or the account was closed."""
    now, name = office.clock(), _hash(token)

    def work(connection: Connection) -> tuple[str | None, bool]:
        """The account, and whether there is something to write."""
        row = connection.execute(select(sessions).where(sessions.c.token_hash == name)).first()
        if row is None:
            return None, False
        seen = moment_of(row.seen)
        closed = state_of(connection, f"account:{row.account}").state != "open"
        if closed or _is_over(moment_of(row.began), seen, now):
            return None, True
        return str(row.account), now - seen >= SEEN

    account, told = read(office.engine, work)
    if told:
        write(office.engine, lambda connection: _see(connection, name, account is not None, now))
    return account


def _see(connection: Connection, name: str, goes_on: bool, now: datetime) -> None:
    """Note that a session was seen, never before it was; or end it."""
    here = sessions.c.token_hash == name
    if not goes_on:
        connection.execute(delete(sessions).where(here))
        return
    text = moment_text(now)
    connection.execute(update(sessions).where(here, sessions.c.seen < text).values(seen=text))


def log_out(office: Office, token: str) -> None:
    """End a session."""
    ended = delete(sessions).where(sessions.c.token_hash == _hash(token))
    write(office.engine, lambda connection: connection.execute(ended))


def _is_over(began: datetime, seen: datetime, now: datetime) -> bool:
    return now - seen > IDLE or now - began > LONGEST


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
