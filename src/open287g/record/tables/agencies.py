"""Every agency, with its place and what it has now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.places.tiers import CountyTier, OriTier
from open287g.record.tables.declare import AGENCY_ID, STATE, table
from open287g.record.values import AgencyType

if TYPE_CHECKING:
    from open287g.record.history.agreements import Agreement
    from open287g.record.history.draft import Draft
    from open287g.record.identity.agencies import Agency


class AgencyRow(NamedTuple):
    """One law-enforcement agency of one state."""

    agency_id: Annotated[str, AGENCY_ID]
    name: Annotated[str, "Newest credible spelling of its name."]
    state: Annotated[str, STATE]
    agency_type: Annotated[str | None, "{}; empty if unknown.", AgencyType]
    counties: Annotated[list[str], "FIPS codes of the county or counties it belongs to; empty if unknown or statewide."]
    county_names: Annotated[list[str], "Their names."]
    county_tier: Annotated[str, "How the county was found.", CountyTier]
    county_evidence: Annotated[str, "What it was found from."]
    ori: Annotated[str | None, "FBI identifier; empty if none was found beyond doubt."]
    ori_tier: Annotated[str, "How it was found, or why there is none.", OriTier]
    ori_evidence: Annotated[str, "Roster row it was found from."]
    population: Annotated[int | None, "Population served, by the FBI roster; empty if it says none."]
    officers: Annotated[int | None, "Sworn officers, by the FBI roster."]
    officers_year: Annotated[int | None, "Year of that roster row."]
    ice_area: Annotated[str | None, "ICE area of responsibility."]
    first_listed: Annotated[date | None, "First publication that lists it with an agreement."]
    last_listed: Annotated[date | None, "Last day on which a file shows it listed with an agreement."]
    agreements_now: Annotated[int, "Agreements in the newest publication."]
    models_now: Annotated[list[str], "Models in the newest publication."]


TABLE = table("agencies", "agency_id", AgencyRow)


def rows(draft: Draft) -> list[AgencyRow]:
    """A row for each agency, in the order of ids."""
    own: dict[str, list[Agreement]] = {agency.agency_id: [] for agency in draft.agencies}
    for agreement in draft.agreements:
        own[agreement.agency.agency_id].append(agreement)
    return [_row(agency, own[agency.agency_id]) for agency in draft.agencies]


def _row(agency: Agency, agreements: list[Agreement]) -> AgencyRow:
    place = agency.place
    now = [agreement.model for agreement in agreements if agreement.listed(-1)]
    return AgencyRow(
        agency_id=agency.agency_id,
        name=agency.name,
        state=agency.state,
        agency_type=agency.agency_type,
        counties=list(place.counties),
        county_names=agency.county_names,
        county_tier=place.county_tier,
        county_evidence=place.county_evidence,
        ori=place.ori,
        ori_tier=place.ori_tier,
        ori_evidence=place.ori_evidence,
        population=place.population,
        officers=place.officers,
        officers_year=place.officers_year,
        ice_area=agency.ice_area,
        first_listed=min((a.day(a.first) for a in agreements), default=None),
        last_listed=max((a.last_seen for a in agreements), default=None),
        agreements_now=len(now),
        models_now=sorted(set(now)),
    )
