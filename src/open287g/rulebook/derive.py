"""What the provisions read beside the plain facts: codes instead of words, working time instead of dates."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook import calendar, facts
from open287g.rulebook.editions import EDITIONS, HELD, spellings
from open287g.rulebook.parameters import parameters
from open287g.rulebook.provision import ACT_BITS, EDITION_BITS, MODEL_BITS, wide_schema


def derive(base: ir.Table, days: ir.Table | None = None) -> ir.Table:
    """The wide table of `provision.wide_schema` from its plain columns and `act_day`; `days` is `calendar.days()`."""
    if days is None:
        days = ibis.memtable(calendar.days())
    edition = _edition(base.agreement_edition)
    table = base.mutate(day=base.act_day, edition=edition)
    table = table.mutate(
        act_code=_code(table.act_act, ACT_BITS),
        edition_code=_code(table.edition, EDITION_BITS),
        model_code=_model(table),
    )
    table = table.mutate(covered=_covered(table))
    return _clocks(table, days).select(*wide_schema())


def _code(column: Any, codes: dict[str, int]) -> Any:
    return ibis.cases(*((column == name, ibis.literal(code, "int32")) for name, code in codes.items()))


def _edition(text: Any) -> Any:
    """The edition's own name; a text the rulebook does not know stays as it is."""
    cases = [(text == name, name) for name in EDITIONS]
    key = text.upper().replace(" ", "-").replace("_", "-")
    return ibis.cases(*cases, *((key == spelling, name) for spelling, name in spellings().items()), else_=text)


def _model(table: ir.Table) -> Any:
    named = table.agreement_model.coalesce(table.officer_model).coalesce(table.act_model)
    by_edition = [(table.edition == name, MODEL_BITS[edition.model]) for name, edition in EDITIONS.items()]
    return _code(named, MODEL_BITS).coalesce(ibis.cases(*by_edition))


def _covered(table: ir.Table) -> Any:
    first, last = (parameters()["covered"].values[0].since, parameters()["covered"].values[0].until)
    held = [(table.edition == name, (table.model_code == MODEL_BITS[EDITIONS[name].model])) for name in HELD]
    known = ibis.cases(*held, (table.edition.notnull(), False), else_=ibis.null("boolean"))
    return known & (table.day >= first) & (table.day < last)


def _clocks(table: ir.Table, days: ir.Table) -> ir.Table:
    start = {s: _either(table, ["hold_started_at", "scheduled_release_at"], s) for s in ("", "_local")}
    end = {s: _either(table, ["hold_ended_at", "picked_up_by_ice_at", "released_at"], s) for s in ("", "_local")}
    gone = _either(table, ["picked_up_by_ice_at", "hold_ended_at", "released_at"], "")
    table = table.mutate(
        hold_us=end[""] - start[""],
        transfer_us=gone - table.act_transferred_to_ice_at,
        arrival_local=_either(
            table,
            ["arrived_at_facility_at", "brought_before_officer_at", "picked_up_by_ice_at", "transferred_to_ice_at"],
            "_local",
        ),
        hold_start_local=start["_local"],
        hold_end_local=end["_local"],
    )
    table = _worked(table, days, "hold_business_us", "hold_start_local", "hold_end_local", "business")
    return _worked(
        table,
        days,
        "complaint_weekday_us",
        "act_complaint_received_at_local",
        "act_complaint_reported_at_local",
        "weekday",
    )


def _either(table: ir.Table, names: list[str], suffix: str) -> Any:
    return ibis.coalesce(*(table[f"act_{name}{suffix}"] for name in names))


def _worked(table: ir.Table, days: ir.Table, name: str, start: str, end: str, kind: str) -> ir.Table:
    """Add `name`: the time from `start` to `end` (wall clock) that falls on days of `kind`."""
    joined = table
    for side, column in (("s", start), ("e", end)):
        ours = days.select(
            **{f"{side}_midnight": days.midnight, f"{side}_is": days[kind], f"{side}_before": days[f"{kind}_us"]}
        )
        wall = joined[column]
        joined = joined.left_join(ours, wall - wall % facts.DAY == ours[f"{side}_midnight"])
    spent = {
        side: joined[f"{side}_before"] + joined[f"{side}_is"] * (joined[column] - joined[f"{side}_midnight"])
        for side, column in (("s", start), ("e", end))
    }
    return joined.select(*table.columns, **{name: spent["e"] - spent["s"]})
