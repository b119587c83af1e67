"""The id of a new agreement: a request has the next number of its agency and model, and waits for none before it."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from open287g.office.entering.refusal import Reason
from open287g.office.entering.told import Told
from open287g.office.office import names_of, next_agreement, states_of

COUNT = re.compile(r"[1-9][0-9]{0,3}")
PENDING = ("requested", "reviewed", "signed by agency", "signed by ICE")
"""States of an agreement that was requested and is neither in force nor given up."""


def against_number(connection: Connection, told: Told, agency_id: str, begun: bool) -> list[Reason]:
    """Against the number of an agreement that is requested or imported; of one that has begun, the state tells it."""
    model = str(told.data["model"])
    owner, of, count = (*str(told.data["agreement_id"]).split(":"), "", "")[:3]
    if owner != agency_id or of != model or not COUNT.fullmatch(count):
        return [Reason("field", "agreement_id is not AGENCY:MODEL:NUMBER of this agency and model")]
    if told.kind.name == "agreement.imported" or begun:
        return []
    wanted = next_agreement(connection, agency_id, model)
    if told.data["agreement_id"] != wanted:
        return [Reason("field", f"agreement_id is not the next one: {wanted}")]
    before = states_of(connection, names_of(connection, "agreement", [agency_id]), rows=False)
    pending = [one.id for one in before if one.id.split(":")[1] == model and one.state in PENDING]
    return [Reason("state", f"{one} was requested before, and is still open.") for one in pending]
