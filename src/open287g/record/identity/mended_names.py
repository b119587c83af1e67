"""An agency's name as it is meant where ICE's cell has a slip: a word for the document, a county misspelt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import OSA

from open287g.core.bundled import read_table
from open287g.core.thresholds import whole
from open287g.places.counties import counties, parse_county
from open287g.places.match import PlaceMatch
from open287g.places.names import squeeze
from open287g.record.reading.lines import Entry, Note

_NUMBER = r"\s*(?:no\.? ?)?(?:\d+|[ivx]+)?\s*"
# In brackets any word for a document; without them only that which no agency is called by.
_DOCUMENT = re.compile(
    rf"\s*[(\[]\s*(?:moa )?(?:addend(?:um|a)|amendment|modification|extension){_NUMBER}[)\]]\s*$"
    rf"|[\s,-]+(?:moa )?addend(?:um|a){_NUMBER}$",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"^(?P<before>(?:Office of the )?)(?P<county>.+?) (?P<kind>County|Parish)\b", re.IGNORECASE)
_LONG = whole("record", "long_name")


def without_document_words(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, those whose name ends in a word for a document read as rows of the agency itself.

    Such a row is of an addendum: its SIGNED is the addendum's day and not the agreement's, so it is unknown; a file
    named for an addendum is one.
    """
    return [_of_addendum(entry) if _DOCUMENT.search(entry.agency) else entry for entry in entries]


def _of_addendum(entry: Entry) -> Entry:
    name = _DOCUMENT.sub("", entry.agency)
    added = re.search("addendum|amend|modif|extension", entry.moa_file, re.IGNORECASE) is not None
    reason = "a word for the document, not of the name; SIGNED is the addendum's day"
    note = Note("document in the name", "LAW ENFORCEMENT AGENCY", entry.agency, name, "repaired", reason)
    return replace(
        entry,
        agency=name,
        signed=None,
        moa_url="" if added else entry.moa_url,
        moa_file="" if added else entry.moa_file,
        addendum_url=entry.addendum_url or (entry.moa_url if added else ""),
        notes=(*entry.notes, note),
    )


def mended_name(state: str, name: str, place: PlaceMatch) -> str:
    """`name` with its slips mended: by `fixes/names.csv`, or its county spelt as the county that it lies in."""
    fixed = _fixes().get((state, name))
    if fixed is not None:
        return fixed
    county = _COUNTY.match(name)
    if county is None or len(place.counties) != 1 or parse_county(state, county["county"]).tier in ("exact", "suffix"):
        return name
    meant = counties()[place.counties[0]].base
    written, right = squeeze(county["county"]), squeeze(meant)
    slip = 0 < OSA.distance(written, right) <= (2 if len(right) > _LONG // 2 else 1)
    return f"{county['before']}{meant} {county['kind']}{name[county.end() :]}" if slip else name


@cache
def _fixes() -> dict[tuple[str, str], str]:
    return {(row["state"], row["name"]): row["read_as"] for row in read_table("record/fixes/names.csv")}
