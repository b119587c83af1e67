"""An agency's name as it is meant where ICE's cell has a slip: a word for the document, a county misspelt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from open287g.core.thresholds import whole
from open287g.places.counties import counties, parse_county
from open287g.places.match import PlaceMatch
from open287g.places.names import fold, squeeze
from open287g.places.states import states
from open287g.record.reading.lines import Entry, Note
from open287g.vocabulary.file_names import words_in_name

_NUMBER = r"\s*(?:no\.? ?)?(?:\d+|[ivx]+)?\s*"
# In brackets any word for a document; without them only that which no agency is called by.
_DOCUMENT = re.compile(
    rf"\s*[(\[]\s*(?:moa )?(?:addend(?:um|a)|amendment|modification|extension){_NUMBER}[)\]]\s*$"
    rf"|[\s,-]+(?:moa )?addend(?:um|a){_NUMBER}$",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"^(?P<before>(?:Office of the )?)(?P<county>.+?) (?P<kind>County|Parish)\b", re.IGNORECASE)
_LONG = whole("record", "long_name")
_SHORTEST = 4
"""Letters from which the beginning of a state's name is a word that a place may be called by: Penn, and no code."""


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
    return entry._replace(
        agency=name,
        signed=None,
        moa_url="" if added else entry.moa_url,
        moa_file="" if added else entry.moa_file,
        addendum_url=entry.addendum_url or (entry.moa_url if added else ""),
        notes=(*entry.notes, note),
    )


def mended_name(state: str, name: str, place: PlaceMatch, files: Sequence[str] = ()) -> str:
    """`name` with its slips mended: its county spelt as the county that it lies in, its place as the roster's one
    agency a letter or two off, a state's name cut as the memoranda `files` have it.
    """
    return _county_mended(state, name, place) or _place_mended(name, place) or _cut(state, name, files) or name


def _county_mended(state: str, name: str, place: PlaceMatch) -> str | None:
    county = _COUNTY.match(name)
    if county is None or len(place.counties) != 1 or parse_county(state, county["county"]).tier in ("exact", "suffix"):
        return None
    meant = counties()[place.counties[0]].base
    return (
        f"{county['before']}{meant} {county['kind']}{name[county.end() :]}" if _slip(county["county"], meant) else None
    )


def _place_mended(name: str, place: PlaceMatch) -> str | None:
    """Pittsburgh Police Department of New Hampshire, where the roster has one of Pittsburg and none so called."""
    if place.ori_tier != "fuzzy" or place.roster_name is None:
        return None
    words, right = name.split(), place.roster_name.split()
    for at in range(len(words) - len(right) + 1):
        if _slip(" ".join(words[at : at + len(right)]), place.roster_name):
            return " ".join([*words[:at], *right, *words[at + len(right) :]])
    return None


def _cut(state: str, name: str, files: Sequence[str]) -> str | None:
    """East Pennsylvania Township, where the memorandum has East Penn: a list wrote out what was no abbreviation.

    The state's name stands between words of the place, and the memorandum has its beginning there and not the whole.
    """
    whole = states()[state].name
    before, found, after = name.partition(f" {whole} ")
    if not found or not before or not after:
        return None
    follows = after.split()[0]
    for words in (words_in_name(file).split() for file in files):
        for one, cut, other in zip(words, words[1:], words[2:], strict=False):
            begins = _SHORTEST <= len(cut) < len(whole) and whole.lower().startswith(cut.lower())
            if begins and fold(one) == fold(before.split()[-1]) and fold(other) == fold(follows):
                return f"{before} {cut} {after}"
    return None


def _slip(written: str, right: str) -> bool:
    """Whether the one is a letter or two off the other, and not the same."""
    own, meant = squeeze(written), squeeze(right)
    return 0 < OSA.distance(own, meant) <= (2 if len(meant) > _LONG // 2 else 1)
