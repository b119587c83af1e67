"""Who is to decide a complaint: an account that may, or the complaint would wait for nobody."""

from __future__ import annotations

from sqlalchemy import Connection

from open287g.office.entering.refusal import Reason
from open287g.office.model.roles import may
from open287g.office.office import place_of, stands, state_of


def against_adjudicator(connection: Connection, account: str, agency_id: str) -> list[Reason]:
    """Against an account that could not decide a complaint of an agency."""
    state = state_of(connection, f"account:{account}")
    there = place_of(connection, agency_id)
    if state.state == "open" and may(str(state.facts.get("role")), "complaint.resolved", stands(state), there):
        return []
    return [Reason("field", "adjudicator is no open account that may decide it")]
