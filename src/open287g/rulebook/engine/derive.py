"""What the provisions read beside the plain facts: codes instead of words, working time instead of dates."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.rulebook.engine import calendar_tables
from open287g.rulebook.engine.contradictions import BODY, HOLD, MODEL, OTHER_MODEL, SINCE, TRANSFER, flag
from open287g.rulebook.engine.instants import day_of, engine_of, near, offset_at_instant, wall_clock, with_spans
from open287g.rulebook.language.codes import ACT_BITS, EDITION_BITS, MODEL_BITS, bits
from open287g.rulebook.language.logic import reached
from open287g.rulebook.law.bodies import bodies
from open287g.rulebook.law.numbers import parameters
from open287g.vocabulary import facts
from open287g.vocabulary.editions import EDITIONS, FAMILIES, HELD, spellings
from open287g.vocabulary.facts import HOUR, NEVER_AT
from open287g.vocabulary.models import HELD_MODELS
from open287g.vocabulary.zones import AHEAD_OF_WASHINGTON

CLOCKS = {
    "at": ("at",),
    "hold_start": ("hold_started_at", "scheduled_release_at"),
    "hold_late_start": ("hold_started_at", "scheduled_release_at"),
    "hold_end": ("hold_ended_at", "picked_up_by_ice_at", "released_at"),
    "hold_early_end": ("hold_ended_at", "picked_up_by_ice_at", "released_at"),
    "arrival": ("arrived_at_facility_at", "brought_before_officer_at", "picked_up_by_ice_at"),
    "received": ("complaint_received_at",),
    "reported": ("complaint_reported_at",),
    "resolved": ("complaint_resolved_at",),
    "result": ("complaint_result_reported_at",),
}
"""Moments whose local calendar matters, and the facts that tell them, the first known one first."""

EXTREMES = {"hold_start": "first", "hold_late_start": "last", "hold_end": "last", "hold_early_end": "first"}
"""Clocks that several facts may tell: the earliest or the latest of those known. Both ends must give one answer."""

WASHINGTON = 5 * HOUR
"""How far Washington is behind Greenwich at most."""

ASKED = {
    **dict.fromkeys(EXTREMES, ("hold_past_release",)),
    "arrival": ("arrest_without_warrant", "serve_arrest_warrant", "serve_removal_warrant", "transport"),
}
"""Clocks that only some acts have; for others their wall clock is not looked up."""


def dated(act: ir.Table, engine: str | None = None) -> ir.Table:
    """Acts with `act_code`, the moments of CLOCKS, their wall clock as `<clock>_local`, and the local `day` of the
    act, which a log may tell without its hour. `day_early` is the day it may still have been in Washington.

    A moment that is said never to have come stands at the closing instant of the log, up to which it had not.
    """
    backend = engine or engine_of(act)
    moments = {f"{clock}_us": _closed(act, _moment(act, clock)) for clock in CLOCKS}
    coded = act.mutate(act_code=_code(act.act_act, ACT_BITS), **moments)
    joined = with_spans(coded, ["at_us"])
    local = {f"{clock}_local": _local(joined, clock, backend) for clock in CLOCKS}
    table = joined.select(*coded.columns, **local)
    table = table.mutate(day=day_of(table.at_local, backend).coalesce(table.act_began_on))
    return table.mutate(day_early=_day_early(table, backend))


def _moment(act: ir.Table, clock: str) -> Any:
    known = [act[f"act_{name}"] for name in CLOCKS[clock]]
    if clock == "arrival":
        return reached(*known)
    if clock not in EXTREMES:
        return ibis.coalesce(*known)
    found = _extreme([_came(moment) for moment in known], EXTREMES[clock])
    never = ibis.literal(NEVER_AT, "int64")
    return found.coalesce(ibis.ifelse(_never_ended(act), never, ibis.null("int64"))) if "end" in clock else found


def _came(moment: Any) -> Any:
    """A moment, unknown where it is said never to have come: another fact may then tell what it stands for."""
    return ibis.ifelse(moment == NEVER_AT, ibis.null("int64"), moment)


def _extreme(known: list[Any], which: str) -> Any:
    chosen = known[0]
    for other in known[1:]:
        better = other < chosen if which == "first" else other > chosen
        chosen = ibis.cases((chosen.isnull(), other), (other.isnull(), chosen), (better, other), else_=chosen)
    return chosen


def _never_ended(act: ir.Table) -> Any:
    """It is said that the hold never ended, or that the person was neither picked up nor released."""
    ended, picked, released = (act[f"act_{name}"] for name in CLOCKS["hold_end"])
    neither = (picked == NEVER_AT) & (released == NEVER_AT)
    return (ended == NEVER_AT).coalesce(False) | (ended.isnull() & neither.coalesce(False))


def _closed(act: ir.Table, moment: Any) -> Any:
    return ibis.ifelse(moment == NEVER_AT, act.act_observed_until.coalesce(moment), moment)


def _day_early(table: ir.Table, backend: str) -> Any:
    """The earliest day that Washington's calendar may have shown at the act: days of ICE's signatures are told by
    it.
    """
    ahead = (table.at_local - table.at_us > -4 * HOUR).coalesce(
        table.at_us.isnull() & table.act_time_zone.isin(AHEAD_OF_WASHINGTON)
    )
    there = day_of(table.at_us - WASHINGTON, backend).coalesce(table.day - ibis.interval(days=1))
    return ibis.ifelse(ahead, there, table.day)


def _local(joined: ir.Table, clock: str, backend: str) -> Any:
    """The wall clock at a moment: as written, by the span of the act's own time, or asked of the engine."""
    moment = joined[f"{clock}_us"]
    quick = moment + offset_at_instant(moment, joined)
    asked = wall_clock(moment, joined.act_time_zone, backend)
    told_clock = quick if clock == "at" else ibis.ifelse(near(moment, joined), quick, asked)
    written = [name for name in CLOCKS[clock] if f"act_{name}_local" in joined.columns]
    if clock == "at" and written:
        told_clock = joined.act_at_local.coalesce(told_clock)
    elif written:
        walls = (
            (joined[f"act_{name}"] == moment, joined[f"act_{name}_local"].coalesce(told_clock)) for name in written
        )
        told_clock = ibis.cases(*walls, else_=told_clock)
    unasked = moment.isnull()
    if clock in ASKED:
        unasked = unasked | ((joined.act_code & bits(ASKED[clock], facts.ACTS)) == 0)
    return told_clock if clock == "at" else ibis.ifelse(unasked, ibis.null("int64"), told_clock)


