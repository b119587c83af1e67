"""Sessions: a random token in the browser, its hash here, an end after idle time and after a day's work."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from dataclasses import dataclass
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

MOST = 5
"""Sessions of one account; a new one ends the oldest beyond them."""

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
    of_account = select(sessions.c.token_hash).where(sessions.c.account == account)
    newest_first = connection.execute(of_account.order_by(sessions.c.began.desc(), sessions.c.token_hash)).scalars()
    old = [name for name in newest_first if name != row["token_hash"]][MOST - 1 :]
    connection.execute(delete(sessions).where(sessions.c.token_hash.in_(old)))
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


@dataclass(frozen=True)
class Running:
    """A session that runs: when it began, when it was seen, and whether it is the one that asks."""

    began: datetime
    seen: datetime
    own: bool


def running(office: Office, account: str, token: str) -> list[Running]:
    """The sessions of an account that run, the newest first."""
    now = office.clock()
    told = select(sessions).where(sessions.c.account == account).order_by(sessions.c.began.desc())
    rows = read(office.engine, lambda connection: connection.execute(told).all())
    found = [Running(moment_of(row.began), moment_of(row.seen), row.token_hash == _hash(token)) for row in rows]
    return [one for one in found if not _is_over(one.began, one.seen, now)]


def end_others(office: Office, account: str, token: str) -> None:
    """End every session of an account but the one of `token`."""
    others = delete(sessions).where(sessions.c.account == account, sessions.c.token_hash != _hash(token))
    write(office.engine, lambda connection: connection.execute(others))


def _is_over(began: datetime, seen: datetime, now: datetime) -> bool:
    return now - seen > IDLE or now - began > LONGEST


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
