"""What a line says once stray spaces, misspellings and wrapped addresses are read as what they mean.

Every repair is said as a `Note`; what cannot be read stays unknown and is said too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from rapidfuzz.distance import OSA

from open287g.archive.workbooks.sheet import Line
from open287g.core.bundled import read_table
from open287g.core.marks import as_seen
from open287g.places.states import parse_state_cell, states
from open287g.record.reading.days import parse_signed
from open287g.vocabulary.file_names import file_name

_FULL = 12
"""Letters from which the name of a model is no abbreviation and is told by all but one of them."""
_NOTHING = {"", "#na", "#n/a", "n/a", "na", "none", "-"}
_LINK_WORDS = {"", "link", "link pending", "address", "link | addendum"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": "'", "”": "'", '"': "'"})
# The longest name ICE has listed has 83 letters; none has a sign that these leave out.
_NAME = re.compile(r"[A-Za-zÀ-ɏ0-9 .,;:'/&()#+–—-]{4,120}")


class Note(NamedTuple):
    """A repair or a failure in one line: kind, column, what stands there, what it was read as, what was done, why."""

    kind: str
    column: str
    value: str
    read_as: str
    action: str
    reason: str


class Entry(NamedTuple):
    """What one line says; None and empty text are unknown."""

    state: str | None
    agency: str
    agency_type: str | None
    county: str
    model: str | None
    signed: date | None
    moa_url: str
    moa_file: str
    addendum_url: str
    notes: tuple[Note, ...]

    @property
    def usable(self) -> bool:
        """Whether it names an agency, a state and a model."""
        return bool(self.state and self.agency and self.model)


def read_line(line: Line) -> Entry:
    """Read one line."""
    state, of_state = _state(line.state)
    state, of_place = _moved(state, line.agency, line.state)
    agency, of_agency = _agency(line.agency, state)
    agency_type, of_type = _listed("record/fixes/types.csv", "type", "TYPE", "agency_type", line.type)
    county, of_county = _county(line.county)
    model, of_model = _listed("record/fixes/models.csv", "model", "SUPPORT TYPE", "model", line.model)
    signed, of_signed = _signed(line.signed, line.agency, state)
    moa_url, of_moa = _link(line.moa, line.moa_url, line.moa_link, "MOA")
    addendum_url, of_addendum = _link(line.addendum, line.addendum_url, line.addendum_link, "ADDENDUM")
    notes = of_state + of_place + of_agency + of_type + of_county + of_model + of_signed + of_moa + of_addendum
    return Entry(state, agency, agency_type, county, model, signed, moa_url, file_name(moa_url), addendum_url, notes)


Notes = tuple[Note, ...]
Cells = ParamSpec("Cells")
Read = TypeVar("Read")


def _once(read: Callable[Concatenate[list[Note], Cells], Read]) -> Callable[Cells, tuple[Read, Notes]]:
    """`read`, which adds to a list of notes, as a function that gives its notes too and reads the same cells once.

    Most rows share most of their cells with others.
    """

    reading: Callable[..., Read] = read

    @lru_cache(65_536)
    def told(*cells: Any) -> tuple[Read, Notes]:
        notes: list[Note] = []
        return reading(notes, *cells), tuple(notes)

    return cast("Callable[Cells, tuple[Read, Notes]]", told)


@lru_cache(65_536)
def tidy(text: str) -> str:
    """`text` with straight apostrophes and single spaces, nothing stray and no footnote's mark at its ends."""
    plain = as_seen(text).translate(_QUOTES)
    return re.sub("'{2,}", "'", plain).strip(" ,;.'*†‡")


@_once
def _state(notes: list[Note], text: str) -> str | None:
    reading = parse_state_cell(tidy(text))
    if reading.code is None:
        notes.append(Note("state unreadable", "STATE", text, "", "unreadable", "no state is spelled so"))
    elif reading.how != "exact" or tidy(text) != text:
        kind = "state misspelt" if reading.how in ("spelling", "slip") else "stray space"
        why = "one slip in the state's name" if reading.how == "slip" else "read by places/data/state_spellings.csv"
        notes.append(Note(kind, "STATE", text, reading.code, "repaired", why))
    return reading.code