def with_holidays(table: ir.Table) -> ir.Table:
    """Add `hold_business_us`: the hold without Saturdays, Sundays and holidays, and `hold_business_least_us` where the
    facts told differ; only for acts that are holds past release.
    """
    joined = table
    for clock in EXTREMES:
        days = calendar_tables.days()
        days = days.select(**{f"{clock}_{column}": days[column] for column in days.columns})
        local = table[f"{clock}_local"]
        held = ibis.ifelse(table.act_act == "hold_past_release", local - local % facts.DAY, ibis.null("int64"))
        joined = joined.left_join(days, held == days[f"{clock}_midnight"])

    def business(clock: str) -> Any:
        of_day = joined[f"{clock}_local"] - joined[f"{clock}_midnight"]
        return joined[f"{clock}_business_us"] + joined[f"{clock}_business"] * of_day

    return joined.select(
        *table.columns,
        hold_business_us=business("hold_end") - business("hold_start"),
        hold_business_least_us=business("hold_early_end") - business("hold_late_start"),
    )


def weekday_time(local: Any) -> Any:
    """Time on Mondays to Fridays from a fixed Monday until `local`."""
    since_monday = local + 3 * facts.DAY  # 1 January 1970 was a Thursday.
    of_week = since_monday % facts.WEEK
    weeks = ((since_monday - of_week) / 7).cast("int64")  # A whole number of days: exact.
    return weeks * 5 + ibis.ifelse(of_week < 5 * facts.DAY, of_week, 5 * facts.DAY)


