"""ICE's own releases: the counts that it published, and another team's sums explained row for row."""

from __future__ import annotations

from pathlib import Path

import pytest

from open287g.activity.releases.load import Release, load_releases, reading
from open287g.core.errors import InputError

YEARS = (2016, 2017, 2018, 2019)


def load(*paths: Path) -> list[Release]:
    with reading(threads=2) as con:
        return list(load_releases(con, list(paths)))


@pytest.fixture(scope="module")
def arrests(shared: Path) -> list[Path]:
    return [shared / "data" / "arrests" / f"ice_arrests_fy{year}.csv.gz" for year in YEARS]


def test_arrests_are_those_that_ice_published(arrests: list[Path]) -> None:
    found = load(*arrests)
    assert [(one.kind, one.rows) for one in found] == [
        ("arrests", 110_104),
        ("arrests", 143_470),
        ("arrests", 158_581),
        ("arrests", 131_904),
    ]
    assert all(one.ledger.rows.below_header == one.rows for one in found)
    assert all(one.dropped == ["Birth Date"] for one in found)
    assert [one.ledger.outside_title for one in found] == [0, 0, 0, 4]


def test_the_programs_own_arrests_are_counted_whatever_looks_alike(arrests: list[Path]) -> None:
    with reading(threads=2) as con:
        tables = [one.table for one in load_releases(con, arrests)]
        counted = [con.sql(f"select count(*) from {t} where method = '287(g) Program'").fetchall() for t in tables]
    assert [rows[0][0] for rows in counted] == [3_149, 7_164, 10_338, 8_361]


def test_another_teams_sums_lack_rows_without_area_headquarters_and_a_year(arrests: list[Path], shared: Path) -> None:
    daily = shared / "data" / "arrests" / "ice_daily_by_area_fy2016_2019.csv.gz"
    with reading(threads=2) as con:
        loaded = list(load_releases(con, arrests))
        con.execute(
            f"create table theirs as select * from read_csv('{daily}', delim = '|', all_varchar = true)"
        )  # fmt: skip
        theirs = dict(con.sql("select fy, sum(try_cast(n_arrests as int))::int from theirs group by 1").fetchall())
        no_year = con.sql(
            """select sum(try_cast(n_arrests as int))::int from theirs where fy = 'NA'
            group by year(date::date + interval 3 month) order by year(date::date + interval 3 month)"""
        ).fetchall()
        placed = [
            con.sql(f"select count(*) from {one.table} where area is not null and area not like 'HQ %'").fetchall()[0][
                0
            ]
            for one in loaded
        ]
    assert placed == [theirs[str(year)] + unplaced for year, (unplaced,) in zip(YEARS, no_year, strict=True)]
    empty = [next(column.empty for column in one.ledger.columns if column.column == "area") for one in loaded]
    assert empty == [272, 247, 873, 2_416]


def test_removals_are_no_arrests_and_count_by_their_own_day(shared: Path) -> None:
    arrests, faults = shared / "data" / "arrests", shared / "data" / "faults"
    whole, first, like = load(
        arrests / "ice_removals_fy2018.csv.gz",
        faults / "removals_fy2018_first396.parquet",
        faults / "removals_ddp_like.parquet",
    )
    assert (whole.kind, whole.rows, str(whole.first_day), str(whole.last_day)) == (
        "removals",
        256_085,
        "2017-10-01",
        "2018-09-30",
    )
    assert (first.kind, first.rows, str(first.first_day)[:7]) == ("removals", 396, "2017-10")
    assert (like.kind, like.rows, str(like.first_day)[:7]) == ("removals", 2, "2025-03")


def test_encounters_detainers_and_an_older_layout_are_told(shared: Path) -> None:
    data = shared / "data"
    text, detainers, seattle = load(
        data / "faults" / "encounters_text_dates.parquet",
        data / "schemas" / "ddp_detainers_fy2026_header.csv",
        data / "arrests" / "seattle_arrests_2012_2018.csv.gz",
    )
    assert (text.kind, text.rows, str(text.first_day)) == ("encounters", 196, "2018-10-01")
    assert (detainers.kind, detainers.rows, detainers.first_day) == ("detainers", 0, None)
    assert (seattle.kind, seattle.rows) == ("arrests", 32_549)
    assert seattle.dropped == ["Date of Birth", "Event Number"]


@pytest.mark.parametrize(
    "name",
    ["mn_daily_arrests.csv", "mn_mn_collateral.csv", "mn_mn_detainers_over_time.csv"],
)
def test_tables_of_sums_are_no_records(shared: Path, name: str) -> None:
    with pytest.raises(InputError):
        load(shared / "data" / "arrests" / name)
