"""Which agency each name of 2002 to 2020 is: by a person's verdict, else by the record's names, else by the words."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from open287g.core.ids import slug
from open287g.places.match import match_agency
from open287g.places.names import agency_words, fold
from open287g.places.states import states
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build

JUDGMENTS = Path(__file__).parents[1] / "src" / "open287g" / "record" / "early" / "data" / "judgments.csv"
Name = tuple[str, str]
"""State and name as printed, cleaned."""

_COME_AND_GO = {"city", "county", "co", "parish", "office", "department", "the", "of", "s"}


class Found(NamedTuple):
    """An agency's id and why it is the one."""

    agency_id: str
    tier: str
    evidence: str


def names(printed: Iterable[Name]) -> list[tuple[str, ...]]:
    """State, name, agency id (empty where the row names no agency that has an agreement), tier and evidence."""
    verdicts = _judgments()
    named = {*printed, *(other for _, other, _ in verdicts.values() if other[1])}
    wanted = sorted({_spelled_out(*name) for name in named})
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        with open_record(Path(folder)) as record:
            found = _by_rule([name for name in wanted if name not in verdicts], record)
    told = [(*name, *_judged(name, verdicts, found)) for name in sorted({*printed})]
    return [(state, name, *why) for state, name, *why in told]


def _judged(name: Name, verdicts: dict[Name, tuple[str, Name, str]], found: dict[Name, Found]) -> Found:
    if name not in verdicts:
        whole = _spelled_out(*name)
        if whole == name:
            return found[name]
        return Found(_judged(whole, verdicts, found).agency_id, "words", f"the postal code spelled out: {whole[1]}")
    verdict, other, evidence = verdicts[name]
    agency_id = "" if verdict == "none" else _judged(other, verdicts, found).agency_id
    return Found(agency_id, "judgment", evidence)


def _judgments() -> dict[Name, tuple[str, Name, str]]:
    with JUDGMENTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        (row["state"], row["name"]): (row["verdict"], (row["other_state"], row["other_name"]), row["evidence"])
        for row in rows
    }


def _by_rule(wanted: list[Name], record: Record) -> dict[Name, Found]:
    """By the record's own rules where it knows the name, else with those of the same words."""
    found: dict[Name, Found] = {}
    groups: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    known = _known_by_words(record)
    for state, name in wanted:
        answer, key = record.resolve(name, state), _words(state, name)
        if answer.agency_id is not None:
            found[state, name] = Found(answer.agency_id, answer.tier, answer.evidence)
        elif len(known[key]) == 1:
            found[state, name] = Found(
                *known[key], "words", f"the same words as the record's, but for those that come and go: {key[-1]}"
            )
        else:
            groups[key].append((state, name))
    for key, members in groups.items():
        usual = max(members, key=lambda name: _usual(*name))
        agency_id = f"{usual[0]}-{slug(usual[1])}"
        says = f"the same words, but for those that come and go: {key[-1]}" if len(members) > 1 else "no other spelling"
        for name in members:
            found[name] = Found(agency_id, "words" if len(members) > 1 else "only", says)
    _refuse_two_rows(found)
    return found


def _spelled_out(state: str, name: str) -> Name:
    """A name that begins with its state's postal code, with the state's name in its place."""
    return state, f"{states()[state].name} {name[3:]}" if name.startswith(f"{state} ") else name


def _known_by_words(record: Record) -> dict[tuple[str, ...], set[str]]:
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in record.table("spellings").to_pylist():
        known[_words(row["state"], row["agency_name"])].add(row["agency_id"])
    return known


def _words(state: str, name: str) -> tuple[str, ...]:
    """State, kind, and the words of a name without its state and those that come and go."""
    plain = f" {fold(name)} ".replace(f" {fold(states()[state].name)} ", " ").strip().removeprefix(f"{state.lower()} ")
    words = sorted(word for word in plain.split() if word not in _COME_AND_GO)
    return state, agency_words(name).kind, " ".join(words)


def _usual(state: str, name: str) -> tuple[bool, bool, bool, bool, int, str]:
    """Ranks spellings: the state's name, no "City of", County and Department or Office written out, the shorter."""
    whole = "Department" in name or "Office" in name
    return states()[state].name in name, not name.startswith("City of "), "County" in name, whole, -len(name), name


def _refuse_two_rows(found: dict[Name, Found]) -> None:
    """Two rows of the FBI roster under one id are two agencies: a person must judge."""
    oris: dict[str, set[str]] = defaultdict(set)
    for (state, name), agency in found.items():
        ori = match_agency(state, name).ori
        if ori:
            oris[agency.agency_id].add(ori)
    torn = {agency_id: rows for agency_id, rows in oris.items() if len(rows) > 1}
    if torn:
        sys.exit(f"two rows of the roster under one id; judge them in judgments.csv: {torn}")
