"""Instants as whole microseconds, and the wall clock beside them, from whatever a file holds.

A time may be a string with an offset, a string or timestamp without one (local time of `time_zone`), or a timestamp
with time zone. A local time that the clocks skip or show twice names no single instant: it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.engine import calendar
from open287g.vocabulary import facts

_TEXT = r"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|z|[+-]\d\d(?::?\d\d)?)?$"


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


def instant_columns(table: ir.Table, record: str, raw: Sequence[str]) -> ir.Table:
    """Replace each `raw_<fact>` by `<record>_<fact>` (UTC), and for `facts.LOCAL` add `<record>_<fact>_local` where
    the file writes a wall clock; `derive.dated` finds the others by the zone.
    """
    backend = table.get_backend()
    if backend.name == "pyspark":
        backend.raw_sql("SET TIME ZONE 'UTC'")
    micros = _MICROS[backend.name]
    present = [name for name in raw if f"raw_{name}" in table.columns]
    walls, written, instants = {}, {}, {}
    for name in present:
        column = table[f"raw_{name}"]
        if column.type().is_string():
            text = column.strip()
            walls[name] = micros(_moment(text.re_extract(_TEXT, 1), backend.name))
            written[name] = _written_offset(text.re_extract(_TEXT, 2))
        elif column.type().is_timestamp() and column.type().timezone is None:
            walls[name] = micros(_cast(column, backend.name))
        else:
            instants[name] = micros(_cast(column, backend.name))
    if walls:
        table = table.mutate(**{f"wall_{name}": wall for name, wall in walls.items()})
        table = _with_wall_offsets(table, list(walls)) if record == "act" else _without_offsets(table, list(walls))
    made: dict[str, Any] = {}
    for name in raw:
        made[f"{record}_{name}"] = instants.get(name, ibis.null("int64"))
        if name in walls:
            wall, offset = table[f"wall_{name}"], table[f"zone_{name}"]
            made[f"{record}_{name}"] = wall - (written[name].coalesce(offset) if name in written else offset)
            if record == "act" and name in facts.LOCAL:
                zone = table.act_time_zone
                made[f"{record}_{name}_local"] = _told(wall, written.get(name), zone)
    rest = [name for name in table.columns if not name.startswith(("raw_", "wall_", "zone_"))]
    return table.select(*rest, **made)


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
        spans = ibis.memtable(calendar.zone_spans())
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


def offset_at_wall(at: Any, spans: ir.Table, place: int = 0) -> Any:
    """The offset of the joined span at a reading of the wall clock; null where the clock shows it never or twice."""
    names = ("skip_1", "local_1", "skip_2", "local_2", "offset_0", "offset_1", "offset_2")
    z = {column: spans[f"z{place}_{column}"] for column in names}
    nothing = ibis.null("int64")
    return ibis.cases(
        (at < z["skip_1"], z["offset_0"]),
        (at < z["local_1"], nothing),
        (at < z["skip_2"], z["offset_1"]),
        (at < z["local_2"], nothing),
        else_=z["offset_2"],
    )


def _without_offsets(table: ir.Table, names: list[str]) -> ir.Table:
    """Officers and agreements name no zone: of their times only those with an offset are known."""
    return table.mutate(**{f"zone_{name}": ibis.null("int64") for name in names})


def _told(wall: Any, offset: Any, zone: Any) -> Any:
    """The wall clock as written: unless a zone is named, which is better, or the time is Greenwich's, which is no
    one's.
    """
    if offset is None:
        return wall
    return ibis.cases((offset.isnull(), wall), (zone.isnull() & (offset != 0), wall))


def _with_wall_offsets(table: ir.Table, names: list[str]) -> ir.Table:
    joined = with_spans(table, [f"wall_{name}" for name in names])
    offsets = {
        f"zone_{name}": offset_at_wall(joined[f"wall_{name}"], joined, place) for place, name in enumerate(names)
    }
    return joined.select(*table.columns, **offsets)


def _written_offset(text: Any) -> Any:
    digits = text.replace(":", "")
    hours, minutes = digits.substr(1, 2).try_cast("int64"), digits.substr(3, 2).nullif("").try_cast("int64")
    size = (hours * 60 + minutes.coalesce(0)) * 60 * facts.SECOND
    return ibis.cases(
        (text.upper() == "Z", ibis.literal(0, "int64")),
        (text.startswith("-"), -size),
        (text.startswith("+"), size),
        else_=ibis.null("int64"),
    )


def _moment(text: Any, backend: str) -> Any:
    return _cast(text.replace("T", " ").nullif("").try_cast("timestamp"), backend)


def _cast(moment: Any, backend: str) -> Any:
    return moment.cast("timestamp('UTC')") if backend == "pyspark" else moment
