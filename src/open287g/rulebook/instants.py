"""Instants as whole microseconds, and the wall clock beside them, from whatever a file holds.

A time may be a string with an offset, a string or timestamp without one (local time of `time_zone`), or a timestamp
with time zone. A local time that the clocks skip or show twice names no single instant: it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook import calendar, facts

_TEXT = r"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|z|[+-]\d\d(?::?\d\d)?)?$"


def _builtin(name: str, given: str, gives: str) -> Callable[[Any], Any]:
    """A function the engine has under `name`, of one argument of type `given`."""

    def call(value: Any) -> Any: ...

    call.__name__ = name
    call.__annotations__ = {"value": ibis.dtype(given), "return": ibis.dtype(gives)}
    made: Callable[[Any], Any] = ibis.udf.scalar.builtin(call, name=name)
    return made


_MICROS = {
    "duckdb": _builtin("epoch_us", "timestamp", "int64"),
    "pyspark": _builtin("unix_micros", "timestamp('UTC')", "int64"),
}
_MOMENT = {
    "duckdb": _builtin("make_timestamp", "int64", "timestamp"),
    "pyspark": _builtin("timestamp_micros", "int64", "timestamp('UTC')"),
}


def instant_columns(table: ir.Table, record: str, names: list[str]) -> ir.Table:
    """Replace each `raw_<fact>` by `<record>_<fact>` (UTC) and, where the calendar matters, `<record>_<fact>_local`."""
    backend = table.get_backend()
    if backend.name == "pyspark":
        backend.raw_sql("SET TIME ZONE 'UTC'")
    for name in names:
        local = record == "act" and name in facts.LOCAL
        if f"raw_{name}" in table.columns:
            table = _one(table, f"raw_{name}", f"{record}_{name}", local, backend.name)
        else:
            columns = [f"{record}_{name}"] + [f"{record}_{name}_local"] * local
            table = table.mutate(**{column: ibis.null("int64") for column in columns})
    if record == "act":
        table = table.mutate(act_day=_MOMENT[backend.name](table.act_at_local).date())
    return table


def _one(table: ir.Table, raw: str, target: str, local: bool, backend: str) -> ir.Table:
    column, rest = table[raw], [name for name in table.columns if name != raw]
    if column.type().is_string():
        text = column.strip()
        wall = text.re_extract(_TEXT, 1).replace("T", " ").nullif("").try_cast("timestamp")
        offset = _written_offset(text.re_extract(_TEXT, 2))
        table = table.mutate(wall=_micros(wall, backend), offset=offset)
        table = _with_offset(table, "wall", "found", wall=True)
        table = table.mutate(offset=table.offset.coalesce(table.found))
        made = {target: table.wall - table.offset, f"{target}_local": table.wall}
    elif column.type().is_timestamp() and column.type().timezone is None:
        table = _with_offset(table.mutate(wall=_micros(column, backend)), "wall", "offset", wall=True)
        made = {target: table.wall - table.offset, f"{target}_local": table.wall}
    else:
        table = table.mutate(instant=_micros(column, backend))
        if not local:
            return table.select(*rest, **{target: table.instant})
        table = _with_offset(table, "instant", "offset", wall=False)
        made = {target: table.instant, f"{target}_local": table.instant + table.offset}
    if not local:
        del made[f"{target}_local"]
    return table.select(*rest, **made)


def _with_offset(table: ir.Table, moment: str, name: str, *, wall: bool) -> ir.Table:
    """Add the zone's offset at `moment`, an instant or (`wall`) a reading of the wall clock; null where there is
    none.
    """
    spans = ibis.memtable(calendar.zone_spans())
    spans = spans.rename({f"z_{column}": column for column in spans.columns})
    key = table[moment] >> calendar.BUCKET
    joined = table.left_join(spans, [table.act_time_zone == spans.z_zone, key == spans.z_span])
    at = joined[moment]
    if wall:
        second = ibis.ifelse(at >= joined.z_local_2, joined.z_offset_2, ibis.null("int64"))
        first = ibis.ifelse(at >= joined.z_local_1, joined.z_offset_1, ibis.null("int64"))
        found = ibis.cases(
            (at < joined.z_skip_1, joined.z_offset_0),
            (at < joined.z_local_1, ibis.null("int64")),
            (at < joined.z_skip_2, first),
            else_=second,
        )
    else:
        found = ibis.cases(
            (at < joined.z_change_1, joined.z_offset_0),
            (at < joined.z_change_2, joined.z_offset_1),
            else_=joined.z_offset_2,
        )
    return joined.select(*table.columns, **{name: found})


def _written_offset(text: Any) -> Any:
    digits = text.replace(":", "")
    hours, minutes = digits.substr(1, 2).try_cast("int64"), digits.substr(3, 2).nullif("").try_cast("int64")
    minutes = minutes.coalesce(0)
    size = (hours * 60 + minutes) * 60 * facts.SECOND
    return ibis.cases(
        (text.upper() == "Z", ibis.literal(0, "int64")),
        (text.startswith("-"), -size),
        (text.startswith("+"), size),
        else_=ibis.null("int64"),
    )


def _micros(moment: Any, backend: str) -> Any:
    return _MICROS[backend](moment.cast("timestamp('UTC')") if backend == "pyspark" else moment)