def coded(terms: ir.Table) -> ir.Table:
    """Officers and agreements with the models and editions that are possible, the days of both signatures, and two
    tests of the edition.

    `model_code` and `edition_told` are masks: more than one bit where the facts leave it open, none for an edition
    whose text is not held; `edition_told` is null where none is told. `signed_model` is the agreement's model, told
    or of its edition. `edition_fits`: the edition is a text of that model and was written when it was signed;
    unknown, and flagged, where it is not. `executed`: the later of both signatures.
    """
    terms = terms.mutate(edition_key=_edition_key(terms.agreement_edition))
    key = terms.edition_key
    told = ibis.cases(
        *((key.isin(names), ibis.literal(mask, "int32")) for mask, names in _names_of_masks().items() if mask),
        (key.notnull(), ibis.literal(0, "int32")),
        else_=ibis.null("int32"),
    )
    agency, ice = signatures(terms)
    table = terms.mutate(
        edition_told=told, agency_signed=agency, ice_signed=ice,
        executed=_latest(terms.agreement_agency_signed_on, terms.agreement_ice_signed_on),
    ).drop("edition_key")  # fmt: skip
    table = table.mutate(edition_model=_of_edition(table, _model_of))
    table = table.mutate(signed_model=table.agreement_model.coalesce(table.edition_model))
    named = ibis.cases(*((table.agreement_agency_id.contains(word), _body(body)) for word, body in bodies().items()))
    wrong_body = (table.agreement_body != named).coalesce(False)
    # A State that is called a county is a public body either way; of a county that is called a tribe nothing is known.
    apart = wrong_body & (table.agreement_body.isin(PUBLIC) != named.isin(PUBLIC))
    table = table.mutate(signed_body=ibis.ifelse(apart, ibis.null("string"), table.agreement_body.coalesce(named)))
    wrong_model = (table.agreement_model != table.edition_model).coalesce(False)
    too_early = (table.executed < _of_edition(table, _first_day)).coalesce(False)
    # A text that prints its day of revision was signed by no one before it.
    printed = _of_edition(table, _printed)
    for signed in (table.agreement_agency_signed_on, table.agreement_ice_signed_on):
        too_early = too_early | (signed < printed).coalesce(False)
    whole = MODEL_BITS_HELD
    return table.mutate(
        model_code=_code(table.signed_model.coalesce(terms.officer_model), MODEL_BITS).coalesce(whole),
        edition_fits=ibis.ifelse(wrong_model | too_early | (table.edition_told == 0), ibis.null("boolean"), True),
        term_flags=flag(wrong_model, MODEL) + flag(too_early, SINCE) + flag(wrong_body, BODY),
    ).drop("edition_model")


def _body(body: str | None) -> Any:
    return ibis.null("string") if body is None else ibis.literal(body)


def _latest(one: Any, other: Any) -> Any:
    """The later of two days, both known."""
    return ibis.ifelse(one >= other, one, ibis.ifelse(one < other, other, ibis.null("date")))


def edition_mask(table: ir.Table) -> Any:
    """The editions the agreement may be signed on: those its name allows, else the texts of its model written by the
    day on which it was signed or, where that is not known, by the day of the act. Null where none is held.
    """
    by = table.executed.coalesce(table.day)
    some = [
        ibis.ifelse(
            ((table.model_code & MODEL_BITS[EDITIONS[name].model]) != 0)
            & (ibis.literal(EDITIONS[name].since) <= by).coalesce(True),
            ibis.literal(EDITION_BITS[name], "int32"),
            ibis.literal(0, "int32"),
        )
        for name in HELD
    ]
    possible = table.edition_told.coalesce(reduce(lambda left, right: left + right, some))
    return ibis.ifelse(possible == 0, ibis.null("int32"), possible.cast("int32"))


PUBLIC = ("state", "subdivision")
"""Bodies that may sign an agreement."""

MODEL_BITS_HELD = sum(MODEL_BITS[model] for model in HELD_MODELS)
"""Every model whose text is held."""


def _names() -> dict[str, tuple[str, ...]]:
    """Every name given to an edition or a family of them, and the editions it may mean."""
    return {spelling: (name,) for spelling, name in spellings().items()} | FAMILIES


def _names_of_masks() -> dict[int, list[str]]:
    """The editions that a name may mean, as bits -> the names that mean them; 0 for those whose text is not held."""
    found: dict[int, list[str]] = {}
    for name, editions in _names().items():
        found.setdefault(sum(EDITION_BITS.get(one, 0) for one in editions), []).append(name)
    return found


def _of_edition(table: ir.Table, says: Callable[[tuple[str, ...]], Any]) -> Any:
    """What `says` makes of the editions that the agreement's name of its text may mean; null where none is held."""
    meant = dict.fromkeys(editions for editions in _names().values() if editions[0] in HELD)
    told = {sum(EDITION_BITS[one] for one in editions): says(editions) for editions in meant}
    return ibis.cases(*((table.edition_told == mask, value) for mask, value in told.items() if value is not None))


def _model_of(editions: tuple[str, ...]) -> str:
    return EDITIONS[editions[0]].model


def _first_day(editions: tuple[str, ...]) -> Any:
    return ibis.literal(min(EDITIONS[one].since for one in editions))


def _printed(editions: tuple[str, ...]) -> Any:
    """The first day, where every text prints its day of revision."""
    return _first_day(editions) if all(EDITIONS[one].revisions for one in editions) else None


