"""The rows of a panel as Arrow batches, a state at a time: the memory it takes is that of one state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from open287g.core.days import Day, day_given
from open287g.core.errors import InputError, UnknownError
from open287g.core.extras import extra
from open287g.core.sql import insert
from open287g.publish.panel.columns import Time, Unit, schema
from open287g.publish.panel.query import count, prepare, rows_of_state

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_BATCH = 50_000


def panel(
    *,
    unit: Unit = "agency",
    time: Time = "month",
    since: Day | None = None,
    until: Day | None = None,
    home: Path | str | None = None,
) -> pa.RecordBatchReader:
    """One row a unit and period: agreements in force by model under both clocks, with the bounds of starts and ends.

    `unit` is "agency" (every agency of the record) or "county" (every county of today), `time` "day" or "month",
    `since` and `until` (exclusive) the days between, dates or texts as `open287g panel` takes them; by default from the
    first to the last participating list held.
    Columns are those of `publish.panel.columns.PANEL`. A period outside the lists is null, not 0. The schema's metadata
    say under `rests_on` of which days the lists are.

    Returns a reader of batches, in the order of state, unit and period; `read_all()` gives a table. Raises InputError
    for another unit or time, for what is no day, and where `until` is not after `since`; UnknownError for a `since`
    after the newest list, where no `until` is told.
    """
    with extra("arrow"):
        import pyarrow as pa

    first = None if since is None else day_given(since, "since", month="first")
    last = None if until is None else day_given(until, "until")
    _check(unit, time, first, last)
    rests_on = {"rests_on": json.dumps(_lists(home, first if last is None else None))}
    form = schema().with_metadata(rests_on)
    parts = (
        connection.sql(rows_of_state(), params=[state]).to_arrow_reader(_BATCH)
        for connection, state in _states(unit, time, first, last, home)
    )
    return pa.RecordBatchReader.from_batches(form, (batch.cast(form) for part in parts for batch in part))


def _check(unit: str, time: str, first: date | None, last: date | None) -> None:
    for name, value, known in (("unit", unit, get_args(Unit)), ("time", time, get_args(Time))):
        if value not in known:
            raise InputError(f"no panel has this {name}", remedy=f"Give one of: {', '.join(known)}.")
    if first is not None and last is not None and first >= last:
        raise InputError("the last day is not after the first", remedy="Give --until a later day than --since.")


def _lists(home: Path | str | None, since: date | None) -> dict[str, Any]:
    """The days of the lists that the panel rests on, for the metadata of Arrow and Parquet.

    Raises UnknownError where `since` is after them all: a panel of no row would look like one of no agreement.
    """
    from open287g.record.asking.record import open_record

    with open_record(None if home is None else Path(home)) as record:
        if since and since > (newest := record.publication()["published"]):
            remedy = f"The newest is of {newest}; open287g update asks ICE for a newer one."
            raise UnknownError(f"unknown: no list that is held tells of {since}", remedy=remedy)
        return record.ages().lists()


def rows(
    *, unit: Unit, time: Time, since: date | None, until: date | None, home: Path | str | None
) -> Iterator[tuple[Any, ...]]:
    """The rows of `panel` as plain tuples, which need no Arrow."""
    _check(unit, time, since, until)
    _lists(home, since if until is None else None)
    for connection, state in _states(unit, time, since, until, home):
        found = connection.execute(rows_of_state(), [state])
        while part := found.fetchmany(_BATCH):
            yield from part


def _states(
    unit: Unit, time: Time, since: date | None, until: date | None, home: Path | str | None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """One state after another, with a connection on which its rows are counted."""
    from open287g.record.asking.record import open_record

    with open_record(None if home is None else Path(home)) as record:
        first, last = record.connection.execute(
            "SELECT min(published), max(published) FROM publications WHERE list = 'participating'"
        ).fetchall()[0]
        begin, end = since or first, until or last + timedelta(days=1)
        prepare(record.connection, time, begin.isoformat(), end.isoformat())
        for state in _units(record.connection, unit):
            count(record.connection, unit, state)
            yield record.connection, state


def _units(connection: duckdb.DuckDBPyConnection, unit: Unit) -> list[str]:
    """Make the table `whole` of every unit there is; gives the states that have any."""
    from open287g.places.counties import counties

    if unit == "agency":
        connection.execute("CREATE TEMP TABLE whole AS SELECT agency_id AS unit, state FROM agencies")
    else:
        connection.execute("CREATE TEMP TABLE whole (unit VARCHAR, state VARCHAR)")
        insert(connection, "whole", [(c.fips, c.state) for c in counties().values() if c.until is None])
    return [state for (state,) in connection.execute("SELECT DISTINCT state FROM whole ORDER BY 1").fetchall()]