@_once
def _moved(notes: list[Note], state: str | None, agency: str, text: str) -> str | None:
    """The state the agency is in, where ICE put it in another."""
    fix = _state_fixes().get((state or "", tidy(agency)))
    if fix is None:
        return state
    notes.append(Note("wrong state", "STATE", text, fix[0], "repaired", fix[1]))
    return fix[0]


@cache
def _state_fixes() -> dict[tuple[str, str], tuple[str, str]]:
    rows = read_table("record/fixes/states.csv")
    return {(row["state"], row["agency"]): (row["read_as"], row["evidence"]) for row in rows}


@_once
def _agency(notes: list[Note], text: str, state: str | None) -> str:
    name = _without_appendix(tidy(_RAISED.sub("", text)), state)
    if not _NAME.fullmatch(name) or not re.search(r"[A-Za-z]{2}", name) or name.lower() in _column_words():
        notes.append(Note("agency unreadable", "LAW ENFORCEMENT AGENCY", text[:300], "", "unreadable", "it is no name"))
        return ""
    if name != text:
        kind = "stray space" if tidy(text) == " ".join(text.split()) else "quotes or marks"
        notes.append(Note(kind, "LAW ENFORCEMENT AGENCY", text, name, "repaired", "spaces and quotes made plain"))
    return name


_RAISED = re.compile(r"[¹²³⁰⁴-⁹]+\s*$")
_FOOTNOTE = re.compile(r"(?P<before>\w+)[.]? *[(\[]\d{1,2}[)\]]$")
_NUMBERED = frozenset({"precinct", "pct", "district", "ward", "region", "zone", "division", "troop", "no", "number"})
"""What has a number of its own."""


def _without_appendix(name: str, state: str | None) -> str:
    """A name without a footnote's number in brackets, and its own state's name, behind it."""
    footnote = _FOOTNOTE.search(name)
    if footnote is not None and footnote["before"].lower() not in _NUMBERED:
        name = name[: footnote.end("before")]
    return _behind(state).sub("", name) if state else name


@cache
def _behind(state: str) -> re.Pattern[str]:
    whole = re.escape(states()[state].name)
    return re.compile(rf"(?:, *{whole}| *[(\[](?:{whole}|{state})[)\]])$", re.IGNORECASE)


@cache
def _column_words() -> frozenset[str]:
    """What other columns hold: an agency is not called so."""
    return frozenset(
        {*_meanings("record/fixes/types.csv", "agency_type"), *_meanings("record/fixes/models.csv", "model")}
    )


@_once
def _county(notes: list[Note], text: str) -> str:
    name = tidy(text)
    if name.lower() in _NOTHING:
        if name:
            notes.append(Note("county says nothing", "COUNTY", text, "", "ignored", "not a county"))
        return ""
    if name != text:
        notes.append(Note("stray space", "COUNTY", text, name, "repaired", "spaces and quotes made plain"))
    return name


@_once
def _listed(notes: list[Note], table: str, what: str, column: str, field: str, text: str) -> str | None:
    plain = tidy(text).lower()
    meanings = _meanings(table, field)
    known = meanings.get(plain)
    if known is None and what == "model":
        known = _by_words(plain) or _one_letter_off(plain)
    if known is None:
        if plain not in _NOTHING or what == "model":
            notes.append(Note(f"{what} unreadable", column, text[:300], "", "unreadable", f"not in record/{table}"))
        elif plain:
            notes.append(Note(f"{what} says nothing", column, text, "", "ignored", f"not a {what}"))
        return None
    meaning, evidence = known
    if not evidence.startswith("ICE's"):
        notes.append(Note(f"{what} misspelt", column, text, meaning, "repaired", evidence))
    elif tidy(text) != text:
        notes.append(Note("stray space", column, text, meaning, "repaired", "spaces made plain"))
    return meaning


