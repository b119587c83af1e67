"""The first account: an office begins with one administrator, whose account nobody opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from open287g.core.errors import InputError
from open287g.office.entering.told import read_event
from open287g.office.ledger.append import append, read_head
from open287g.office.ledger.database import write
from open287g.office.ledger.entry import Entry
from open287g.office.model.state import fold
from open287g.office.office import Office
from open287g.office.tables import project


def begin_accounts(office: Office, account: str, person: str, on: str) -> None:
    """Open the first administrator's account. Raises InputError where the ledger has begun."""
    event = {"kind": "account.opened", "on": on, "account": account, "role": "administrator", "person": person}
    told = read_event(event, None)

    def opened(number: int, known: datetime, previous: str, clock: str) -> Entry:
        return Entry(
            number=number, known=known, on=told.on, kind=told.kind.name, subject=told.subject, agency_id="", by="",
            role="", data=told.data, before={"state": ""}, after={"state": "open"}, previous=previous, clock=clock,
        )  # fmt: skip

    def begin(connection: Connection) -> None:
        if read_head(connection).size:
            raise InputError("the ledger has begun: its administrators open accounts", "office")
        (entry,), _ = append(connection, office.keys, [opened], office.clock())
        project(connection, fold(entry.subject, [entry]))

    write(office.engine, begin)
