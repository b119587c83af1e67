"""Where stops come from: a file that is read here, or a Parquet file that a cluster counts first.

Both give two views of the same columns, named by the fact they tell and all of them text: `timed`, of all facts, and
`timeless`, of all but the day and the time. A row stands for `times` rows of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from open287g.activity.log.privacy import plain_name
from open287g.core.bundled import read_yaml
from open287g.core.cluster import on_spark
from open287g.core.errors import InputError
from open287g.core.sql import literal, quoted

TIMES = frozenset(("day", "clock", "minute", "after_dark"))


class Cluster(NamedTuple):
    """A Spark master, and a folder that its workers can write."""

    master: str
    shared: Path


def opened(con: duckdb.DuckDBPyConnection, path: Path, cluster: Cluster | None) -> frozenset[str]:
    """Make the views `timed` and `timeless` of the file at `path`; gives the facts that its columns tell."""
    scan = _scan(path)
    facts = _facts(path, con.sql(f"select * from {scan} limit 0").columns)
    if cluster is None:
        con.execute(f"create view timed as select {_as_text(facts, facts)}, 1 as times from {scan}")
        timeless = ", ".join(quoted(fact) for fact in sorted(facts.keys() - TIMES))
        con.execute(f"create view timeless as select {timeless}, count(*) as times from timed group by all")
        return frozenset(facts)
    for view, columns in _grouped(path, facts, cluster).items():
        found = literal(cluster.shared / view / "*.parquet")
        told = [_as_text(facts, columns), *(["null::varchar as place"] if "place" in facts.keys() - columns else [])]
        con.execute(f"create view {view} as select {', '.join(told)}, times from read_parquet({found})")
    return frozenset(facts)


def _grouped(path: Path, facts: dict[str, str], cluster: Cluster) -> dict[str, list[str]]:
    """Count the rows of a Parquet file on the cluster into a folder for each view; gives the facts of each.

    Values travel as they are and become text here, so that both engines read them alike. The places of stops by time
    are left aside: nothing asks for them, and with them hardly two rows would be alike.
    """
    if not path.name.lower().endswith(".parquet"):
        remedy = "Save it as Parquet; engines split CSV in their own ways."
        raise InputError("a cluster counts Parquet alone", str(path), remedy)
    views = {"timed": sorted(facts.keys() - {"place"}), "timeless": sorted(facts.keys() - TIMES)}
    with on_spark(cluster.master, cluster.shared) as spark:
        stops = spark.read_parquet(str(path.resolve()))
        for view, kept in views.items():
            names = [facts[fact] for fact in kept]
            counted = stops.group_by(names).aggregate(times=stops.count())
            spark.to_parquet_dir(counted, str(cluster.shared / view))
    return views


def _as_text(facts: dict[str, str], kept: Iterable[str]) -> str:
    return ", ".join(f"{quoted(facts[fact])}::varchar as {quoted(fact)}" for fact in kept)


@cache
def _names() -> dict[str, str]:
    """Every accepted column name -> the fact it tells."""
    told: dict[str, list[str]] = read_yaml("oversight/disparity/columns.yaml")
    return {name: fact for fact, names in told.items() for name in names}


def _scan(path: Path) -> str:
    if not path.is_file():
        raise InputError("there is no such file", str(path), "Name a CSV or Parquet file of stops.")
    if path.name.lower().endswith(".parquet"):
        return f"read_parquet({literal(path)})"
    return f"read_csv({literal(path)}, all_varchar = true, header = true, sample_size = 20000)"


def _facts(path: Path, columns: list[str]) -> dict[str, str]:
    """Each fact that a column of these tells, and which."""
    facts: dict[str, str] = {}
    for column in columns:
        fact = _names().get(plain_name(column))
        if fact and fact in facts:
            raise InputError(
                f"two columns tell {fact}: {facts[fact]!r} and {column!r}", str(path), "Keep the one to be used."
            )
        if fact:
            facts[fact] = column
    if "group" not in facts:
        raise InputError(
            "no column tells the race of who was stopped", str(path), "Name it race, driver_race or subject_race."
        )
    return facts
