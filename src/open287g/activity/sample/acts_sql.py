"""The sample log as one query: a template and a person drawn for each act, times drawn around it."""

from __future__ import annotations

from typing import Any

import duckdb

from open287g.activity.log.columns import schema
from open287g.activity.sample.people import People
from open287g.activity.sample.templates import Template, span
from open287g.core.filling import create
from open287g.core.sql import literal, quoted
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.facts import KINDS

_SLOTS = 20_000
_FIRST_HOUR, _HOURS = 5, 15
"""Task forces begin their acts between 05:00 and 20:00 of the agency's clock, to come to ICE on the same day; in a jail
they begin at any hour, those among them that the clocks skip or show twice."""

_MEMBERS = {"grp": "VARCHAR", "n": "BIGINT", "officer_id": "VARCHAR", "agency_id": "VARCHAR", "time_zone": "VARCHAR"}
_PLANTED = {"tid": "BIGINT", "provision": "VARCHAR", "result": "VARCHAR"}

_NEVER = "timestamptz '9000-01-01 00:00:00+00'"
"""What stands in a file for a time that never came (see `vocabulary.facts.NEVER_AT`)."""


def load_tables(
    con: duckdb.DuckDBPyConnection, book: dict[str, Any], templates: list[Template], people: People
) -> None:
    """The small tables that acts are drawn from: slots, templates, members, officers, agreements, planted."""
    sizes: dict[str, int] = {}
    for member in people.members:
        sizes[member["grp"]] = sizes.get(member["grp"], 0) + 1
    rows = [_row(number, member, sizes[member.group]) for number, member in enumerate(templates)]
    create(con, "slots", {"slot": "BIGINT", "tid": "BIGINT"}, list(enumerate(_slots(templates))))
    _create(con, "templates", _template_types(), rows)
    _create(con, "members", _MEMBERS, people.members)
    for name, own in (("officers", people.officers), ("agreements", people.agreements)):
        _create(con, name, _types(name, own), own)
    _create(con, "planted", _PLANTED, _labels(templates))


def _create(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], rows: list[dict[str, Any]]) -> None:
    create(con, table, types, [tuple(map(row.get, types)) for row in rows])


def acts_sql(book: dict[str, Any], acts: int, seed: int, templates: list[Template]) -> str:
    """Every act in the columns of the schema, roughly in the order of time."""
    start = f"date {literal(str(book['first_day']))} + day_number::integer"
    daytime = f"{_FIRST_HOUR * 3600} + hash(h, 1003) % {_HOURS * 3600}"
    clock = f"to_seconds((case when t.any_hour then hash(h, 1003) % 86400 else {daytime} end)::bigint)"
    return f"""
        with drawn as ({_drawn(acts, seed, templates)}),
        placed as (
            select i, h, t.*, {_day(book, acts)} as day_number, (hash(h, 1002) % t.members::ubigint)::bigint as n
            from drawn join templates t using (tid)
        ),
        timed as (
            select t.*, m.officer_id, m.time_zone, timezone(m.time_zone, {start} + {clock}) as moment,
                case when t.elsewhere then (select max(agency_id) from agreements) else m.agency_id end as agency_id
            from placed t join members m on t.grp = m.grp and t.n = m.n
        )
        select 'A' || lpad(i::varchar, 10, '0') as act_id, act, moment as "at", time_zone, agency_id, officer_id,
            'S' || to_hex(hash(i // 2, {seed})) as subject_ref, {", ".join(_facts())}
        from timed t"""


def _day(book: dict[str, Any], acts: int) -> str:
    """The day of the log: the acts in order, save those of people who go wrong only on some days."""
    days = book["days"]
    inside = "first_day + (hash(h, 1001) % (last_day - first_day + 1)::ubigint)::bigint"
    return f"case when first_day = 0 and last_day = {days - 1} then i * {days} // {acts} else {inside} end"


def _facts() -> list[str]:
    rules = schema("acts")
    drawn = {"act_id", "act", "at", "began_on", "agency_id", "officer_id", "subject_ref", "time_zone", "model"}
    facts = []
    for place, column in enumerate(rules.columns.values()):
        name = quoted(column.name)
        if column.name in drawn:
            continue
        if column.kind == "time":
            low, high = _low(column.name), _high(column.name)
            drift = f"(hash(h, {place}) % ({high} - {low} + 1)::ubigint)::bigint"
            never = quoted(f"{column.name}__never")
            facts.append(f"case when {never} then {_NEVER} else moment + to_seconds({low} + {drift}) end as {name}")
        else:
            facts.append(f"t.{name}")
    return facts


