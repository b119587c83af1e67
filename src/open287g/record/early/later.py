"""What the record of the lists since 2021 tells of the years before them: who is in it, and which agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    """The first list of the record (`day` None: there is none), its agreements, and where old agency ids lead."""

    day: date | None
    publication_id: str | None
    agreements: tuple[LaterAgreement, ...]
    redirects: Mapping[str, str]

    def agency_id(self, published: str) -> str:
        """The id in use for one that was published."""
        return self.redirects.get(published, published)

    def of(self, agency_id: str) -> list[LaterAgreement]:
        """The agreements of an agency."""
        return [agreement for agreement in self.agreements if agreement.agency_id == agency_id]

    def opens_with(self, agency_id: str) -> bool:
        """Whether the first list names the agency."""
        return any(agreement.first_listed == self.day for agreement in self.of(agency_id))
