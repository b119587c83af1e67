"""What the record of the lists since 2021 tells of the years before them: who is in it, and which agreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple


class LaterAgreement(NamedTuple):
    """An agreement of the lists since 2021; `signed` is SIGNED as last corrected."""

    agreement_id: str
    agency_id: str
    model: str
    signed: date | None
    first_listed: date


@dataclass(frozen=True)
class Later:
    """The record's first list after those before 2021 (`day` None: there is none), its agreements, its redirects."""

    day: date | None
    publication_id: str | None
    agreements: tuple[LaterAgreement, ...]
    redirects: Mapping[str, str]

    def agency_id(self, published: str) -> str:
        """The id in use for one that was published."""
        return self.redirects.get(published, published)

    @cached_property
    def _by_agency(self) -> dict[str, list[LaterAgreement]]:
        by_agency: dict[str, list[LaterAgreement]] = defaultdict(list)
        for agreement in self.agreements:
            by_agency[agreement.agency_id].append(agreement)
        return dict(by_agency)

    def of(self, agency_id: str) -> list[LaterAgreement]:
        """The agreements of an agency."""
        return self._by_agency.get(agency_id, [])

    def lacks(self, agency_id: str) -> date | None:
        """The day of that list, where it does not name the agency."""
        day = self.day
        return None if day is None or any(a.first_listed <= day for a in self.of(agency_id)) else day
