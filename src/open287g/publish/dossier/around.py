"""Sections on the place: who lives there, what neighbors and counties of its size did, what is not known here."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from open287g.places.counties import County, counties
from open287g.places.neighbors import neighbors
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.record.asking.population import SOURCE
from open287g.ui.paper import Section

_PEERS = 6
_NAMED = 3
"""Agencies that a line names before it only counts them: the county's own first."""


def people(reader: Reader, subject: Subject) -> Section:
    """Population of the county with its source, and of one agency what the FBI's roster gives it."""
    lines = []
    if subject.county is not None:
        people = subject.county.population
        told = reader.say("unknown") if people is None else f"{reader.number(people)} ({SOURCE})"
        lines.append(f"{subject.county.name}: {told}")
    row = subject.agencies[0] if subject.is_agency else {}
    if row.get("officers") is not None:
        served = reader.say(
            "The agency, by the FBI's roster of %(year)s: %(people)s people served, %(officers)s officers."
        )
        lines.append(
            served
            % {
                "year": row["officers_year"],
                "people": reader.number(row["population"]),
                "officers": reader.number(row["officers"]),
            }
        )
    return Section(reader.say("Population"), tuple(lines))


def neighbors_and_peers(reader: Reader, subject: Subject) -> Section:
    """Counties that border it, then those of the nearest population in the nation, each with its agreements."""
    say = reader.say
    if subject.county is None:
        return Section("")
    beside = [counties()[fips] for fips in neighbors(subject.county.fips) if fips in counties()]
    rows = [(say("neighbor"), *_row(reader, county)) for county in beside]
    rows += [(say("of its size"), *_row(reader, county)) for county in _peers(subject.county)]
    head = (say("Which"), say("County"), say("Population (census)"), say("Agreements in force"))
    whose = say("Seen from %(county)s.") % {"county": subject.county.name}
    note = say("An agreement of a town's police counts here too: it does not bind the sheriff.")
    none = say("None can be named: it borders no county, and its population is unknown.")
    lines = (whose, note) if rows else (none,)
    return Section(say("Neighbors and counties of its size"), lines, head, tuple(rows), (3, 5, 3, 6))


def _row(reader: Reader, county: County) -> tuple[str, str, str]:
    held = [row for row in reader.record.agencies_by_county.get(county.fips, ()) if row["models_now"]]
    held.sort(key=lambda row: (row["agency_type"] != "county", row["name"]))
    told = [f"{row['name']}: {', '.join(row['models_now'])}" for row in held[:_NAMED]]
    if len(held) > _NAMED:
        told.append(reader.say("and %(number)s more") % {"number": len(held) - _NAMED})
    agreements = "; ".join(told) or reader.say("none in the list")
    return f"{county.name}, {county.state}", reader.number(county.population), agreements


def _peers(county: County) -> list[County]:
    """The counties of the nation whose population is nearest, neighbors and the county itself left out."""
    size = county.population
    if size is None:
        return []
    beside = {county.fips, *neighbors(county.fips)}
    ordered = _by_population()
    at = bisect_left(ordered, (size, ""))
    # The nearest stand around its own place in the order; so many on each side that neighbors among them do no harm.
    near = ordered[max(0, at - _PEERS - len(beside)) : at + _PEERS + len(beside)]
    known = [(abs(people - size), fips) for people, fips in near if fips not in beside]
    return [counties()[fips] for _, fips in sorted(known)[:_PEERS]]


@cache
def _by_population() -> list[tuple[int, str]]:
    return sorted((one.population, fips) for fips, one in counties().items() if one.population is not None)


def not_known(reader: Reader) -> Section:
    """What a commission asks and this cannot answer."""
    say = reader.say
    return Section(
        say("What is not known here"),
        (
            say("Supervision, training, complaints and steering meetings: ICE publishes none of it by agency."),
            say("Whether an agency applied and was not listed since the pending list was last seen."),
        ),
    )
