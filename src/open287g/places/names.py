"""Names made comparable: the same whatever their case, quotes, accents, punctuation and abbreviations."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from open287g.core.bundled import read_table

_MARKS = re.compile(r"[’‘´ʼ\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[a-z0-9]+")

KINDS = {
    "constable": r"constables?",
    "sheriff": r"sheriffs?",
    "prosecutor": r"(district|county|state|commonwealths) attorneys?|prosecut(or|ors|ing)|county detectives?",
    "corrections": r"corrections?|correctional|jails?|detention|prisons?|rehabilitation",
    "marshal": r"(?<!fire )marshals?",
    "school": r"school (district|board|police)|schools",
    "campus": r"university|college|campus",
    "tribal": r"tribal|tribe|nation",
    "police": r"police|public safety",
}
_KIND_PATTERNS = tuple((kind, re.compile(rf"\b({pattern})\b")) for kind, pattern in KINDS.items())

_POLICE_WORDS = (
    r"police services department|(?:campus )?police department|department of public safety|department of police"
    r"|division of public safety and security|division of public safety|public safety department"
    r"|division of police|bureau of police|public safety|police"
)
_OFFICE_WORDS = {
    "sheriff": re.compile(r"\b(?:county|parish)? ?sheriffs? ?(?:office|department)?(?: of)?\b"),
    "constable": re.compile(r"\bconstables?(?: office)?\b"),
    "marshal": re.compile(r"\b(?:city )?marshals? ?(?:office|department)?\b"),
    "campus": re.compile(
        rf"^(?:the )?(?:district )?board of trustees(?: of)?|\b(?:board of trustees|{_POLICE_WORDS})\b"
    ),
}
_POLICE_OFFICE = re.compile(rf"\b(?:{_POLICE_WORDS})\b")
_KIND_OF_PLACE = {"township", "borough", "village", "town", "city"}
_NEARLY_COUNTY = {"country", "count", "counts"}
"""Words one letter from "county" that are other words."""
_STATE_WORDS = {"state", "department", "of", "the", "office", "headquarters"}


class AgencyWords(NamedTuple):
    """What an agency's name says, each part squeezed to letters and digits.

    `kind` of agency ("other" where no word tells), `core` its place or proper name, `base` the core without a last
    township, borough, village, town or city (`place_kind`), `whole` the entire name.
    """

    kind: str
    core: str
    base: str
    place_kind: str
    whole: str


@cache
def _meanings() -> dict[str, str]:
    return {row["spelling"]: row["meaning"] for row in read_table("places/data/words.csv")}


@lru_cache(16_384)
def _meaning(word: str) -> str:
    """The word written out: by the table, or "county" where one letter of it is wrong (Couty, Countey, Conty)."""
    if word[0] == "c" and 5 <= len(word) <= 7 and word not in _NEARLY_COUNTY and OSA.distance(word, "county") <= 1:
        return "county"
    return _meanings().get(word, word)


@lru_cache(65_536)
def fold(text: str) -> str:
    """Lower-case ASCII words with abbreviations written out: "St. Lucie PD" -> "saint lucie police department"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _MARKS.sub("", text)).encode("ascii", "ignore").decode()
    words = _WORD.findall(text.replace("'", "").replace("`", "").replace("&", " and ").lower())
    return " ".join(map(_meaning, words))


@lru_cache(65_536)
def squeeze(text: str) -> str:
    """`fold` without spaces, so that La Salle and LaSalle, Miami-Dade and Miami Dade are one."""
    return fold(text).replace(" ", "")


@lru_cache(65_536)
def agency_words(name: str) -> AgencyWords:
    """Take an agency's name apart."""
    folded = fold(name)
    kind = next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(folded)), "other")
    words = _OFFICE_WORDS.get(kind, _POLICE_OFFICE).sub(" ", folded).split()
    if len(words) > 2 and words[0] in _KIND_OF_PLACE and words[1] == "of":
        words = [*words[2:], words[0]]
    named_kind = words[-1] if len(words) > 1 and words[-1] in _KIND_OF_PLACE else ""
    core = "".join(words)
    return AgencyWords(kind, core, core.removesuffix(named_kind), named_kind, folded.replace(" ", ""))


def state_core(name: str, state_name: str) -> str:
    """A state agency's name without its state and without words that come and go: "corrections", "highwaypatrol"."""
    without_state = f" {fold(name)} ".replace(f" {fold(state_name)} ", " ")
    return "".join(word for word in without_state.split() if word not in _STATE_WORDS)