@lru_cache(1024)
def _by_words(text: str) -> tuple[str, str] | None:
    """The one model of which a text has every word and its abbreviation at most: "Task Force Model (TFM)", "Jail
    Enforcement Program". A word more is another model ("Tribal Task Force Model"), words of two are of none.
    """
    said = set(re.findall(r"[a-z0-9]+", _MARKED.sub("", text))) - _ANY_MODEL
    for model, name in _names_of_models():
        if said and said <= name | {model.lower()} and (said >= name or said == {model.lower()}):
            return model, f"the words of {model} and of no other model"
    return None


_ANY_MODEL = frozenset({"model", "program", "officer", "officers", "agreement", "moa", "the", "287", "g"})
"""Words that say nothing of which model it is."""
_MARKED = re.compile(r" *[(\[]\d{1,2}[)\]]$|[¹²³⁰⁴-⁹]+$")
"""A footnote's number; any other number is of another model ("Task Force Model 2.0")."""


@cache
def _names_of_models() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = [row for row in read_table("record/fixes/models.csv") if row["evidence"] == "ICE's name for the model"]
    return tuple((row["model"], frozenset(row["spelling"].split()) - _ANY_MODEL) for row in rows)


@lru_cache(1024)
def _one_letter_off(text: str) -> tuple[str, str] | None:
    """The model whose full name a text is but for one letter, or for two that changed places."""
    names = _meanings("record/fixes/models.csv", "model")
    near = {name: names[name][0] for name in names if len(name) >= _FULL and OSA.distance(name, text) == 1}
    return (min(near.values()), f"one letter from {min(near)}") if len({*near.values()}) == 1 else None


@cache
def _meanings(table: str, field: str) -> dict[str, tuple[str, str]]:
    return {row["spelling"]: (row[field], row["evidence"]) for row in read_table(table)}


@_once
def _signed(notes: list[Note], text: str, agency: str, state: str | None) -> date | None:
    signed = parse_signed(text)
    day = signed.isoformat() if signed is not None else tidy(text)
    fix = _date_fixes().get((state or "", tidy(agency).casefold(), day))
    if fix is not None:
        notes.append(Note("date impossible", "SIGNED", text, fix[0].isoformat(), "repaired", fix[1]))
        return fix[0]
    if signed is None:
        if text.strip():
            reason = "not a day an agreement can have"
            notes.append(Note("date unreadable", "SIGNED", text[:300], "", "unreadable", reason))
    elif signed.isoformat() != text:
        notes.append(Note("date as text", "SIGNED", text, signed.isoformat(), "repaired", "read as month, day, year"))
    return signed


@cache
def _date_fixes() -> dict[tuple[str, str, str], tuple[date, str]]:
    rows = read_table("record/fixes/signed.csv")
    return {
        (r["state"], r["agency"].casefold(), r["value"]): (date.fromisoformat(r["signed"]), r["evidence"]) for r in rows
    }


@_once
def _link(notes: list[Note], text: str, url: str, state: str, column: str) -> str:
    plain = tidy(text).lower()
    if state == "unreadable":
        notes.append(Note("address unreadable", column, text, "", "unreadable", "no http address in the link"))
    elif state not in ("", "none", "archive"):
        notes.append(Note(f"address in a {state}" if state != "slash" else "address lacks a slash", column, url, url,
                          "repaired", "unwrapped; mailboxes removed"))  # fmt: skip
    elif state == "none" and plain == "link":
        notes.append(Note("link without address", column, text, "", "noted", "the cell says link and carries none"))
    if plain not in _LINK_WORDS:
        notes.append(Note("text in a link cell", column, text[:300], "", "ignored", "not link or link pending"))
    return url
