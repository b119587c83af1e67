"""Which day it is where something of the office belongs: by the clock of its agency, else by UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from open287g.office.office import state_of


def today_of(connection: Connection, agency_id: str, now: datetime) -> date:
    """The day at an agency; that of UTC for what belongs to none."""
    zone = state_of(connection, f"agency:{agency_id}").facts.get("zone") if agency_id else None
    return now.astimezone(ZoneInfo(zone) if zone else UTC).date()


def today_for(connection: Connection, subject: str, now: datetime) -> date:
    """The day where a subject belongs, such as account:manager-1: what is recorded of it now is of that day."""
    return today_of(connection, state_of(connection, subject).agency_id, now)
