"""Names made comparable: the same whatever their case, quotes, accents, punctuation and abbreviations."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from open287g.places.tables import read_table

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SPACE_CONTROL = re.compile(r"[\u200b-\u200f\u2060\ufeff]")

KINDS: tuple[tuple[str, str], ...] = (
    ("constable", r"constables?"),
    ("sheriff", r"sheriffs?"),
    (
        "prosecutor",
        r"(district|county|criminal district|state|commonwealths) attorneys?|prosecut(or|ors|ing)|county detectives?",
    ),
    ("corrections", r"corrections?|correctional|jails?|detention|prisons?|rehabilitation"),
    ("marshal", r"(?<!fire )marshals?"),
    ("school", r"school (district|board|police)|schools"),
    ("campus", r"university|college|campus"),
    ("tribal", r"tribal|tribe|nation"),
    ("police", r"police|public safety"),
)
_KIND_PATTERNS = tuple((kind, re.compile(rf"\b({pattern})\b")) for kind, pattern in KINDS)

_OFFICE_WORDS = {
    "sheriff": re.compile(r"\b(county|parish)? ?sheriffs? ?(office|department)?( of)?\b"),
    "police": re.compile(
        r"\b(police services department|police department|department of public safety|department of police"
        r"|division of public safety and security|division of public safety|public safety department"
        r"|division of police|bureau of police|public safety|police)\b"
    ),
    "marshal": re.compile(r"\b(city )?marshals? ?(office|department)?\b"),
}
_PLACE_OF = re.compile(r"^(?:city|town|village|borough|township) of ")
_PLACE_KIND = re.compile(r"(?<=.)(?:township|borough|village|town|city)$")


class AgencyWords(NamedTuple):
    """What an agency's name says: `kind` of agency, `core` place name (squeezed) and the whole name (squeezed)."""

    kind: str
    core: str
    whole: str


@cache
def _meanings() -> dict[str, str]:
    return {row["spelling"]: row["meaning"] for row in read_table("words.csv")}


def fold(text: str) -> str:
    """Lower-case ASCII words with abbreviations written out: "St. Lucie PD" -> "saint lucie police department"."""
    plain = _APOSTROPHES.sub("", _SPACE_CONTROL.sub("", text))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower().replace("&", " and ")
    meanings = _meanings()
    return " ".join(meanings.get(word, word) for word in _NOT_WORD.split(plain) if word)


def squeeze(text: str) -> str:
    """`fold` without spaces, so that La Salle and LaSalle, Miami-Dade and Miami Dade are one."""
    return fold(text).replace(" ", "")


@cache
def agency_words(name: str) -> AgencyWords:
    """Take an agency's name apart; `kind` is "other" where no word tells."""
    folded = fold(name)
    kind = next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(folded)), "other")
    core = folded
    if kind in _OFFICE_WORDS:
        core = _OFFICE_WORDS[kind].sub(" ", core)
    core = _PLACE_OF.sub("", " ".join(core.split()))
    return AgencyWords(kind, core.replace(" ", ""), folded.replace(" ", ""))


def without_place_kind(core: str) -> str:
    """`core` without a last township, borough, village, town or city: "moontownship" -> "moon"."""
    return _PLACE_KIND.sub("", core)
