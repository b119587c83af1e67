"""A change of model, thought through and not made: what falls away, what is due, and which acts would be no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from open287g.core.errors import InputError, NotFoundError
from open287g.office.clocks.clock import Clock, clocks
from open287g.office.entering.authority import judge
from open287g.office.entering.falls import falls
from open287g.office.model.state import State
from open287g.office.office import names_of, state_of, states_of
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.powers import powers
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.models import HELD_MODELS

Row = dict[str, Any]
SERVING = ("authorized", "suspended")
DUTIES = ("duty", "standard")
YEAR = timedelta(days=365)


def model_switch(connection: Connection, agreement_id: str, to: str, day: date) -> Row:
    """What the agreement's ending on a day, and one under the model `to` in its place, would mean. Nothing is changed.

    `powers` are the acts that are listed otherwise, `falls` what loses its authority with the agreement, `officers`
    what stands between those who serve and authority under `to`, by provision, `acts_of_last_year` those that `to` does
    not list, `duties` and `clocks` what ends and begins. Raises NotFoundError, and InputError for the same model.
    """
    agreement = state_of(connection, f"agreement:{agreement_id}", day)
    if not agreement.state:
        raise NotFoundError("the office has no such agreement on that day", agreement_id, "Write AGENCY:MODEL:NUMBER.")
    agency_id, model, _ = agreement_id.split(":")
    if to not in HELD_MODELS or to == model:
        others = " or ".join(one for one in HELD_MODELS if one != model)
        raise InputError("is no other model of an agreement", "--to", f"Choose {others}.", exit_code=2)
    falling = falls(connection, agency_id, day, agreement.subject)
    serving = _serving(connection, agency_id, model, day)
    return {
        "agreement_id": agreement_id,
        "from": model,
        "to": to,
        "on": day.isoformat(),
        "powers": list(_powers(model, to)),
        "falls": {name: list(getattr(falling, name)) for name in ("officers", "grants", "acts")},
        "serving": len(serving),
        "officers": _due_of_officers(serving, _instead(agreement, to, day), to, day),
        "acts_of_last_year": _acts(connection, agency_id, model, to, day),
        "duties": list(_duties(str(agreement.facts.get("edition", "")), newest(to))),
        "clocks": list(_clocks(str(agreement.facts.get("edition", "")), newest(to))),
    }


def _powers(model: str, to: str) -> Iterator[Row]:
    for act, said in powers().items():
        if said[model] != said[to]:
            yield {"act": act, "before": said[model], "after": said[to]}


def _serving(connection: Connection, agency_id: str, model: str, day: date) -> list[State]:
    states = states_of(connection, names_of(connection, "officer", [agency_id]), day)
    return [one for one in states if one.id.endswith(f":{model}") and one.state in SERVING]


def newest(model: str) -> str:
    """The name of the newest edition of a model."""
    return max((one for one in EDITIONS.values() if one.model == model), key=lambda one: (one.since, one.name)).name


def _instead(agreement: State, to: str, day: date) -> State:
    """The agreement that would stand in its place: of the newest edition of the model, signed by both that day."""
    agency_id = agreement.id.split(":")[0]
    on = day.isoformat()
    facts = {"model": to, "edition": newest(to), "agency_signed_on": on, "ice_signed_on": on, "suspended_from": "",
             "suspended_to": "", "terminated_on": ""}  # fmt: skip
    return State(f"agreement:{agency_id}:{to}:0", agency_id, "in force", facts)


def _due_of_officers(serving: list[State], agreement: State, to: str, day: date) -> list[Row]:
    """By provision: of how many officers it fails, and of how many it cannot be shown, for what facts."""
    found: dict[str, Row] = {}
    for one in serving:
        officer_id, agency_id, _ = one.id.split(":")
        moved = replace(one, subject=f"officer:{officer_id}:{agency_id}:{to}")
        for reason in judge(("standing",), day, moved, agreement).against:
            row = found.setdefault(reason.rule, {"provision": reason.rule, "says": reason.says, "cites": reason.cites,
                                                 "fails": 0, "not_shown": 0, "missing": []})  # fmt: skip
            row["not_shown" if reason.missing else "fails"] += 1
            row["missing"] = sorted({*row["missing"], *reason.missing})
    return sorted(found.values(), key=lambda row: (-row["fails"], -row["not_shown"], row["provision"]))


def _acts(connection: Connection, agency_id: str, model: str, to: str, day: date) -> list[Row]:
    """Acts of the year before that were entered under the model and that the other does not list, by kind."""
    since = (day - YEAR).isoformat()
    told = states_of(connection, names_of(connection, "act", [agency_id]), day)
    counted = Counter(
        str(one.facts["act"])
        for one in told
        if one.state != "withdrawn" and one.facts["model"] == model and str(one.facts.get("at", since)) >= since
    )
    return [{"act": act, "acts": n} for act, n in sorted(counted.items()) if powers()[act][to] == "no"]


def _duties(edition: str, other: str) -> Iterator[Row]:
    for one in provisions():
        if one.kind in DUTIES and (change := _change(edition in one.editions, other in one.editions)):
            yield {"provision": one.id, "says": one.says, "cites": one.cites, "change": change}


def _clocks(edition: str, other: str) -> Iterator[Row]:
    for one in clocks():
        if change := _change(_runs(one, edition), _runs(one, other)):
            yield {"clock": one.name, "says": one.says, "who": one.who, "change": change}


def _runs(clock: Clock, edition: str) -> bool:
    """Whether a clock runs under an edition: by its provision, else by its models."""
    if clock.provision is not None:
        return edition in clock.provision.editions
    return edition in EDITIONS and EDITIONS[edition].model in clock.models


def _change(before: bool, after: bool) -> str:
    return "" if before == after else "begins" if after else "ends"
