"""A doubt: a contradiction between a row and what is known otherwise. It changes nothing; it is said."""

from __future__ import annotations

from typing import NamedTuple

from open287g.record.believing.presence import Proof
from open287g.record.history.agreements import Agreement
from open287g.record.identity.agencies import Agency
from open287g.record.values import DoubtKind


class Doubt(NamedTuple):
    """`value` stands in `column` of the row of `proof`; `against` is what contradicts it.

    `agreement_id` is None where the doubt is of the agency.
    """

    kind: DoubtKind
    agency: Agency
    agreement_id: str | None
    column: str
    value: str
    against: str
    proof: Proof


def of_agreement(
    kind: DoubtKind, agreement: Agreement, publication: int, column: str, value: object, against: object
) -> Doubt:
    """A doubt of an agreement, shown by the row that lists it in `publication`."""
    return Doubt(
        kind, agreement.agency, agreement.agreement_id, column, str(value), str(against), agreement.proof(publication)
    )
