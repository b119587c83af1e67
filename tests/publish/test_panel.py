"""The panel says what `asof` says, under both clocks, and nothing where no list was held."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import open287g
from open287g.core.errors import InputError
from open287g.places.counties import counties
from open287g.publish.panel.columns import PANEL, Unit
from open287g.publish.panel.write import write_panel
from open287g.record.asking.record import Record

MODELS = ("jem", "wso", "tfm")


@pytest.fixture(scope="module")
def months(home: Path) -> pa.Table:
    return open287g.panel(unit="agency", time="month", home=home).read_all()


def _sum(rows: pa.Table, ending: str) -> int:
    return sum(sum(rows[model + ending].to_pylist()) for model in MODELS)


@pytest.mark.parametrize("day", [date(2021, 6, 1), date(2025, 4, 24), date(2025, 11, 14), date(2026, 5, 18)])
def test_a_day_of_the_panel_counts_what_asof_counts_under_both_clocks(home: Path, record: Record, day: date) -> None:
    rows = open287g.panel(time="day", since=day, until=date.fromordinal(day.toordinal() + 1), home=home).read_all()
    assert rows.num_rows == record.agencies().num_rows
    in_force = {row["agreement_id"] for row in record.agreements().to_pylist() if row["status"] != "moved"}
    now = [row for row in record.in_force(day).to_pylist() if row["agreement_id"] in in_force]
    assert _sum(rows, "") == len({row["agreement_id"] for row in now})
    assert _sum(rows, "_known") == record.asof(day, day)["agreements"]


def test_a_month_counts_its_days_with_evidence(months: pa.Table) -> None:
    rows = months.to_pylist()
    first = [row for row in rows if row["period"] == date(2021, 1, 1)]
    assert {row["days"] for row in first} == {19}
    for row in rows:
        for model in MODELS:
            assert (row[model] > 0) == (row[f"{model}_days"] > 0)
            assert 0 <= row[f"{model}_days"] <= row["days"]


def test_starts_and_ends_lie_between_two_lists(months: pa.Table, record: Record) -> None:
    lists = {row["published"] for row in record.publications().to_pylist() if row["list"] == "participating"}
    for row in months.to_pylist():
        for model in MODELS:
            after, by = row[f"{model}_start_after"], row[f"{model}_start_by"]
            assert (by is None) == (row[model] == 0)
            assert after is None or (after in lists and after < by)
            last, gone = row[f"{model}_end_after"], row[f"{model}_end_by"]
            assert (last is None) == (gone is None) and (last is None or last <= gone)


@pytest.mark.parametrize("unit", ["agency", "county"])
def test_a_period_outside_the_lists_is_unknown_and_not_zero(home: Path, unit: Unit) -> None:
    rows = open287g.panel(unit=unit, since=date(2020, 11, 1), until=date(2021, 2, 1), home=home).read_all().to_pylist()
    before = [row for row in rows if row["period"] < date(2021, 1, 1)]
    assert before and all(row["days"] == 0 for row in before)
    assert all(row[name] is None for row in before for name in PANEL.names[4:])


def test_every_county_of_today_has_every_period(home: Path) -> None:
    rows = open287g.panel(unit="county", since=date(2026, 4, 1), home=home).read_all()
    assert set(rows["unit"].to_pylist()) == {fips for fips, county in counties().items() if county.until is None}
    found = [row for row in rows.to_pylist() if row["unit"] == "51720" and row["period"] == date(2026, 5, 1)]
    # Norton is one of the ten counties and cities of the Southwest Virginia Regional Jail.
    assert sum(found[0][model] for model in MODELS) >= 1


@pytest.mark.parametrize("ending", ["parquet", "arrow", "csv"])
def test_each_kind_of_file_holds_the_same_rows(home: Path, tmp_path: Path, ending: str) -> None:
    since = date(2026, 4, 1)
    expected = open287g.panel(since=since, home=home).read_all()
    path = tmp_path / "new" / f"panel.{ending}"
    asked = {"unit": "agency", "time": "month", "until": None, "home": home}
    assert write_panel(path, since=since, **asked) == expected.num_rows  # type: ignore[arg-type]
    if ending == "parquet":
        assert pq.read_table(path).equals(expected)
    elif ending == "arrow":
        assert pa.ipc.open_file(path).read_all().equals(expected)
    else:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        read = duckdb.sql(f"SELECT count(*), sum(tfm), count(tfm_end_by) FROM read_csv('{path}')").fetchall()[0]
        ends = expected.num_rows - expected["tfm_end_by"].null_count
        assert read == (expected.num_rows, sum(expected["tfm"].to_pylist()), ends)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_python_takes_days_as_commands_do(home: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN287G_TODAY", "2026-05-18")
    told, plain = (open287g.panel(since=day, home=home).read_all() for day in ("2026-05", date(2026, 5, 1)))
    assert told.equals(plain)
    assert record.asof("today") == record.asof(date(2026, 5, 18))
    assert record.changes("2026-04", "2026-04").equals(record.changes("2026-04-01", "2026-04-30"))
    assert open287g.law_of("TX", "7d").day == date(2026, 5, 11)
    with pytest.raises(InputError, match="is a month"):
        record.asof("2026-04")


def test_an_unknown_unit_ending_or_span_is_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unit"):
        open287g.panel(unit=cast(Unit, "state"), home=home)
    with pytest.raises(InputError, match="not after"):
        open287g.panel(since=date(2026, 1, 1), until=date(2026, 1, 1), home=home)
    with pytest.raises(InputError, match="ending"):
        write_panel(tmp_path / "panel.xls", unit="agency", time="month", since=None, until=None, home=home)
