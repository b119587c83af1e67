"""Who should hold access to federal systems on a day, which grants have no authority behind them, and what falls with
a suspension or an end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from open287g.core.period import Period
from open287g.rulebook.engine.asked_of_access import ACT, asked
from open287g.rulebook.engine.compiled import of_access
from open287g.rulebook.engine.given import base_schema, columns_told, day_of
from open287g.rulebook.language.codes import ACT_BITS
from open287g.vocabulary.editions import edition_named
from open287g.vocabulary.results import FAIL, UNKNOWN

Row = Mapping[str, Any]
Judge = Callable[[Row], dict[str, Any]]

HOLDS, UNSUPPORTED, UNSURE = "holds", "no authority", "unknown"

NO_START = "the day of the grant is not known"
NO_END = "nothing is said of an end of the grant"

NO_AGREEMENT: Row = {}

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
    signed: dict[tuple[Any, Any], list[Row]] = {}
    for one in agreements:
        signed.setdefault(_party(one), []).append(one)
    in_place = {party: [one for one in own if not _replaced(one, own, day)] for party, own in signed.items()}
    judges: dict[Any, Judge] = {}
    standings = []
    for officer in officers:
        if _valid(officer, day):
            party = _party(officer)
            for agreement in in_place.get(party) or [NO_AGREEMENT]:
                if (party, id(agreement)) not in judges:
                    judges[party, id(agreement)] = _judge(day, officer, agreement)
                standings.append(_standing(officer, agreement, judges[party, id(agreement)]))
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


def _judge(day: date, officer: Row, agreement: Row) -> Judge:
    """What judges the officers of one agency and model under one agreement: that of `officer` and of its like."""
    both = _told("officer", officer) | _told("agreement", agreement)
    fixed = {**_nothing_told(), **both, "day": day, "day_early": day, "act_code": ACT_BITS[ACT]}
    return of_access().about(fixed, _of_officers())


def _told(record: str, row: Row) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in _known(row).items():
        columns |= _column(record, name, value)
    return columns


@lru_cache(maxsize=100_000, typed=True)
def _column(record: str, name: str, value: Any) -> dict[str, Any]:
    """One fact read; a roster tells the same days over and over."""
    return columns_told(record, {name: value})


def _standing(officer: Row, agreement: Row, judge: Judge) -> Standing:
    found = judge(_of_officers() | _told("officer", officer))
    edition = edition_named(str(agreement.get("edition") or ""))
    authority, why = _judged(found, historical=edition is not None and edition.historical)
    names = (officer.get("officer_id"), officer.get("agency_id"), officer.get("model"), agreement.get("agreement_id"))
    officer_id, agency_id, model, agreement_id = (str(name or "") for name in names)
    return Standing(officer_id, agency_id, model, agreement_id, authority, why)


def _judged(found: Row, historical: bool) -> tuple[str, tuple[str, ...]]:
    if found["covered"] is False and not historical:
        return "undetermined", ("rulebook.covered",)
    digits = [(p, int(found[word] >> 2 * place) & 3) for p, word, place in asked(historical)]
    failed = tuple(p.id for p, digit in digits if digit == FAIL)
    if failed:
        return "not authorized", failed
    unknown = tuple(p.id for p, digit in digits if digit == UNKNOWN and p.kind == "condition")
    return ("undetermined", unknown) if unknown else ("authorized", ())


@cache
def _nothing_told() -> dict[str, Any]:
    return dict.fromkeys(base_schema())


@cache
def _of_officers() -> dict[str, Any]:
    """The columns, still unknown, in which officers of one agency and model differ."""
    own = [name for name in base_schema() if name.startswith("officer_")]
    return dict.fromkeys(name for name in own if name not in ("officer_agency_id", "officer_model"))


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


def _party(row: Row) -> tuple[Any, Any]:
    return row.get("agency_id"), row.get("model")


def _replaced(agreement: Row, signed: list[Row], day: date) -> bool:
    """A later one of the agreements `signed`, of one agency and model, is in its place by `day`, as far as the days of
    both are known.
    """
    start = _start(agreement)
    others = (_start(other) for other in signed)
    return start is not None and any(other is not None and start < other <= day for other in others)


def _start(agreement: Row) -> date | None:
    """The later signature; None where one is not known and ICE's list states no day of signing either."""
    days = {name: day_of(f"agreement.{name}", agreement.get(name)) for name in SIGNED}
    agency, ice = (days[name] or days["listed_signed_on"] for name in SIGNED[:2])
    return max(agency, ice) if agency is not None and ice is not None else None


def _known(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("valid_from", "valid_to")}
