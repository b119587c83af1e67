"""Databases for the tests of the office: each test runs on SQLite, and on PostgreSQL where this machine has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office.agency import House
from tests.office.filled import filled
from tests.office.postgres import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL server."""
    with server() as running:
        if running is None:
            pytest.skip("PostgreSQL is not installed here; its initdb was not found")
        yield running


@pytest.fixture(scope="session")
def furnished_office(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One office for the tests of rights and of pages: what a test changes there, no other looks at."""
    folder = tmp_path_factory.mktemp("furnished")
    return filled(f"sqlite:///{folder / 'office.sqlite'}", folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.sqlite'}"
    running: Server = request.getfixturevalue("postgres")
    return running.new_database()
