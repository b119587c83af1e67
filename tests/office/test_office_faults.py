"""Killed while it writes, a database that stops, a disk that is full, many at once: nothing acknowledged is lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, func, select

from open287g.core.errors import Open287gError
from open287g.office.checks import verify
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import connect, read
from open287g.office.ledger.schema import entries
from open287g.office.office import Office, begin_office, open_office
from open287g.office.record import record
from open287g.office.setup import begin_accounts
from open287g.office.tables import drift
from tests.office.killing import killed, opened
from tests.office.postgres import Server


@pytest.fixture
def office(url: str, tmp_path: Path) -> Office:
    made = begin_office(url, tmp_path)
    begin_accounts(made, "root", "staff-0", "2026-01-01")
    return made


def sound(office: Office) -> int:
    """How many entries there are; the ledger and the tables verify."""
    found = read(office.engine, lambda c: verify(c, office.keys))
    assert found.ok, found
    return found.entries


def test_killed_while_it_writes_it_keeps_all_that_it_acknowledged(office: Office, url: str, tmp_path: Path) -> None:
    told = killed(url, tmp_path, 16, random.Random(287))
    assert len(told) >= 16
    assert sound(office) >= max(told) + 1
    held = read(office.engine, lambda c: dict(c.execute(select(entries.c.number, entries.c.subject)).all()))
    assert all(held[number] == f"account:{account}" for number, account in told.items())
    assert record(office, "root", opened("after")).number == len(held)
    sound(office)


def test_many_at_once_lose_nothing_and_each_has_its_own_place(office: Office, url: str, tmp_path: Path) -> None:
    def some(person: int) -> list[int]:
        own = open_office(url, tmp_path)
        numbers = []
        for n in range(6):
            numbers.append(record(own, "root", opened(f"p{person}-{n}")).number)
            assert read(own.engine, drift) == []
        own.engine.dispose()
        return numbers

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for found in pool.map(some, range(8)) for number in found]
    assert sorted(numbers) == list(range(1, 49))
    assert sound(office) == 49


def test_of_many_who_do_the_same_at_once_one_is_taken_in(office: Office, url: str, tmp_path: Path) -> None:
    def same(_: int) -> bool:
        own = open_office(url, tmp_path)
        try:
            record(own, "root", opened("the-same"))
        except Refused as refused:
            assert [reason.rule for reason in refused.reasons] == ["state"]
            return False
        finally:
            own.engine.dispose()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(same, range(8))) == 1
    assert sound(office) == 2


def test_a_server_that_stops_under_load_loses_nothing_it_acknowledged(postgres: Server, tmp_path: Path) -> None:
    office = begin_office(postgres.new_database(), tmp_path)
    begin_accounts(office, "root", "staff-0", "2026-01-01")
    over, told, refused = Event(), dict[int, str](), list[str]()

    def some(person: int) -> None:
        for number in count():
            if over.is_set():
                return
            try:
                account = f"p{person}-{number}"
                told[record(office, "root", opened(account)).number] = account
            except Open287gError as error:
                refused.append(error.what)

    with ThreadPoolExecutor(4) as pool:
        people = [pool.submit(some, person) for person in range(4)]
        try:
            for wanted in (8, 16):
                _until(lambda wanted=wanted: len(told) >= wanted)
                postgres.stop()
                _until(lambda: len(refused) > 0)
                postgres.start()
                refused.clear()
            _until(lambda: len(told) >= 24)
        finally:
            over.set()
        for one in people:
            one.result()
    held = read(office.engine, lambda c: dict(c.execute(select(entries.c.number, entries.c.subject)).all()))
    assert all(held[number] == f"account:{account}" for number, account in told.items())
    assert sound(office) == len(held) >= len(told) + 1


def _until(happened: Callable[[], bool]) -> None:
    for _ in range(6000):
        if happened():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within a minute")


def test_a_server_that_stops_refuses_and_comes_back_whole(postgres: Server, tmp_path: Path) -> None:
    office = begin_office(postgres.new_database(), tmp_path)
    begin_accounts(office, "root", "staff-0", "2026-01-01")
    record(office, "root", opened("before"))
    postgres.stop()
    try:
        with pytest.raises(Open287gError, match="the database answered"):
            record(office, "root", opened("meanwhile"))
    finally:
        postgres.start()
    record(office, "root", opened("after"))
    assert sound(office) == 3


def test_a_full_disk_takes_nothing_half_in(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'office.sqlite'}"
    office = begin_office(url, tmp_path)
    begin_accounts(office, "root", "staff-0", "2026-01-01")
    small = Office(connect(url), office.keys, office.clock)

    @event.listens_for(small.engine, "connect")
    def limit(connection: Any, _: Any) -> None:
        (pages,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma max_page_count={pages + 3}")

    taken = 0
    with pytest.raises(Open287gError, match="full") as caught:
        for number in range(1000):
            record(small, "root", opened(f"a-{number}"))
            taken += 1
    assert taken > 0
    assert "Free some space" in caught.value.remedy
    count = read(office.engine, lambda c: c.execute(select(func.count()).select_from(entries)).scalar_one())
    assert count == taken + 1 == sound(office)
