"""Who is there: password and code together, failures that count, sessions that end."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import Engine, insert, inspect, select, text

from open287g.core.errors import InputError
from open287g.office.checks import verify
from open287g.office.ledger.append import begin
from open287g.office.ledger.database import connect, migrate, read, steps, write
from open287g.office.ledger.schema import logins, metadata, sessions
from open287g.office.ledger.signing import make_keys
from open287g.office.login.passwords import CLOSED_FOR, REFUSED, STEP, TRIES, NotIn, set_password
from open287g.office.login.sessions import IDLE, LONGEST, MOST, log_in, log_out, who
from open287g.office.office import Office
from open287g.office.record import record
from open287g.office.setup import begin_accounts
from open287g.office.web.log_lines import Lines
from tests.office.agency import Clock, House, house

WORDS = "four plain words here"
STEPS = steps()
"""How the schema came to be; each step was released once."""


@pytest.fixture
def office(url: str, tmp_path: Path) -> House:
    return house(url, tmp_path)


def codes(found: House, account: str = "hq", password: str = WORDS) -> pyotp.TOTP:
    """Set a password; the authenticator with its codes."""
    address = write(found.office.engine, lambda c: set_password(c, found.office.keys, account, password))
    made = pyotp.parse_uri(address)
    assert isinstance(made, pyotp.TOTP)
    return made


def enter(found: House, made: pyotp.TOTP, account: str = "hq", password: str = WORDS) -> str:
    found.clock.now += timedelta(seconds=STEP)
    return log_in(found.office, account, password, made.at(found.clock.now))


def test_password_and_code_together_let_in(office: House) -> None:
    token = enter(office, codes(office))
    assert who(office.office, token) == "hq"
    log_out(office.office, token)
    assert who(office.office, token) is None


def test_every_failure_is_told_in_one_sentence(office: House) -> None:
    made = codes(office)
    code = made.at(office.clock.now)
    tries = [("hq", "wrong words", code), ("hq", WORDS, "000000"), ("nobody", WORDS, code), ("ig", WORDS, code)]
    for account, password, given in tries:
        with pytest.raises(NotIn) as caught:
            log_in(office.office, account, password, given)
        assert caught.value.what == REFUSED


def test_a_code_is_taken_once(office: House) -> None:
    made = codes(office)
    code = made.at(office.clock.now)
    log_in(office.office, "hq", WORDS, code)
    with pytest.raises(NotIn):
        log_in(office.office, "hq", WORDS, code)


def test_after_five_failures_even_the_right_words_wait(office: House) -> None:
    made = codes(office)
    for _ in range(TRIES):
        with pytest.raises(NotIn):
            enter(office, made, password="wrong words")
    with pytest.raises(NotIn):
        enter(office, made)
    office.clock.now += CLOSED_FOR
    assert enter(office, made)


def test_a_session_ends_when_nobody_is_there_and_after_a_days_work(office: House) -> None:
    made = codes(office)
    token = enter(office, made)
    office.clock.now += IDLE + timedelta(seconds=1)
    assert who(office.office, token) is None
    token, step = enter(office, made), IDLE - timedelta(minutes=1)
    seen = 0
    while who(office.office, token):
        office.clock.now += step
        seen += 1
    assert seen == LONGEST // step + 1


def test_a_closed_account_and_a_new_password_end_every_session(office: House) -> None:
    token = enter(office, codes(office))
    made = codes(office)
    assert who(office.office, token) is None
    token = enter(office, made)
    office.say("root", "account.closed", "2026-05-01", account="hq", reason="left")
    assert who(office.office, token) is None
    with pytest.raises(NotIn):
        enter(office, made)


def test_a_new_session_ends_the_oldest_beyond_five(office: House) -> None:
    made = codes(office)
    tokens = [enter(office, made) for _ in range(MOST + 2)]
    assert [who(office.office, one) for one in tokens] == [None, None, *["hq"] * MOST]


def test_the_log_is_one_line_of_json_a_message() -> None:
    told = logging.LogRecord("open287g.office", logging.WARNING, "", 0, "nobody came in as %s", ("a\nb",), None)
    line = Lines().format(told)
    said = json.loads(line)
    assert "\n" not in line and said["says"] == "nobody came in as a\nb" and said["level"] == "warning"
    assert datetime.fromisoformat(said["time"]).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "password",
    ["short", "x" * 257, "my hq2 words here", "the sheriff of 287g", "qwertyuiop12", "abcabcabcabcabc", "987654321098"],
)
def test_a_weak_password_is_refused_and_not_repeated(office: House, password: str) -> None:
    with pytest.raises(InputError) as caught:
        codes(office, "hq2", password)
    assert password not in str(caught.value)
    with pytest.raises(InputError):
        codes(office, "no-such-account")


def test_neither_password_nor_code_key_nor_token_stands_in_the_database(office: House) -> None:
    made = codes(office)
    token = enter(office, made)
    rows = read(office.office.engine, lambda c: [*c.execute(select(logins)), *c.execute(select(sessions))])
    held = " ".join(str(cell) for row in rows for cell in row)
    assert WORDS not in held and made.secret not in held and token not in held


@pytest.mark.parametrize("released", sorted(one.revision for one in STEPS.walk_revisions()))
def test_an_office_of_every_schema_comes_forward_with_what_it_holds(url: str, tmp_path: Path, released: str) -> None:
    engine, keys = connect(url), make_keys(tmp_path)
    migrate(engine, released)
    write(engine, lambda c: begin(c, keys))
    old = Office(engine, keys, Clock())
    begin_accounts(old, "root", "staff-0", "2026-01-01")
    told = {"kind": "account.opened", "on": "2026-01-01", "role": "inspector", "person": "s"}
    record(old, "root", {**told, "account": "before"})
    if released >= "0002":
        write(engine, lambda c: set_password(c, keys, "before", WORDS))
    migrate(engine)
    assert read(engine, lambda c: verify(c, keys)).entries == 2
    assert record(old, "root", {**told, "account": "after"}).number == 2
    kept = read(engine, lambda c: c.execute(select(logins.c.account)).scalars().all())
    assert kept == (["before"] if released >= "0002" else [])
    assert write(engine, lambda c: set_password(c, keys, "root", WORDS)).startswith("otpauth://")
    assert (
        read(engine, lambda c: c.execute(text("select version_num from alembic_version")).scalar())
        == STEPS.get_current_head()
    )


def copied(source: Engine, target: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Put the rows of `source` into the tables that `target` has, behind the program's back; what was put, by table."""
    known: list[str] = inspect(target).get_table_names()
    put: dict[str, list[tuple[Any, ...]]] = {}
    for table in metadata.sorted_tables:
        if table.name not in known:
            continue
        with source.connect() as here, target.begin() as there:
            put[table.name] = [tuple(row) for row in here.execute(select(table).order_by(*table.primary_key))]
            if put[table.name]:
                there.execute(
                    insert(table), [dict(zip(table.columns.keys(), row, strict=True)) for row in put[table.name]]
                )
    return put


