"""Instants as whole microseconds, and the wall clock beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.engine import calendar, calendar_tables


def _builtin(name: str, given: Sequence[str], gives: str) -> Callable[..., Any]:
    """A function the engine has under `name`, of arguments of types `given`."""

    def call(*values: Any) -> Any: ...

    arguments = [f"value_{place}" for place in range(len(given))]
    call.__name__ = name
    call.__signature__ = Signature([Parameter(a, Parameter.POSITIONAL_OR_KEYWORD) for a in arguments])  # type: ignore[attr-defined]
    types = (tuple(ibis.dtype(one) for one in given), ibis.dtype(gives))
    made: Callable[..., Any] = ibis.udf.scalar.builtin(call, name=name, signature=types)
    return made


_MICROS = {
    "duckdb": _builtin("epoch_us", ["timestamp"], "int64"),
    "pyspark": _builtin("unix_micros", ["timestamp('UTC')"], "int64"),
}
_MOMENT = {
    "duckdb": _builtin("make_timestamptz", ["int64"], "timestamp('UTC')"),
    "pyspark": _builtin("timestamp_micros", ["int64"], "timestamp('UTC')"),
}
_WALL = {
    "duckdb": _builtin("make_timestamp", ["int64"], "timestamp"),
    "pyspark": _builtin("timestamp_micros", ["int64"], "timestamp('UTC')"),
}
_DUCKDB_LOCAL = _builtin("timezone", ["string", "timestamp('UTC')"], "timestamp")
_SPARK_LOCAL = _builtin("from_utc_timestamp", ["timestamp('UTC')", "string"], "timestamp('UTC')")


def engine_of(table: Any) -> str:
    """The engine that `table` lies on; of a table that is only described, DuckDB."""
    (backends, _) = table._find_backends()
    return str(backends[0].name) if backends else "duckdb"


def micros_of(column: ir.Column) -> Any:
    """A column of instants, in microseconds since 1970."""
    if engine_of(column) == "pyspark":
        column.get_backend().raw_sql("SET TIME ZONE 'UTC'")
        return _MICROS["pyspark"](column.cast("timestamp('UTC')"))
    return _MICROS["duckdb"](column)


def day_of(wall: Any, backend: str) -> Any:
    """The calendar day of a reading of the wall clock."""
    return _WALL[backend](wall).date()


def wall_clock(moment: Any, zone: Any, backend: str) -> Any:
    """The wall clock of `zone` at an instant, asked of the engine: right for every zone and year, and slow."""
    if backend == "pyspark":
        return _MICROS[backend](_SPARK_LOCAL(_MOMENT[backend](moment), zone))
    return _MICROS[backend](_DUCKDB_LOCAL(zone, _MOMENT[backend](moment)))


def near(moment: Any, spans: ir.Table, place: int = 0) -> Any:
    """Whether `moment` lies in the span that was joined at `place`."""
    return (moment >> calendar.BUCKET) == spans[f"z{place}_span"]


def with_spans(table: ir.Table, columns: Sequence[str]) -> ir.Table:
    """`table` joined to the span of `act_time_zone` around each column of moments, the nth as columns `z<n>_*`."""
    joined = table
    for place, moment in enumerate(columns):
        spans = calendar_tables.zone_spans()
        spans = spans.select(**{f"z{place}_{column}": spans[column] for column in spans.columns})
        joined = joined.left_join(
            spans,
            [
                table.act_time_zone == spans[f"z{place}_zone"],
                (table[moment] >> calendar.BUCKET) == spans[f"z{place}_span"],
            ],
        )
    return joined


def offset_at_instant(at: Any, spans: ir.Table, place: int = 0) -> Any:
    """The offset of the joined span at an instant within it."""
    z = {column: spans[f"z{place}_{column}"] for column in ("change_1", "change_2", "offset_0", "offset_1", "offset_2")}
    return ibis.cases((at < z["change_1"], z["offset_0"]), (at < z["change_2"], z["offset_1"]), else_=z["offset_2"])
