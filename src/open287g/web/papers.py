"""Papers."""

from __future__ import annotations

from open287g.web.queries import Row
from open287g.web.snapshot import Snapshot


def of_agency(snapshot: Snapshot, agency_id: str) -> list[object]:
    return []


def of_agreement(snapshot: Snapshot, row: Row) -> list[object]:
    return []
