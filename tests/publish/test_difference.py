"""Two releases are compared by id: what came, what went, what changed, and nothing where nothing did."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.publish.difference import Difference, differences
from open287g.publish.release import release


@pytest.fixture(scope="module")
def releases(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A release, and a later one: one agreement fewer, one agency more, one renamed."""
    folder = tmp_path_factory.mktemp("releases")
    release(folder / "old", sample_home)
    shutil.copytree(folder / "old", folder / "new")
    parquet = folder / "new/data/parquet"
    agreements = pq.read_table(parquet / "agreements.parquet")
    pq.write_table(agreements.slice(1), parquet / "agreements.parquet")
    agencies = pq.read_table(parquet / "agencies.parquet")
    rows = agencies.to_pylist()
    rows[0]["name"] = "=Renamed"
    rows.append({**rows[1], "agency_id": "ZZ-new"})
    pq.write_table(pa.Table.from_pylist(rows, schema=agencies.schema), parquet / "agencies.parquet")
    return folder / "old", folder / "new"


def test_a_release_does_not_differ_from_itself(releases: tuple[Path, Path]) -> None:
    assert list(differences(releases[0], releases[0])) == []
    assert list(differences(releases[0] / "data", releases[0])) == []


def test_what_came_went_and_changed_is_said_by_id_and_column(releases: tuple[Path, Path]) -> None:
    old, new = releases
    first = pq.read_table(old / "data/parquet/agencies.parquet").to_pylist()[0]
    gone = pq.read_table(old / "data/parquet/agreements.parquet").to_pylist()[0]["agreement_id"]
    assert list(differences(old, new)) == [
        Difference("agencies", "changed", first["agency_id"], "name", first["name"], "=Renamed"),
        Difference("agencies", "added", "ZZ-new"),
        Difference("agreements", "removed", gone),
    ]
    back = [found.change for found in differences(new, old)]
    assert sorted(back) == ["added", "changed", "removed"]


def test_the_command_prints_cells_that_no_spreadsheet_runs(releases: tuple[Path, Path]) -> None:
    printed = CliRunner().invoke(app, ["diff", *map(str, releases), "--format", "csv"]).stdout
    rows = list(csv.DictReader(printed.splitlines()))
    assert len(rows) == 3 and rows[0]["new"] == "'=Renamed"


def test_a_folder_that_is_no_release_is_refused_with_a_remedy(releases: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table agencies"):
        list(differences(releases[0], tmp_path))
