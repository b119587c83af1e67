"""Search for the atlas: the finder over the record in memory, each hit with the page that answers for it."""

from __future__ import annotations

from dataclasses import dataclass

from open287g.places.counties import counties
from open287g.places.finder.asked import LONGEST
from open287g.places.finder.entries import Entry, Known, agencies, place_names, places
from open287g.places.finder.index import HOW, Index
from open287g.places.names import squeeze
from open287g.record.asking.loaded import LoadedRecord

__all__ = ["LONGEST", "Hit", "find", "index_file", "index_of"]


@dataclass(frozen=True)
class Hit:
    """Something found: what it is, its key, name and state, whether it has an agreement now, and how it was found.

    `how` is code, name, kind and place, or place where it is exact; beginning or likeness where it is not. `listed` is
    whether the record names the agency, or the police of a city; None for states and counties. `path` is the page that
    answers for it: a county's for its cities and for agencies that are in no list.
    """

    kind: str
    key: str
    name: str
    state: str
    now: bool
    listed: bool | None
    how: str
    score: float
    path: str


def index_of(record: LoadedRecord) -> Index:
    """Everything that can be found, built once for a record."""
    return record.once("search", lambda: Index([*places(), *agencies(_known(record))]))


def find(record: LoadedRecord, query: str, limit: int = 50) -> list[Hit]:
    """What `query` means, best first; see `places.finder`."""
    return [
        Hit(
            hit.entry.kind,
            hit.entry.key,
            hit.entry.name,
            hit.entry.state,
            _has_agreement(record, hit.entry),
            _listed(record, hit.entry),
            HOW[hit.how],
            round(hit.likeness, 1),
            _path(hit.entry),
        )
        for hit in index_of(record).find(query, limit=limit)
    ]


def index_file(record: LoadedRecord) -> list[list[str]]:
    """What the search in a published site reads: kind, path, name, state, and "1" where something is in force now or
    "0" where no list names the agency.

    States come first, then what has more people. What a place is called beside its name, in Spanish or in short, comes
    last, each spelling once, with its codes. A county's sheriff and a city's police in no list are found by their
    county or city, whose page answers for them: their code is theirs too.
    """
    index = index_of(record)
    of_place = {agency.key for entry in index.entries for agency in _of_place(index, entry)}
    return [
        [
            entry.kind,
            _path(entry),
            entry.name,
            entry.state,
            "1" if _has_agreement(record, entry) else "0" if entry.listed is False else "",
            *_spoken(index, entry),
        ]
        for entry in sorted(index.entries, key=lambda entry: (entry.kind != "state", -entry.people))
        if entry.kind != "agency" or entry.listed or entry.key not in of_place
    ]


def _spoken(index: Index, entry: Entry) -> tuple[str, ...]:
    """What an entry is called beside its name, and its codes that no other entry of the site has."""
    if entry.kind == "agency":
        if not entry.listed:
            return (*(name for name in entry.names[1:] if entry.name not in name), *entry.codes)
        short = (name for name in entry.names[1:] if name.isupper() and " " not in name)
        return tuple(dict.fromkeys((*short, *entry.codes[1:])))
    codes = (code for agency in _of_place(index, entry) if not agency.listed for code in agency.codes)
    return (*entry.names[1:], *(entry.codes if entry.kind == "county" else ()), *codes)


def _of_place(index: Index, entry: Entry) -> list[Entry]:
    """The agencies that a city or county stands for."""
    if entry.kind == "city":
        return index.agency_of(entry.key)
    return index.sheriffs(entry.key) if entry.kind == "county" else []


def _known(record: LoadedRecord) -> list[Known]:
    early = [row for key, row in record.early_agencies.items() if key not in record.agencies]
    slips = _slips(record)
    return [
        Known(
            row["agency_id"],
            row["name"] or row["agency_id"],
            row["state"],
            tuple(_spellings(record, row["agency_id"])),
            row["ori"],
            tuple(row["counties"] or ()),
            row["population"],
        )
        for row in (*record.tables["agencies"], *early)
        if row["agency_id"] not in slips
    ]


def _slips(record: LoadedRecord) -> set[str]:
    """The agencies that stand in the lists by a slip in STATE alone: they are found by their id's page only."""
    slips = {row["agency_id"] for row in record.tables["doubts"] if row["kind"] == "row of another state"}
    own = (r["agency_id"] for r in record.tables["agreements"] if r["status"] != "moved")
    return slips.difference(own)


def _spellings(record: LoadedRecord, agency_id: str) -> list[str]:
    """How the lists wrote its name, those before 2021 among them."""
    own = [row["agency_name"] for row in record.spellings_by_agency.get(agency_id, ())]
    state = agency_id[:2]
    early = [r["agency_name"] for r in record.early_of_agency(agency_id)["names"] if r["state"] == state]
    early = [name for name in early if squeeze(name) not in place_names(state)]
    return list(dict.fromkeys([*own, *early]))


def _has_agreement(record: LoadedRecord, entry: Entry) -> bool:
    if entry.kind == "state":
        return entry.key in record.agreements_by_state
    if entry.kind == "county":
        return entry.key in record.agencies_by_county
    agency = record.agencies.get(entry.key)
    return bool(agency and agency["agreements_now"])


def _listed(record: LoadedRecord, entry: Entry) -> bool | None:
    if entry.kind == "city":
        return entry.key in record.agencies or entry.key in record.early_agencies
    return entry.listed


def _path(entry: Entry) -> str:
    if entry.kind == "agency" and entry.listed:
        return f"/agency/{entry.key}"
    if entry.kind == "state":
        return f"/state/{entry.key}"
    if not entry.counties:
        return f"/state/{entry.state}"
    # A city of several counties is answered by the one where most people live.
    return f"/county/{max(entry.counties, key=lambda fips: counties()[fips].population or 0)}"
