"""Who should hold access to federal systems on a day, which grants have no authority behind them, and what falls with
a suspension or an end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from open287g.core.period import Period
from open287g.rulebook.decide import Decision, decide
from open287g.rulebook.engine.given import day_of
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.language.reach import looks_at_the_act
from open287g.vocabulary.editions import edition_named

Row = Mapping[str, Any]

HOLDS, UNSUPPORTED, UNSURE = "holds", "no authority", "unknown"

NO_START = "the day of the grant is not known"
NO_END = "nothing is said of an end of the grant"

SIGNED = ("agency_signed_on", "ice_signed_on", "listed_signed_on")


@dataclass(frozen=True)
class Standing:
    """One officer under one agreement on a day. `why` says what is against it or what is unknown."""

    officer_id: str
    agency_id: str
    model: str
    agreement_id: str
    authority: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Grant:
    """A grant of access and whether authority stands behind it on the day: holds, no authority or unknown."""

    grant_id: str
    officer_id: str
    system: str
    state: str
    why: tuple[str, ...]


def standing_on(day: date, officers: Iterable[Row], agreements: Iterable[Row]) -> list[Standing]:
    """For each officer in force in the roster on `day`, whether a query of federal systems would be authorized.

    `authority` is authorized, not authorized or undetermined, by the standing provisions alone: agreement in force,
    officer trained, certified, authorized, not suspended. A model that gives no access (WSO) is not authorized.
    """
    signed = list(agreements)
    standings = []
    for officer in officers:
        if not _valid(officer, day):
            continue
        own = [one for one in signed if _same(one, officer) and not _replaced(one, signed, day)]
        for agreement in own or [{}]:
            standings.append(_standing(day, officer, agreement))
    return standings


def grants_on(day: date, grants: Iterable[Row], standings: Iterable[Standing]) -> list[Grant]:
    """Each grant that is open on `day` with what stands behind it. A grant needs grant_id, officer_id, system,
    granted_on; `ended_on` empty is still open. One whose first or last day is unknown may be open: it is unknown.
    """
    by_officer: dict[str, list[Standing]] = {}
    for standing in standings:
        by_officer.setdefault(standing.officer_id, []).append(standing)
    judged = []
    for grant in grants:
        start, end = (day_of(f"grant.{name}", grant.get(name)) for name in ("granted_on", "ended_on"))
        if Period(start, end).holds(day):
            unknown = [why for why, known in ((NO_START, start), (NO_END, "ended_on" in grant)) if not known]
            judged.append(_grant(grant, by_officer.get(str(grant["officer_id"]), []), unknown))
    return judged


def cascade(
    before: Iterable[Standing], after: Iterable[Standing], grants: Iterable[Row], acts: Iterable[Row], day: date
) -> dict[str, list[str]]:
    """What falls between two states of the same day: `officers` who lose authority, their open `grants`, and their
    `acts` (pending ones, by act_id).
    """
    had = {(one.officer_id, one.agreement_id) for one in before if one.authority != "not authorized"}
    has = {(one.officer_id, one.agreement_id) for one in after if one.authority != "not authorized"}
    lost = {officer for officer, _ in had - has}
    left = {officer for officer, _ in has}
    fallen = sorted(lost - left)
    open_grants = grants_on(day, grants, ())
    return {
        "officers": fallen,
        "reduced": sorted(lost & left),
        "grants": sorted(one.grant_id for one in open_grants if one.officer_id in fallen),
        "acts": sorted(str(act["act_id"]) for act in acts if str(act.get("officer_id")) in fallen),
    }


def _standing(day: date, officer: Row, agreement: Row) -> Standing:
    act = {"act": "query_database", "began_on": day}
    decision = decide(act=act, officer=_known(officer), agreement=_known(agreement))
    edition = edition_named(str(agreement.get("edition") or ""))
    authority, why = _judged(decision, historical=edition is not None and edition.historical)
    names = (officer.get("officer_id"), officer.get("agency_id"), officer.get("model"), agreement.get("agreement_id"))
    officer_id, agency_id, model, agreement_id = (str(name or "") for name in names)
    return Standing(officer_id, agency_id, model, agreement_id, authority, why)


def _judged(decision: Decision, historical: bool) -> tuple[str, tuple[str, ...]]:
    wanted = _asked(historical)
    asked = [one for one in decision.provisions if one.id in wanted]
    if decision.covered is False and not historical:
        return "undetermined", ("rulebook.covered",)
    failed = tuple(one.id for one in asked if one.result == "fail")
    if failed:
        return "not authorized", failed
    unknown = tuple(one.id for one in asked if one.result == "unknown" and one.kind == "condition")
    return ("undetermined", unknown) if unknown else ("authorized", ())


@cache
def _asked(historical: bool) -> frozenset[str]:
    """The provisions that standing to hold access rests on. It does not wait for an act, so none looks at one.

    Under a historical edition, whose text is not held, those alone that hold by the statute.
    """
    counting = (p for p in provisions() if p.counts and not looks_at_the_act(p))
    return frozenset(p.id for p in counting if p.by_statute or not historical)


def _grant(grant: Row, own: list[Standing], unknown: list[str]) -> Grant:
    grant_id, officer_id, system = (str(grant[name]) for name in ("grant_id", "officer_id", "system"))
    if unknown:
        return Grant(grant_id, officer_id, system, UNSURE, tuple(unknown))
    if any(one.authority == "authorized" for one in own):
        return Grant(grant_id, officer_id, system, HOLDS, ())
    why = tuple(dict.fromkeys(reason for one in own for reason in one.why)) or ("the officer is not on the roster",)
    unsure = any(one.authority == "undetermined" for one in own)
    return Grant(grant_id, officer_id, system, UNSURE if unsure else UNSUPPORTED, why)


def _valid(officer: Row, day: date) -> bool:
    return Period(*(day_of(f"officer.{name}", officer.get(name)) for name in ("valid_from", "valid_to"))).holds(day)


def _same(agreement: Row, officer: Row) -> bool:
    return all(agreement.get(name) == officer.get(name) for name in ("agency_id", "model"))


def _replaced(agreement: Row, signed: list[Row], day: date) -> bool:
    """A later agreement of the same agency and model is in its place by `day`, as far as the days of both are known."""
    start = _start(agreement)
    others = (_start(other) for other in signed if _same(other, agreement))
    return start is not None and any(other is not None and start < other <= day for other in others)


def _start(agreement: Row) -> date | None:
    """The later signature; None where one is not known and ICE's list states no day of signing either."""
    days = {name: day_of(f"agreement.{name}", agreement.get(name)) for name in SIGNED}
    agency, ice = (days[name] or days["listed_signed_on"] for name in SIGNED[:2])
    return max(agency, ice) if agency is not None and ice is not None else None


def _known(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("valid_from", "valid_to")}
