"""Releases whose columns are shifted: nothing of a person reaches counts, ledgers, signals, landmarks or tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from open287g.activity.landmarks.of_releases import landmarks, told
from open287g.activity.releases.counts import counts
from open287g.activity.releases.kinds import kinds
from open287g.activity.releases.load import load_releases, reading
from open287g.activity.releases.report import about, column_lines, row_lines
from open287g.activity.releases.values import may_name
from open287g.core.errors import InputError
from open287g.oversight.arrests.count import count
from open287g.oversight.arrests.frame import KEYS, arrests_of
from open287g.record.asking.record import Record
from tests.shifted import shifted, traces

DAYS = ("apprehension_date_time", "arrest_date")


def table(tmp_path: Path, name: str) -> Path:
    kind = next(one for one in kinds() if one.name == name)
    columns = sorted(kind.columns)
    return shifted(
        tmp_path / f"{name}.csv", columns, {one: "2018-10-03" for one in columns if one in (*kind.day, *DAYS)}
    )


@pytest.mark.parametrize("name", [one.name for one in kinds()])
def test_nothing_of_a_person_is_told_of_any_kind(tmp_path: Path, name: str) -> None:
    with reading(threads=1) as con:
        loaded = list(load_releases(con, [table(tmp_path, name)]))
        shown = [[about(one), row_lines([one]), column_lines([one]), one.signals] for one in loaded]
        counted = counts(con, loaded)
    assert loaded[0].rows > 20 and counted
    assert traces(shown, counted) == []


@pytest.mark.parametrize("header", ["Apprehension Date,Apprehension Method", "Apprehension Method"])
def test_a_surname_in_the_place_of_a_header_is_told_by_its_column(tmp_path: Path, header: str) -> None:
    """Whether the file is read, or refused because its header tells no day."""
    path = tmp_path / "arrests.csv"
    path.write_text(
        f"{header},Apprehension Landmark,Quackenbush,Final Program,Xiloj Batz\n2018-10-03,Located,a,b,c,d\n"
    )
    with reading(threads=1) as con:
        try:
            told = str([column_lines([one]) for one in load_releases(con, [path])])
        except InputError as error:
            told = str(error)
    assert "Quackenbush" not in told and "Xiloj" not in told
    assert "column 4" in told or "3 other columns" in told or "2 other columns" in told


def test_nothing_of_a_person_is_a_key_by_which_arrests_are_counted(tmp_path: Path, record: Record) -> None:
    with reading(threads=1) as con:
        loaded = list(load_releases(con, [table(tmp_path, "arrests")]))
        found = told(con, loaded, landmarks(con, loaded, record))
        frame = arrests_of(con, loaded, record)
        rows = [row for key in KEYS for row in count(frame, [key], all_cells=True).rows]
    assert {"(withheld)"} <= {row["landmark"] for row in found}
    assert traces(rows, found) == []


@pytest.mark.parametrize(
    ("value", "n", "may"),
    [
        ("MARIA GONZALEZ", 4, True),
        ("MARIA GONZALEZ", 5, False),
        ("COLLIER COUNTY JAIL", 1, False),
        ("1 Convicted Criminal", 1, False),
        ("I-247A", 1, False),
        ("CAP Local Incarceration", 1, False),
        (None, 1, False),
    ],
)
def test_rare_words_alone_may_be_a_name(value: str | None, n: int, may: bool) -> None:
    assert may_name(value, n) is may
