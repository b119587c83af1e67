"""Files the package ships: read whole, or told by name that they are damaged."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from open287g.core import bundled
from open287g.core.cells import csv_text
from open287g.core.errors import DamageError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in the place of the package."""
    monkeypatch.setattr(bundled, "files", lambda _: tmp_path)
    bundled.read_table.cache_clear()
    yield tmp_path
    bundled.read_table.cache_clear()


def test_what_the_writer_writes_the_reader_gives_back(package: Path) -> None:
    rows = [("a\r", "=1"), ("'=2", ""), ('"', "x\ny")]
    (package / "t.csv").write_bytes(csv_text(("one", "two"), rows).encode())
    assert [tuple(row.values()) for row in bundled.read_table("t.csv")] == rows
    assert bundled.read_table_at(package / "t.csv") == bundled.read_table("t.csv")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no header"),
        (b"one,two\n1,2\n1\n", "line 3"),
        (b"one,two\n1,2,3\n", "3 cells"),
        (b"one,two\n\xff,2\n", "not UTF-8"),
        (b"two,one\n1,2\n", "columns are not one, two"),
    ],
)
def test_a_damaged_table_is_named(package: Path, content: bytes, told: str) -> None:
    (package / "t.csv").write_bytes(content)
    with pytest.raises(DamageError, match=told) as raised:
        bundled.read_table("t.csv", ("one", "two"))
    assert raised.value.where.startswith("t.csv") and raised.value.remedy


@pytest.mark.parametrize("content", [b"not gzip", gzip.compress(b"one,two\n1,2\n", mtime=0)[:-9]])
def test_a_damaged_archive_is_named(package: Path, content: bytes) -> None:
    (package / "t.csv.gz").write_bytes(content)
    with pytest.raises(DamageError, match="cannot be read") as raised:
        bundled.read_lines("t.csv.gz")
    assert raised.value.where == "t.csv.gz"


def test_damaged_yaml_and_missing_files_are_named(package: Path) -> None:
    (package / "t.yaml").write_text("a: [")
    with pytest.raises(DamageError, match="not YAML"):
        bundled.read_yaml("t.yaml")
    with pytest.raises(DamageError, match="missing"):
        bundled.read_text("none.txt")