def signatures(table: ir.Table) -> tuple[Any, Any]:
    """The days on which the agency and ICE signed. For one that is unknown ICE's list speaks, which states one day of
    signing and not whose.
    """
    claimed = table.agreement_listed_signed_on
    return table.agreement_agency_signed_on.coalesce(claimed), table.agreement_ice_signed_on.coalesce(claimed)


def derive(joined: ir.Table) -> ir.Table:
    """The wide table of `provision.wide_schema` from acts that are `dated` and joined to the officer's standing."""
    table = with_holidays(joined)
    table = table.mutate(
        hold_us=table.hold_end_us - table.hold_start_us,
        hold_least_us=table.hold_early_end_us - table.hold_late_start_us,
        hold_open=_never_ended(table),
        transfer_us=table.hold_end_us - table.act_transferred_to_ice_at,
        transfer_least_us=table.hold_early_end_us - table.act_transferred_to_ice_at,
        transfer_open=_never_ended(table),
        complaint_weekday_us=weekday_time(table.reported_local) - weekday_time(table.received_local),
    )
    return table.mutate(contradictions=_contradictions(table))


def _contradictions(table: ir.Table) -> Any:
    """The bits of all contradictions, those of clocks that several facts tell among them."""
    held = (table.act_act == "hold_past_release").coalesce(True)
    limits = {name: int(parameters()[name].values[-1].value * HOUR) for name in HELD_LONGEST}
    form, business, after = (limits[name] for name in HELD_LONGEST)
    hold = _differ(table.hold_us, table.hold_least_us, form)
    hold = hold | _differ(table.hold_business_us, table.hold_business_least_us, business)
    hold = hold | _ends_twice(table)
    issued = table.act_detainer_issued_at
    hold = hold | _between_starts(table, issued)
    at_release = int(parameters()["wso.service_at_release_hours"].values[-1].value * HOUR)
    before = int(parameters()["wso.service_before_release_hours"].values[-1].value * HOUR)
    by_service = (table.model_code & MODEL_BITS["WSO"]) != 0
    served = table.act_transferred_to_ice_at
    hold = hold | _between_starts(table, served - at_release)
    hold = hold | (by_service & _between_starts(table, served + before, closed=True)).coalesce(False)
    other = (table.act_model != table.officer_model).coalesce(False)
    transfer = _differ(table.transfer_us, table.transfer_least_us, after)
    parts = [table[name].coalesce(0) for name in ("act_flags", "officer_flags", "agreement_flags", "term_flags")]
    whole = reduce(lambda left, right: left + right, parts)
    # What only holds are asked is reckoned for holds alone.
    hold = ibis.ifelse(held, hold, False)
    return whole + flag(hold, HOLD) + flag(transfer | _ends_twice(table), TRANSFER) + flag(other, OTHER_MODEL)


def _between_starts(table: ir.Table, moment: Any, *, closed: bool = False) -> Any:
    """It lies between the times that several facts tell for the start of the hold: after one, not after the other; or
    where it is `closed`, not before one, and before the other.
    """
    first, last = table.hold_start_us, table.hold_late_start_us
    between = (moment >= first) & (moment < last) if closed else (moment > first) & (moment <= last)
    return between.coalesce(False)


def _ends_twice(table: ir.Table) -> Any:
    """An end is said never to have come, and another fact tells it."""
    ended, picked, released = (table[f"act_{name}"] for name in CLOCKS["hold_end"])
    gone = (picked < NEVER_AT).coalesce(False) | (released < NEVER_AT).coalesce(False)
    neither = ((picked == NEVER_AT) & (released == NEVER_AT)).coalesce(False)
    return ibis.cases((ended == NEVER_AT, gone), (ended < NEVER_AT, neither), else_=False)


HELD_LONGEST = ("hold.form_hours", "hold.past_release_hours", "hold.after_transfer_hours")


def _differ(most: Any, least: Any, limit: int) -> Any:
    """The longest length that the facts allow goes beyond the limit, and the shortest does not."""
    return ((most > limit) & (least <= limit)).coalesce(False)


def _code(column: Any, codes: dict[str, int]) -> Any:
    return ibis.cases(*((column == name, ibis.literal(code, "int32")) for name, code in codes.items()))


def _edition_key(text: Any) -> Any:
    """The name of an edition as `spellings` has it."""
    return text.upper().replace(" ", "-").replace("_", "-").replace(".", "-").replace("/", "-")
