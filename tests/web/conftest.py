"""Homes and clients for the atlas: a sample record for every case, and the real one built from the bundled lists."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.record.build import build as build_record
from open287g.web.app import create_app
from open287g.web.snapshot import Snapshot
from tests.web.sample import build


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample record."""
    folder = tmp_path_factory.mktemp("sample")
    build(folder / "record" / "record.duckdb")
    return folder


@pytest.fixture(scope="session")
def client(home: Path) -> Iterator[TestClient]:
    """The atlas over the sample record; redirects are shown, not followed."""
    with TestClient(create_app(home), follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A home with the record built from the bundled lists, or the one that OPEN287G_TEST_HOME names."""
    named = os.environ.get("OPEN287G_TEST_HOME")
    if named:
        return Path(named)
    folder = tmp_path_factory.mktemp("real")
    build_record(folder)
    return folder


@pytest.fixture(scope="session")
def real(real_home: Path) -> Iterator[TestClient]:
    """The atlas over the real record."""
    with TestClient(create_app(real_home), follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def snapshot(real_home: Path) -> Snapshot:
    """The real record as the atlas reads it."""
    return Snapshot.load(real_home / "record" / "record.duckdb")
