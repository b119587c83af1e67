"""What the provisions read beside the plain facts: codes instead of words, working time instead of dates."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.engine import calendar
from open287g.rulebook.engine.instants import day_of, engine_of, near, offset_at_instant, wall_clock, with_spans
from open287g.rulebook.language.codes import ACT_BITS, EDITION_BITS, MODEL_BITS, bits
from open287g.vocabulary import facts
from open287g.vocabulary.editions import EDITIONS, HELD, spellings

CLOCKS = {
    "at": ("at",),
    "hold_start": ("hold_started_at", "scheduled_release_at"),
    "hold_end": ("hold_ended_at", "picked_up_by_ice_at", "released_at"),
    "arrival": ("arrived_at_facility_at", "brought_before_officer_at", "picked_up_by_ice_at", "transferred_to_ice_at"),
    "received": ("complaint_received_at",),
    "reported": ("complaint_reported_at",),
    "resolved": ("complaint_resolved_at",),
    "result": ("complaint_result_reported_at",),
}
"""Moments whose local calendar matters, and the facts that tell them, the first known one first."""


ASKED = {
    "hold_start": ("hold_past_release",),
    "hold_end": ("hold_past_release",),
    "arrival": ("arrest_without_warrant", "serve_arrest_warrant", "serve_removal_warrant", "transport"),
}
"""Clocks that only some acts have; for others their wall clock is not looked up."""


def dated(act: ir.Table, engine: str | None = None) -> ir.Table:
    """Acts with `act_code`, the moments of CLOCKS, their wall clock as `<clock>_local`, and the local `day` of the
    act, which a log may tell without its hour.
    """
    backend = engine or engine_of(act)
    moments = {f"{clock}_us": ibis.coalesce(*(act[f"act_{name}"] for name in names)) for clock, names in CLOCKS.items()}
    coded = act.mutate(act_code=_code(act.act_act, ACT_BITS), **moments)
    joined = with_spans(coded, ["at_us"])
    local = {f"{clock}_local": _local(joined, clock, backend) for clock in CLOCKS}
    table = joined.select(*coded.columns, **local)
    return table.mutate(day=day_of(table.at_local, backend).coalesce(table.act_began_on))


def _local(joined: ir.Table, clock: str, backend: str) -> Any:
    """The wall clock at a moment: as written, by the span of the act's own time, or asked of the engine."""
    moment = joined[f"{clock}_us"]
    quick = moment + offset_at_instant(moment, joined)
    asked = wall_clock(moment, joined.act_time_zone, backend)
    told_clock = quick if clock == "at" else ibis.ifelse(near(moment, joined), quick, asked)
    written = [name for name in CLOCKS[clock] if f"act_{name}_local" in joined.columns]
    if written:
        walls = [(name, joined[f"act_{name}_local"] if name in written else told_clock) for name in CLOCKS[clock]]
        known = "act_{}_local" if clock == "at" else "act_{}"
        told_clock = ibis.cases(
            *((joined[known.format(name)].notnull(), wall) for name, wall in walls), else_=told_clock
        )
    unasked = moment.isnull()
    if clock in ASKED:
        unasked = unasked | ((joined.act_code & bits(ASKED[clock], facts.ACTS)) == 0)
    return told_clock if clock == "at" else ibis.ifelse(unasked, ibis.null("int64"), told_clock)


def with_holidays(table: ir.Table) -> ir.Table:
    """Add `hold_business_us`: the hold without Saturdays, Sundays and holidays; only for acts that are holds past
    release.
    """
    joined = table
    for clock in ("hold_start", "hold_end"):
        days = ibis.memtable(calendar.days())
        days = days.select(**{f"{clock}_{column}": days[column] for column in days.columns})
        local = table[f"{clock}_local"]
        held = ibis.ifelse(table.act_act == "hold_past_release", local - local % facts.DAY, ibis.null("int64"))
        joined = joined.left_join(days, held == days[f"{clock}_midnight"])

    def business(clock: str) -> Any:
        of_day = joined[f"{clock}_local"] - joined[f"{clock}_midnight"]
        return joined[f"{clock}_business_us"] + joined[f"{clock}_business"] * of_day

    return joined.select(*table.columns, hold_business_us=business("hold_end") - business("hold_start"))


def weekday_time(local: Any) -> Any:
    """Time on Mondays to Fridays from a fixed Monday until `local`."""
    since_monday = local + 3 * facts.DAY  # 1 January 1970 was a Thursday.
    of_week = since_monday % facts.WEEK
    weeks = ((since_monday - of_week) / 7).cast("int64")  # A whole number of days: exact.
    return weeks * 5 + ibis.ifelse(of_week < 5 * facts.DAY, of_week, 5 * facts.DAY)


def coded(terms: ir.Table) -> ir.Table:
    """Officers and agreements with `model_code`, `edition_code`, the days of both signatures, and two tests of the
    edition.

    `edition_held`: the rulebook has its text; null where the edition is unknown. `edition_fits`: it is a text of the
    agreement's model.
    """
    table = terms.mutate(edition=_edition(terms.agreement_edition))
    table = table.mutate(edition_code=_code(table.edition, EDITION_BITS), model_code=_model(table))
    held = ibis.cases((table.edition.isin(HELD), True), (table.edition.notnull(), False), else_=ibis.null("boolean"))
    own = ibis.cases(*((table.edition == name, edition.model) for name, edition in EDITIONS.items()))
    agency, ice = signatures(table)
    table = table.mutate(agency_signed=agency, ice_signed=ice)
    return table.mutate(edition_held=held, edition_fits=table.agreement_model == own).drop("edition")


def signatures(table: ir.Table) -> tuple[Any, Any]:
    """The days on which the agency and ICE signed. For one that is unknown ICE's list speaks, which states one day of
    signing and not whose.
    """
    claimed = table.agreement_listed_signed_on
    return table.agreement_agency_signed_on.coalesce(claimed), table.agreement_ice_signed_on.coalesce(claimed)


def derive(joined: ir.Table) -> ir.Table:
    """The wide table of `provision.wide_schema` from acts that are `dated` and joined to the officer's standing."""
    table = with_holidays(joined)
    return table.mutate(
        hold_us=table.hold_end_us - table.hold_start_us,
        transfer_us=_gone(table) - table.act_transferred_to_ice_at,
        complaint_weekday_us=weekday_time(table.reported_local) - weekday_time(table.received_local),
    )


def _gone(table: ir.Table) -> Any:
    return ibis.coalesce(table.act_picked_up_by_ice_at, table.act_hold_ended_at, table.act_released_at)


def _code(column: Any, codes: dict[str, int]) -> Any:
    return ibis.cases(*((column == name, ibis.literal(code, "int32")) for name, code in codes.items()))


def _edition(text: Any) -> Any:
    """The edition's own name; a text the rulebook does not know stays as it is."""
    cases = [(text == name, name) for name in EDITIONS]
    key = text.upper().replace(" ", "-").replace("_", "-")
    return ibis.cases(*cases, *((key == spelling, name) for spelling, name in spellings().items()), else_=text)


def _model(table: ir.Table) -> Any:
    named = table.agreement_model.coalesce(table.officer_model)
    by_edition = [(table.edition == name, MODEL_BITS[edition.model]) for name, edition in EDITIONS.items()]
    return _code(named, MODEL_BITS).coalesce(ibis.cases(*by_edition))