def as_written(file: str) -> str:
    """The acts of `file` as an agency's systems write them: times with the offset of the place, in its local time
    without one, or in Greenwich's; a local hour that comes twice has its offset.
    """
    times = [quoted(name) for name in schema("acts").of_kind("time")]
    return f"select * replace ({', '.join(f'{_written(time)} as {time}' for time in times)}) from {file}"


def _written(time: str) -> str:
    local = f"timezone(time_zone, {time})"
    minutes = f"(epoch(timezone('UTC', {local}) - {time}) / 60)::bigint"
    sign = f"case when {minutes} < 0 then '-' else '+' end"
    clock = f"printf('%02d:%02d', abs({minutes}) // 60, abs({minutes}) % 60)"
    hours = " or ".join(f"timezone(time_zone, {time} {by} interval 1 hour) = {local}" for by in "+-")
    shown = f"strftime({local}, '%Y-%m-%dT%H:%M:%S')"
    return f"""
        case when {time} is null then null when {time} = {_NEVER} then 'never'
            when hash(act_id) % 3 = 0 then strftime(timezone('UTC', {time}), '%Y-%m-%dT%H:%M:%SZ')
            when hash(act_id) % 3 = 1 and not ({hours}) then {shown}
            else {shown} || {sign} || {clock} end"""


def labels_sql(acts: int, seed: int, templates: list[Template]) -> str:
    """act_id, provision and result of everything planted."""
    return f"""
        select 'A' || lpad(i::varchar, 10, '0') as act_id, provision, result
        from ({_drawn(acts, seed, templates)}) join planted using (tid) order by i, provision"""


def _drawn(acts: int, seed: int, templates: list[Template]) -> str:
    """A template for each act; the first of each planted kind stands at a fixed place, so that none is missing."""
    planted = sum(one.planted for one in templates)
    every = max(1, acts // max(1, planted))
    forced = "list_value(" + ", ".join(str(n) for n, one in enumerate(templates) if one.planted) + ")"
    fixed = (
        f"i % {every} = 0 and i // {every} < {planted}"
        if planted and any(t.planted and t.weight for t in templates)
        else "false"
    )
    return f"""
        select i, h, case when {fixed} then {forced}[i // {every} + 1] else slots.tid end as tid
        from (select i, hash(i, {seed}) as h from range({acts}) r(i)) join slots on slot = h % {_SLOTS}"""


def _slots(templates: list[Template]) -> list[int]:
    slots: list[int] = []
    total = 0.0
    for number, template in enumerate(templates):
        total += template.weight
        slots += [number] * (round(total * _SLOTS) - len(slots))
    return slots + [len(templates) - 1] * (_SLOTS - len(slots))


def _low(name: str) -> str:
    return quoted(f"{name}__low")


def _high(name: str) -> str:
    return quoted(f"{name}__high")


def _row(number: int, one: Template, members: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "tid": number,
        "grp": one.group,
        "members": members,
        "act": one.act,
        "elsewhere": one.elsewhere,
        "any_hour": EDITIONS[one.edition].model != "TFM",
    }
    row |= {"first_day": one.first, "last_day": one.last}
    times = set(schema("acts").of_kind("time"))
    for name, value in one.facts.items():
        if name in times:
            low, high = (None, None) if value in (None, "never") else span(value)
            row |= {f"{name}__low": low, f"{name}__high": high, f"{name}__never": value == "never"}
        else:
            row[name] = value
    return row


def _template_types() -> dict[str, str]:
    types = dict.fromkeys(("tid", "members", "first_day", "last_day"), "BIGINT")
    types |= {"grp": "VARCHAR", "act": "VARCHAR", "elsewhere": "BOOLEAN", "any_hour": "BOOLEAN"}
    for column in schema("acts").columns.values():
        if column.kind == "time":
            types |= {f"{column.name}__{end}": "BIGINT" for end in ("low", "high")}
            types[f"{column.name}__never"] = "BOOLEAN"
        elif column.kind in {"flag", "code"} and column.name != "act":
            types[column.name] = "BOOLEAN" if column.kind == "flag" else "VARCHAR"
    return types


def _types(table: str, rows: list[dict[str, Any]]) -> dict[str, str]:
    columns = schema(table).columns
    return {name: KINDS[columns[name].kind] for name in columns if name in rows[0]}


def _labels(templates: list[Template]) -> list[dict[str, Any]]:
    return [
        {"tid": number, "provision": provision, "result": result}
        for number, one in enumerate(templates)
        for result, provisions in (("fail", one.fails), ("unknown", one.open))
        for provision in provisions
    ]