@pytest.mark.parametrize("released", sorted(one.revision for one in STEPS.walk_revisions()))
def test_a_full_office_of_every_schema_comes_forward_whole(url: str, furnished_office: House, released: str) -> None:
    full, engine = furnished_office.office, connect(url)
    migrate(engine, released)
    put = copied(full.engine, engine)
    assert {"agreement", "officer", "grant", "act", "complaint"} <= {row[1] for row in put["subjects"]} and put["texts"]
    migrate(engine)
    with engine.connect() as connection:
        for name, rows in put.items():
            told = select(metadata.tables[name]).order_by(*metadata.tables[name].primary_key)
            assert [tuple(row) for row in connection.execute(told)] == rows, name
    before = read(full.engine, lambda c: verify(c, full.keys))
    assert read(engine, lambda c: verify(c, full.keys)) == before and before.ok
    told = {"kind": "account.opened", "on": "2025-01-01", "account": "after", "role": "inspector", "person": "s"}
    assert record(Office(engine, full.keys, furnished_office.clock), "root", told).number == before.entries


def test_who_came_in_and_who_did_not_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)
    made = codes(found)
    caplog.set_level("INFO", "open287g.office")
    enter(found, made)
    for account in ("hq", f"{WORDS}\ntyped into the wrong field"):
        with pytest.raises(NotIn):
            enter(found, made, account, "wrong words")
    said = [record.getMessage() for record in caplog.records]
    assert said[0].startswith("hq came in") and said[1] == "nobody came in as hq" and len(said) == 3
    assert not any(WORDS in one or "\n" in one for one in said)
