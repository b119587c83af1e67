"""The office as the files that `open287g audit` reads: acts, officers with their days, agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection

from open287g.core.cells import csv_of
from open287g.office.entering.authority import agreement_row, officer_row
from open287g.office.ledger.entry import Entry
from open287g.office.model.state import fold
from open287g.office.office import entries_of, names_of, states_of
from open287g.vocabulary import facts

Row = dict[str, Any]


def audit_files(connection: Connection, agencies: list[str] | None, today: date) -> dict[str, str]:
    """File name -> its content, of these agencies; of all where none is named."""
    acts = states_of(connection, names_of(connection, "act", agencies))
    agreements = states_of(connection, names_of(connection, "agreement", agencies))
    rows = {
        "acts": [
            {**one.facts, "act_id": one.id, "agency_id": one.agency_id} for one in acts if one.state != "withdrawn"
        ],
        "officers": list(officers(connection, agencies)),
        "agreements": [agreement_row(one, today) for one in agreements],
    }
    records = {"acts": facts.ACT, "officers": facts.OFFICER, "agreements": facts.AGREEMENT}
    return {f"{name}.csv": csv_of(told, _columns(told, records[name])) for name, told in rows.items()}


def _columns(rows: list[Row], known: dict[str, Any]) -> list[str]:
    """The facts that some row tells, and those that must be there, in the order of the vocabulary."""
    told = {name for row in rows for name in row}
    return [name for name, fact in known.items() if name in told or (fact.required and not fact.instead)]


def officers(connection: Connection, agencies: list[str] | None) -> Iterator[Row]:
    """One row for each officer and stretch of days on which nothing about the officer changed."""
    for name in names_of(connection, "officer", agencies):
        own = entries_of(connection, name)[name]
        yield from _stretches(name, own)


def _stretches(name: str, own: list[Entry]) -> Iterator[Row]:
    days = sorted({entry.on for entry in own})
    for start, end in zip(days, [*days[1:], None], strict=True):
        row = officer_row(fold(name, own, start))
        yield row | {"valid_from": None if start == days[0] else start, "valid_to": end}
