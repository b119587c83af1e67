"""Proof without a roster: one answer about one officer at one time, in the ledger, with its inclusion proof.

"This officer had authority at 14:05 on 3 May" is an entry like any other; who gets its proof checks it without the
office, and learns nothing of any other officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from open287g.core.errors import InputError
from open287g.office.ledger.database import read
from open287g.office.ledger.proofs import prove_inclusion
from open287g.office.office import Office
from open287g.office.record import record


def attest(office: Office, actor: str, officer: str, at: str) -> Mapping[str, Any]:
    """Record whether `officer` (officer:AGENCY:MODEL without its first word) had authority `at` a time, as known now.

    The proof shows the entry; its `after.authority` is the answer. Raises InputError for a name that is none, Refused
    where the account may not ask.
    """
    receipt = record(office, actor, attestation(officer, at, office.clock()))
    return read(office.engine, lambda connection: prove_inclusion(connection, receipt.number))


def attestation(officer: str, at: str, now: datetime) -> dict[str, Any]:
    """The event by which it is asked. Raises InputError for a name that is none."""
    parts = officer.split(":")
    if len(parts) != 3:
        raise InputError("is not written ID:AGENCY:MODEL", "officer", exit_code=2)
    officer_id, agency_id, model = parts
    return {
        "kind": "attestation.made",
        "on": at[:10],
        "attestation_id": f"{officer_id}.{now:%Y%m%dT%H%M%S%f}",
        "agency_id": agency_id,
        "officer_id": officer_id,
        "model": model,
        "asked_at": at,
    }
