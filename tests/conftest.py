"""What the tests of all rooms share: the raw inputs, where they are present, and the record of the bundled data."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from open287g.record.asking.record import Record, open_record
from open287g.record.build import build
from tests.web.sample import build as build_sample

# A busy machine is no defect: Hypothesis fails an example after 200 ms, and slow data, unless told otherwise.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200)
# The gate draws the same examples for the same commit, and fewer; `make fuzz` draws new ones, to look for what these do
# not hold.
settings.register_profile("gate", parent=settings.get_profile("patient"), derandomize=True, max_examples=60)
settings.register_profile("quick", parent=settings.get_profile("patient"), max_examples=10)
settings.load_profile("gate")

SLOW = (
    "archive/test_archive_cli.py",
    "archive/test_broken_http.py",
    "archive/test_fetch_faults.py",
    "archive/test_store_faults.py",
    "archive/test_workbook.py",
    "activity/test_sample.py",
    "docs/test_docs_current.py",
    "docs/test_help_examples.py",
    "documents/test_document_reading.py",
    "journeys",
    "office/test_office_cli.py",
    "office/test_office_faults.py",
    "office/test_office_machine.py",
    "office/test_office_story.py",
    "office/test_office_web.py",
    "office/test_office_web_rights.py",
    "oversight",
    "record/test_record_cli.py",
    "record/test_record_export.py",
    "record/test_record_faults.py",
    "record/test_record_kill.py",
    "record/test_record_privacy.py",
    "rulebook/test_engine.py",
    "rulebook/test_properties.py",
    "web/test_api_fuzz.py",
    "web/test_downloads.py",
    "web/test_metrics.py",
    "web/test_static_site.py",
    "web/test_truth.py",
)
"""Files and folders whose tests take seconds each: whole builds, audits and exports, dead servers, engines."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what SLOW names, and as shared what reads the raw inputs."""
    for item in items:
        name = item.path.relative_to(Path(__file__).parent).as_posix()
        if name in SLOW or name.split("/")[0] in SLOW:
            item.add_marker("slow")
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


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


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills once for all workers of a run: the first that asks makes it, the others wait."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(folder.with_suffix(".lock")):
        if not folder.with_suffix(".made").exists():
            folder.mkdir()
            make(folder)
            folder.with_suffix(".made").touch()
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the record of the bundled data alone; tests read it and never write to it."""
    return made_once(tmp_path_factory, "home-of-all", build)


@pytest.fixture(scope="session")
def record(home: Path) -> Iterator[Record]:
    """The record of the bundled data."""
    with open_record(home) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample record."""
    folder = tmp_path_factory.mktemp("sample")
    build_sample(folder / "record" / "record.duckdb")
    return folder
