"""May I? The rulebook's decision on an act that nobody enters: read, judged, and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from open287g.office.entering.admission import NOT_YOURS
from open287g.office.entering.authority import decide_act
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.entering.told import read_event
from open287g.office.model.roles import Place, may
from open287g.office.office import agreement_of, officer_on, place_of, state_of
from open287g.rulebook.decide import Decision

ENTERED = "act.entered"


def ask(connection: Connection, actor: str, event: Mapping[str, Any], now: datetime) -> Decision:
    """The decision on an act told as `act.entered` tells it, its id left out.

    Raises Refused where a field cannot be read, or where the account's role may not ask there.
    """
    agency_id, officer_id = (str(event.get(name) or "") for name in ("agency_id", "officer_id"))
    account = state_of(connection, f"account:{actor}")
    own = Place(*(str(account.facts.get(name, "")) for name in ("agency_id", "area", "officer_id")))
    there = place_of(connection, agency_id, officer_id)
    if account.state != "open" or not may(str(account.facts["role"]), "may", own, there):
        raise Refused([Reason("role", NOT_YOURS)])
    zone = state_of(connection, f"agency:{agency_id}").facts.get("zone")
    told = read_event({**event, "kind": ENTERED, "act_id": "asked"}, str(zone) if zone else None)
    model = str(told.data["model"])
    officer = officer_on(connection, f"officer:{officer_id}:{agency_id}:{model}", told.on)
    act = {**told.data, "agency_id": agency_id}
    return decide_act(act, told.on, officer, agreement_of(connection, agency_id, model, told.on))
