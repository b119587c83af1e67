"""What the columns and facts of answers are called for a reader of Spanish, and the codes that stand in them.

Only what a person reads is told so: JSON, CSV, workbooks, `--columns` and `--part` keep the English names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from open287g.core.bundled import read_table
from open287g.vocabulary import labels, money_words
from open287g.vocabulary.messages import N_, translations

WORDS = {"yes": N_("yes"), "no": N_("no"), "none": N_("none"), "unknown": N_("unknown"), "not told": N_("not told")}
"""What a cell says of a value that is no text."""

BODIES = {
    "sheriff": N_("sheriff"),
    "city": N_("a city's police"),
    "state-agency": N_("state agency"),
    "jail": N_("a jail of another than a sheriff"),
}
_REACHES = {
    "city": N_("of the city"),
    "whole county": N_("whole county"),
    "part of a county": N_("part of a county"),
    "whole state": N_("whole state"),
}
_RESULTS = {"pass": N_("met"), "fail": N_("broken"), "unknown": N_("open")}
_DUTIES = {"sign": N_("sign an agreement"), "seek": N_("ask for an agreement")}
_BOUNDS = {"whole": N_("all of it"), "at least": N_("at least"), "at most": N_("at most"), "none": N_("no bound")}
_CHECKS = {
    "home": N_("folder of the home"),
    "permissions": N_("permissions"),
    "disk": N_("disk"),
    "archive": N_("archive"),
    "record": N_("record"),
    "leftovers": N_("leftovers"),
    "versions": N_("versions"),
    "clock": N_("clock"),
}
_READ = {"the beginning of the opinion": N_("the beginning of the opinion"),
         "a summary of the opinion": N_("a summary of the opinion")}  # fmt: skip
_HISTORY = {"its later history was not read": N_("its later history was not read"),
            "good law as far as read": N_("good law as far as read")}  # fmt: skip
_VALUES = {"string": N_("text"), "instant": N_("time"), "date": N_("day"), "boolean": N_("yes or no"),
           "integer": N_("whole number"), "number": N_("number")}  # fmt: skip
_COMPARED = {"term": N_("term"), "provision": N_("provision"), "power": N_("power"), "number": N_("number"),
             "edition": N_("edition"), "state law": N_("state law"), "case": N_("case")}  # fmt: skip
_PLACED = {
    "exact": N_("exact"),
    "agency_name": N_("by the agency's name"),
    "no_roster_row": N_("none in the roster"),
    "statewide": N_("of the whole state"),
    "territory": N_("of a territory"),
}
_COOPERATION = {
    "access": N_("let ICE in"),
    "data": N_("give data"),
    "hold": N_("hold on a detainer"),
    "notice": N_("give notice"),
}
_RECORDS = {"act": N_("act"), "officer": N_("officer"), "agreement": N_("agreement")}
_READINGS = {"narrow": N_("narrow"), "wide": N_("wide"), "all": N_("all")}
_WRITTEN = {
    "text": N_("text"),
    "one of the words": N_("one of the words"),
    "time with an offset, or local to time_zone": N_("time with an offset, or local to time_zone"),
    "day, YYYY-MM-DD": N_("day, YYYY-MM-DD"),
    "name of a time zone": N_("name of a time zone"),
    "true or false": N_("true or false"),
    "number": N_("number"),
}
_OFFICE_CHECKS = {
    "keys": N_("keys"),
    "database": N_("database"),
    "schema": N_("schema of the database"),
    "ledger": N_("ledger"),
    "administrators": N_("administrators"),
    "checkpoints": N_("checkpoints"),
    "cascade": N_("what falls"),
    "due": N_("what is due"),
}
_WHO = {"manager": N_("manager"), "officer": N_("officer"), "agency": N_("the agency")}
_FOOTPRINTS = {"in use to the end of the file": N_("in use to the end of the file")}
_USES = (N_("refused as personal"), N_("not read"))

CODES: Mapping[str, Mapping[str, str]] = {
    "a": labels.LAW,
    "action": labels.ACTIONS,
    "authority": labels.AUTHORITY,
    "agency_type": labels.TYPES,
    "b": labels.LAW,
    "basis": money_words.BASES,
    "body": BODIES,
    "bound": _BOUNDS,
    "changes": labels.EVENTS,
    "check": _CHECKS | _OFFICE_CHECKS,
    "cooperation": _COOPERATION,
    "county_tier": _PLACED | labels.TIERS,
    "end_basis": labels.EARLY_ENDS,
    "ended": labels.GRADES,
    "grade": labels.GRADES,
    "finding": _FOOTPRINTS,
    "kind": labels.EVENTS | labels.PROVISION_KINDS | _COMPARED | _WRITTEN | labels.KINDS,
    "law_status": labels.LAW,
    "list": labels.LISTS,
    "ori_tier": _PLACED | labels.TIERS,
    "payer": money_words.PAYERS,
    "reach": _REACHES,
    "read_in": _READ,
    "reading": _READINGS,
    "record": _RECORDS,
    "result": _RESULTS,
    "of": {"program": N_("program")},
    "scope": labels.KINDS | {"program": N_("program")},
    "state": labels.CONTROL_STATES,
    "states": _READINGS,
    "status": _HISTORY | labels.STATUSES | labels.LAW,
    "tier": labels.TIERS,
    "to_do": _DUTIES,
    "topic": labels.TOPICS,
    "treated_as": labels.TREATED,
    "type": _VALUES,
    "verdict": labels.VERDICTS | labels.AUTHORITY | labels.LAWFULNESS,
}
"""By column, the words of its codes; what a person types again, the name of a fact or of a line, stays as it is."""


@cache
def _spanish() -> Mapping[str, str]:
    return {row["column"]: row["spanish"] for row in read_table("vocabulary/columns_es.csv", ("column", "spanish"))}


_NOWHERE = {"place": ""}


SAME_NAME = {
    "population, census": N_("population (census)"),
    "population, served": N_("people served"),
    "population, held": N_("people held (average)"),
}
"""One key that means several figures, by key and figure: what a reader is told; the key itself stays as documented."""


WHOLE = frozenset({*money_words.TRANSLATED, "design", "found", "outcome", "place", "read", "says", "use", "years"})
"""Columns of registers and reports whose whole texts stand in the catalogue of messages."""


def called(column: str, language: str) -> str:
    """What a column is called in the language; its English name where it has no other."""
    if column in SAME_NAME:
        return translations(language).gettext(SAME_NAME[column])
    return column if language == "en" else _spanish().get(column, column)


def code_in(column: str, code: str, language: str) -> str:
    """A code of a column in the words of the language; as it is where it is none, and in English."""
    word = None if language == "en" else CODES.get(column, {}).get(code) or WORDS.get(code)
    if word is None and language != "en" and column in WHOLE:
        word = code
    return translations(language).gettext(word) if word else code


def body_in(text: str, say: Callable[[str], str]) -> str:
    """A text with the agencies in it that the roster names by their place alone, Police of Houston, in the language."""
    for body in labels.BODIES.values():
        text = re.sub(rf"\b{re.escape(body % _NOWHERE)}(?=[A-Z])", say(body) % _NOWHERE, text)
    return text
