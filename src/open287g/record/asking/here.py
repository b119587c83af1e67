"""Who at a place has an agreement, as ICE's newest list has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from open287g.core.errors import NotFoundError, UnknownError
from open287g.core.found import Found
from open287g.places.finder.entries import Entry
from open287g.places.finder.index import NAME, PLACE
from open287g.record.asking.asks import Asks
from open287g.record.asking.question import Question
from open287g.record.asking.reach import reach_of
from open287g.record.asking.rows import Rows

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Place:
    """Where is asked for: a state, a county or city with its counties, or one agency.

    `bodies` are the police of the city and the sheriffs of its counties, listed or not, as the finder knows them.
    """

    name: str
    state: str
    counties: tuple[str, ...] = ()
    agency_id: str = ""
    city: bool = False
    bodies: tuple[Entry, ...] = ()

    def __str__(self) -> str:
        whole_state = not (self.counties or self.city or self.agency_id)
        return self.name if whole_state else f"{self.name}, {self.state}"


def place_meant(record: Asks, text: str) -> Place:
    """The one place or agency that `text` means.

    Raises NotFoundError where it could be several, naming them, or where nothing is called so.
    """
    index = record.finding.index_for(text)
    hits = [hit for hit in index.find(text) if hit.how <= PLACE]
    found = [hit.entry for hit in hits if hit.entry.kind != "agency"]
    surely = [hit.entry for hit in hits if hit.entry.kind != "agency" and hit.how <= NAME]
    states = [entry for entry in surely if entry.kind == "state"]
    chosen = states or surely or found
    if len(chosen) > 1:
        # A county and a city of one name in one state: the county holds the city.
        counties = [entry for entry in chosen if entry.kind == "county"]
        within = counties and all(set(entry.counties) & set(counties[0].counties) for entry in chosen)
        chosen = counties if within and len(counties) == 1 else chosen
    if len(chosen) == 1:
        (entry,) = chosen
        if entry.kind == "state":
            return Place(entry.name, entry.state)
        police = index.agency_of(entry.key) if entry.kind == "city" else []
        sheriffs = [sheriff for fips in entry.counties for sheriff in index.sheriffs(fips)]
        bodies = tuple(dict.fromkeys([*police, *sheriffs]))
        return Place(entry.name, entry.state, entry.counties, city=entry.kind == "city", bodies=bodies)
    if chosen:
        named = "; ".join(_named(entry) for entry in chosen[:8]) + (" and others" if len(chosen) > 8 else "")
        raise NotFoundError(f"{text!r} could be several places", remedy=f"Name one with its state: {named}.")
    agency_id = record.find(text)
    return Place(agency_id, agency_id[:2], agency_id=agency_id)


def _named(entry: Entry) -> str:
    return f"{entry.name}, {entry.state}" + ("" if entry.kind == "county" else f" ({entry.kind})")


def who(record: Asks, place: Place | None = None, model: str | None = None, since: date | None = None) -> Found:
    """The rows of `who_asked`."""
    return who_asked(record, place, model, since).found().told(lambda row: row | {"reach": _reach(row)})


def in_arrow(asked: Question) -> pa.Table:
    """The rows of `who_asked` as an Arrow table."""
    found = asked.arrow()
    import pyarrow as pa

    far = pa.array([_reach(row) for row in found.to_pylist()], pa.string())
    return found.set_column(found.schema.get_field_index("reach"), "reach", far)


def who_asked(
    record: Asks, place: Place | None = None, model: str | None = None, since: date | None = None
) -> Question:
    """The agreements that ICE's newest list has, one row each, of `place`, of `model`, signed from `since` on.

    `reach` says how far an agency of a place with counties reaches: the city asked for, the whole county, part of a
    county (another city, a campus), the whole state; empty where no county was asked for. Of a city whose counties the
    roster does not tell, only its own agency and those of the whole state are told.

    Raises UnknownError where `since` is after that list: what was signed from then on is unknown.
    """
    newest = record.publication()["published"]
    if since and since > newest:
        raise UnknownError(
            f"unknown: no list that is held tells what was signed from {since} on",
            remedy=f"The newest is of {newest}; open287g update asks ICE for a newer one.",
        )
    where, values = ["a.status = 'listed'"], list[object]()
    reach = "NULL"
    if place and place.agency_id:
        where.append("g.agency_id = ?")
        values.append(place.agency_id)
    elif place:
        where.append("g.state = ?")
        values.append(place.state)
        if place.counties or place.city:
            own = place.bodies[0].key if place.city and place.bodies else ""
            reach = f"CASE WHEN {_STATEWIDE} THEN 'whole state' WHEN g.agency_id = ? THEN 'city' ELSE 'county' END"
            values.insert(0, own)
            where.append(f"(list_has_any(g.counties, ?) OR {_STATEWIDE})")
            values.append(list(place.counties))
    if model:
        where.append("a.model = ?")
        values.append(model)
    if since:
        where.append("a.signed >= ?")
        values.append(since)
    return Question(Rows(record.connection), _WHO.format(reach=reach, where=" AND ".join(where)), values)


def _reach(row: dict[str, Any]) -> str | None:
    if row["reach"] != "county":
        return cast("str | None", row["reach"])
    far = reach_of({"counties": row["county_names"], "agency_type": row["agency_type"], "name": row["name"]})
    return {"county": "whole county", "part": "part of a county"}.get(far)


def not_listed(place: Place, found: Found) -> list[str]:
    """The names of the place's police and sheriffs of which `found`, what `who` gave for it, has no agreement."""
    listed = {row["agency_id"] for row in found.rows}
    return [body.name for body in place.bodies if body.key not in listed]


_STATEWIDE = "coalesce(g.county_tier = 'statewide', false)"
_WHO = """
    SELECT g.name, a.model, a.signed, g.state, g.county_names, {reach} AS reach, g.agency_type, g.population,
        a.first_listed, g.agency_id, a.agreement_id, a.moa_url
    FROM agreements a JOIN agencies g USING (agency_id)
    WHERE {where}
    ORDER BY g.state, list_position(['city', 'county', 'whole state'], reach) NULLS FIRST,
        g.name, a.model, a.agreement_id
"""
