"""Whether an agency has an agreement by ICE's newest list: yes and since when, ended and when, or not in that list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from open287g.places.finder.entries import Entry, described_as
from open287g.places.roster import roster
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.search import index_of
from open287g.record.asking.whole_tables import Row

_ORDER = ("yes", "ended", "early", "no")


@dataclass(frozen=True)
class Standing:
    """How an agency stands.

    `verdict`: yes (in the newest list), ended (in an earlier one), early (in sources before the first list alone) or
    no (in none). `day` is since when, on which day it ended, or by which day at the latest (early); None where that is
    unknown. `agency_id` is empty for
    an agency that no list names: of it `kind` (sheriff, police or empty) and `name` tell what it is and of where.
    `applied`: it is in the newest list of pending agencies.
    """

    verdict: str
    day: date | None
    name: str
    kind: str
    agency_id: str
    models: tuple[str, ...]
    people: int
    applied: bool = False


def of_agency(record: LoadedRecord, row: Row) -> Standing:
    """How an agency of the record stands."""
    key = row["agency_id"]
    rows = [r for r in record.agreements_by_agency.get(key, ()) if r["status"] != "moved"]
    listed = [r["valid_from"] for r in rows if r["status"] == "listed"]
    ended = [r["valid_to"] for r in rows if r["status"] == "ended"]
    verdict = "yes" if listed else "ended" if ended else "early" if key in record.early_agencies else "no"
    over = [r["ended_by"] for r in record.early_of_agency(key)["agreements"]] if verdict == "early" else []
    known = [day for day in (listed or ended or over) if day is not None]
    day = None if not known else min(known) if listed else max(known)
    models, people = tuple(row.get("models_now") or ()), row["population"] or 0
    return Standing(verdict, day, row["name"] or key, "", key, models, people, key in _applied(record))


def of_county(record: LoadedRecord, fips: str) -> list[Standing]:
    """Every agency seated in a county: those with an agreement first, then sheriffs, then by the people they serve."""
    found = [_of_entry(record, entry) for entry in _by_county(record).get(fips, ())]
    return sorted(found, key=lambda s: (_ORDER.index(s.verdict), not _is_sheriff(s), -s.people, s.name))


def _is_sheriff(one: Standing) -> bool:
    return one.kind == "sheriff" or "sheriff" in one.name.casefold()


def _of_entry(record: LoadedRecord, entry: Entry) -> Standing:
    row = record.agencies.get(entry.key) or record.early_agencies.get(entry.key)
    if row is not None:
        return of_agency(record, row)
    of_roster = roster().get(entry.key)
    kind, place = described_as(of_roster) if of_roster else ("", entry.name)
    return Standing("no", None, place, kind, "", (), entry.people)


def _by_county(record: LoadedRecord) -> dict[str, list[Entry]]:
    return record.once("entries by county", lambda: _grouped(record))


def _grouped(record: LoadedRecord) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in index_of(record).entries:
        if entry.kind == "agency":
            for fips in entry.counties:
                groups[fips].append(entry)
    return groups


def _applied(record: LoadedRecord) -> frozenset[str]:
    return record.once("applied", lambda: frozenset(row["agency_id"] for row in record.pending_now))
