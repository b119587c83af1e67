"""Agencies as the record names them: permanent ids, names, places, and redirects from every id that could be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from open287g.core.bundled import read_table
from open287g.core.ids import slug
from open287g.core.thresholds import whole
from open287g.places.areas import area_of
from open287g.places.counties import counties
from open287g.places.match import PlaceMatch
from open287g.record.early.statements import printed_names
from open287g.record.identity.joining import Identity
from open287g.record.identity.mended_names import mended_name
from open287g.record.identity.spellings import Spelling
from open287g.record.reading.lines import Entry

_RECENT = whole("record", "naming_publications")


@dataclass(frozen=True, eq=False)
class Agency:
    """One agency: `spellings` are numbers into the list of spellings."""

    agency_id: str
    name: str
    state: str
    agency_type: str | None
    place: PlaceMatch
    spellings: tuple[int, ...]

    @property
    def county_names(self) -> list[str]:
        """Names of its counties."""
        return [counties()[fips].name for fips in self.place.counties if fips in counties()]

    @property
    def ice_area(self) -> str | None:
        """The ICE field office whose area it lies in; None if that is not settled."""
        area = area_of(self.state, self.place.counties[0] if self.place.counties else None)
        return area.office if area else None


@dataclass(frozen=True)
class Redirect:
    """An id that is not in use and the one that is."""

    old_id: str
    new_id: str
    reason: str


def name_agencies(
    spellings: list[Spelling], identity: Identity, entries: Sequence[Entry]
) -> tuple[list[Agency], list[Redirect]]:
    """An agency for each cluster of spellings, in the order of ids, and the redirects to them.

    Ids that were published stay (`agencies.csv`): a cluster keeps the id its spellings were published under, whatever
    its newest name; where two published agencies turn out to be one, the one listed first keeps its id.
    """
    clusters: dict[int, list[int]] = defaultdict(list)
    for i, root in enumerate(identity.cluster):
        clusters[root].append(i)
    published = _published()
    agencies, redirects, taken, used = [], [], set(published.values()), set[str]()
    # An agency split by a later verdict: the part seen in most publications keeps the id.
    for members in sorted(clusters.values(), key=lambda m: (-sum(spellings[i].publications for i in m), m)):
        usual = max(members, key=lambda i: _usual(spellings[i]))
        own = {published.get((s.state, s.name, s.county)) for s in (spellings[i] for i in members)}
        ids = sorted(old for old in own if old and old not in used)
        agency_id = ids[0] if ids else _new_id(spellings[usual], taken, entries)
        taken.add(agency_id)
        used.update([agency_id, *ids])
        redirects += [Redirect(old, agency_id, "joined with it later") for old in ids[1:]]
        agencies.append(_agency(agency_id, usual, members, spellings, entries))
    agencies.sort(key=lambda a: a.agency_id)
    known = {
        redirect.old_id: redirect for redirect in (*_aliases(agencies, spellings), *_retired(agencies), *redirects)
    }
    return agencies, sorted(known.values(), key=lambda r: r.old_id)


def _retired(agencies: Sequence[Agency]) -> Iterator[Redirect]:
    """Published ids that were retired for good, where the agency they lead to stands in the lists."""
    ids = {agency.agency_id for agency in agencies}
    for row in read_table("record/data/retired_ids.csv"):
        if row["new_id"] in ids and row["old_id"] not in ids:
            yield Redirect(row["old_id"], row["new_id"], row["reason"])


def _usual(spelling: Spelling) -> tuple[int, int, int, str]:
    """Ranks the spellings of one agency: by the newest publications, then all; the shorter name of two alike."""
    shown = spelling.listed if spelling.listed.any() else spelling.pending
    return int(shown[-_RECENT:].sum()), spelling.publications, -len(spelling.name), spelling.name


def _published() -> dict[tuple[str, str, str], str]:
    """Ids by spelling, with those of agencies that only sources before 2021 name: one that comes back is the same."""
    later = {(r["state"], r["name"], r["county"]): r["agency_id"] for r in read_table("record/data/agencies.csv")}
    taken = {*later.values()}
    early = {
        (name.state, name.agency_name, ""): name.agency_id
        for name in printed_names()
        if name.agency_id is not None and name.agency_id not in taken and name.agency_id.startswith(name.state)
    }
    return early | later


def _called(spelling: Spelling, place: PlaceMatch, entries: Sequence[Entry]) -> str:
    """Its name without the slips that its county, the roster or its memoranda show."""
    files = sorted({entries[line].moa_file for line in spelling.lines if entries[line].moa_file})
    return mended_name(spelling.state, spelling.name, place, files)


def _new_id(spelling: Spelling, taken: set[str], entries: Sequence[Entry]) -> str:
    base = f"{spelling.state}-{slug(_called(spelling, spelling.place, entries))}"
    if spelling.county:
        base += f"-{slug(spelling.county)}"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _agency(
    agency_id: str, usual: int, members: list[int], spellings: list[Spelling], entries: Sequence[Entry]
) -> Agency:
    # The place of the usual spelling, unless only another spelling found its row in the roster.
    places = [spellings[usual].place, *(spellings[i].place for i in members)]
    place = next((p for p in places if p.ori), places[0])
    state = spellings[usual].state
    return Agency(
        agency_id,
        _called(spellings[usual], place, entries),
        state,
        spellings[usual].agency_type,
        place,
        tuple(sorted(members)),
    )


def _aliases(agencies: list[Agency], spellings: list[Spelling]) -> list[Redirect]:
    """What the id would be from another spelling leads to the agency, unless it is somebody's id."""
    ids = {agency.agency_id for agency in agencies}
    targets: dict[str, set[str]] = defaultdict(set)
    for agency in agencies:
        for i in agency.spellings:
            targets[f"{agency.state}-{slug(spellings[i].name)}"].add(agency.agency_id)
    return [
        Redirect(alias, next(iter(owners)), "another spelling of its name")
        for alias, owners in targets.items()
        if alias not in ids and len(owners) == 1
    ]
