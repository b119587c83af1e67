"""The agencies that the sources before 2021 name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.places.tiers import CountyTier, OriTier
from open287g.record.tables.declare import AGENCY_ID, STATE, table

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlyAgencyRow(NamedTuple):
    """One agency that a source before 2021 names; the same body has the same id in the lists since."""

    agency_id: Annotated[str, AGENCY_ID]
    name: Annotated[str, "Its name as ICE's last list before 2021 prints it, or another source."]
    state: Annotated[str, STATE]
    counties: Annotated[list[str], "FIPS codes of the county or counties it belongs to; empty if unknown or statewide."]
    county_names: Annotated[list[str], "Their names."]
    county_tier: Annotated[str, "How the county was found.", CountyTier]
    county_evidence: Annotated[str, "What it was found from."]
    ori: Annotated[str | None, "FBI identifier; empty if none was found beyond doubt."]
    ori_tier: Annotated[str, "How it was found, or why there is none.", OriTier]
    ori_evidence: Annotated[str, "Roster row it was found from."]
    population: Annotated[int | None, "Population served, by the FBI roster; empty if it says none."]
    first_seen: Annotated[date | None, "Day of the first of ICE's lists before 2021 that names it; empty if none does."]
    last_seen: Annotated[date | None, "Day of the last of them."]
    in_later_lists: Annotated[bool, "Whether a list since 2021 names it."]


TABLE = table("early_agencies", "agency_id", EarlyAgencyRow)


def rows(draft: Draft) -> list[EarlyAgencyRow]:
    """A row for each agency, in the order of ids; its place is the record's where the record has the agency."""
    places = {agency.agency_id: agency for agency in draft.agencies}
    spans = draft.era.spans
    told: list[EarlyAgencyRow] = []
    for body in draft.era.bodies:
        later = places.get(body.agency_id)
        place, county_names = (later.place, later.county_names) if later else (body.place, body.county_names)
        own = [span for span in spans if span.agency_id == body.agency_id]
        told.append(
            EarlyAgencyRow(
                body.agency_id,
                body.name,
                body.state,
                list(place.counties),
                county_names,
                place.county_tier,
                place.county_evidence,
                place.ori,
                place.ori_tier,
                place.ori_evidence,
                place.population,
                min((span.first_seen for span in own), default=None),
                max((span.last_seen for span in own), default=None),
                later is not None,
            )
        )
    return told
