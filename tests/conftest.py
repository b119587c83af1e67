"""What the tests of all rooms share: the raw inputs, where they are present, and the record of the bundled data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from open287g.record.asking.record import Record, open_record
from open287g.record.build import build

# A busy machine is no defect: Hypothesis fails an example after 200 ms, and slow data, unless told otherwise.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of raw inputs, which is not part of the repository."""
    named = os.environ.get("OPEN287G_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    if not (folder / "data" / "ice-sheets").is_dir():
        pytest.skip("the raw inputs are not here; name their folder with OPEN287G_SHARED")
    return folder


@pytest.fixture(scope="session")
def workbooks(shared: Path) -> dict[str, Path]:
    """ICE's raw workbooks by file name."""
    return {path.name: path for path in (shared / "data" / "ice-sheets").rglob("*.xlsx")}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the record of the bundled data alone; tests read it and never write to it."""
    folder = tmp_path_factory.mktemp("home")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def record(home: Path) -> Iterator[Record]:
    """The record of the bundled data."""
    with open_record(home) as opened:
        yield opened
