"""All that the record holds of one agency or one agreement."""

from __future__ import annotations

from typing import Any

from open287g.core.errors import NotFoundError
from open287g.record.asking.early_rows import OF_AGENCY
from open287g.record.asking.ids import Present, present_id
from open287g.record.asking.rows import Rows

_SHOWN = (
    "agreement_id", "model", "signed", "status", "valid_from", "valid_to", "n", "ending", "first_listed", "last_listed",
    "moa_url", "moa_first_linked", "agency_signed", "ice_signed", "executed", "valid_from_basis", "gaps", "ended_as",
)  # fmt: skip
"""What an agency's page says of its agreements."""

_OF_AGREEMENT = "SELECT * FROM {} WHERE agreement_id = ? ORDER BY {}"


def agency_page(rows: Rows, agency_id: str) -> dict[str, Any]:
    """An agency's row and every row of other tables that is its own, as `Record.agency` tells them."""

    def own(table: str, order: str) -> list[dict[str, Any]]:
        return rows.of_agency(table, order, agency_id)

    facts = own("agencies", "agency_id") or own("early_agencies", "agency_id")
    return {
        **facts[0],
        "agreements": [
            {column: row[column] for column in _SHOWN} for row in own("agreements", "first_listed, agreement_id")
        ],
        "events": own("events", "known, event_id"),
        "pending": own("pending", "first_pending, model"),
        "spellings": own("spellings", "first_seen, agency_name"),
        "doubts": own("doubts", "kind, agreement_id, value"),
        "statements": own("statements", "says, who, agreement_id"),
        "early": {name: own(table, order) for name, table, order in OF_AGENCY},
    }


def agreement_page(rows: Rows, asked: str) -> dict[str, Any]:
    """One agreement by its id, or by one that was published before; see `Record.agreement`."""
    found = present_agreement(rows, asked)
    if found is None:
        raise NotFoundError(f"no agreement {asked!r}", remedy="Take an id from `open287g agency`.")
    own = rows.dicts(_OF_AGREEMENT.format("agreements", "agreement_id"), [found.present])
    own = own or rows.dicts(_OF_AGREEMENT.format("early_agreements", "agreement_id"), [found.present])
    every = ("events", "known, event_id"), ("beliefs", "known_from, valid_from"), ("signings", "day, witness")
    others = ("doubts", "kind, value"), ("statements", "says, who")
    return {
        **own[0],
        "redirected": found.moved,
        **{name: rows.dicts(_OF_AGREEMENT.format(name, order), [found.present]) for name, order in (*every, *others)},
    }


def present_agreement(rows: Rows, asked: str) -> Present | None:
    """The agreement that an id names, or named when it was published."""
    ids = "SELECT agreement_id FROM agreements UNION SELECT agreement_id FROM early_agreements"
    known = {row["agreement_id"] for row in rows.dicts(ids)}
    return present_id(asked, known, redirects(rows))


def redirects(rows: Rows) -> dict[str, tuple[str, str]]:
    """The present id and the reason by the id that is no longer in use."""
    found = rows.dicts("SELECT old_id, new_id, reason FROM redirects")
    return {row["old_id"]: (row["new_id"], row["reason"]) for row in found}
