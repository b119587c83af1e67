"""May I? What the rulebook says of an act before it is done, asked by who may ask it of that officer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from open287g.office.entering.admission import NOT_YOURS
from open287g.office.entering.authority import decide_act
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.entering.told import read_event
from open287g.office.model.roles import may
from open287g.office.office import agreement_of, officer_on, place_of, state_of
from open287g.office.reading import Viewer

ASKED = "asked"
"""The id of an act that is only asked about."""


def may_act(connection: Connection, viewer: Viewer, act: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict on `act`: the fields of an act.entered, without its id. Nothing is kept.

    Raises Refused where the account may not ask this of that officer, or a field cannot be read.
    """
    agency_id, officer_id = (str(act.get(name) or "") for name in ("agency_id", "officer_id"))
    there = place_of(connection, agency_id, officer_id)
    if not agency_id or not may(viewer.role, "may", viewer.place, there):
        raise Refused([Reason("role", NOT_YOURS)])
    zone = state_of(connection, f"agency:{agency_id}").facts.get("zone")
    told = read_event({**act, "kind": "act.entered", "act_id": ASKED}, None if zone is None else str(zone))
    data, day = {**told.data, "agency_id": agency_id}, told.on
    who = f"officer:{data['officer_id']}:{agency_id}:{data['model']}"
    agreement = agreement_of(connection, agency_id, data["model"], day)
    found = decide_act(data, day, officer_on(connection, who, day), agreement)
    failed = [one for one in found.provisions if one.result == "fail"]
    return {
        "verdict": found.verdict,
        "on": day.isoformat(),
        "missing": list(found.missing),
        "subject_to": list(found.subject_to),
        "failed": [{"rule": one.id, "says": one.says, "cites": one.cites, "kind": one.kind} for one in failed],
    }
