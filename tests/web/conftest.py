"""Clients for the atlas: over a small sample record for every case, and over the record of the bundled lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.record.asking.loaded import LoadedRecord
from open287g.web.server.app import create_app
from open287g.web.server.downloads import Downloads

Downloads.patience = 600.0
"""A busy machine may take longer over the exports than a visitor waits."""


@pytest.fixture(scope="session")
def client(sample_home: Path) -> Iterator[TestClient]:
    """The atlas over the sample record; redirects are shown, not followed."""
    with TestClient(create_app(sample_home), follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def real(home: Path) -> Iterator[TestClient]:
    """The atlas over the real record."""
    with TestClient(create_app(home), follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def loaded(home: Path) -> LoadedRecord:
    """The real record as the atlas reads it."""
    return LoadedRecord.load(home / "record" / "record.duckdb")
