"""How likely a printed text is a name or a title, and what it says once noise is taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from open287g.core.bundled import read_table
from open287g.core.thresholds import threshold
from open287g.documents.findings.signature_lines import TITLE
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.places.states import states

_STRANGE = threshold("documents", "strange_mark")
_BROKEN = threshold("documents", "broken_case")
_LEAST = threshold("documents", "least_likely")
_SINGLE = threshold("documents", "single_name")
_TWO_CASES = threshold("documents", "name_of_two_cases")
_UNTITLED = threshold("documents", "untitled")
_UNKNOWN = threshold("documents", "unknown_title_word")
_TITLE_LIKENESS = threshold("documents", "title_word_likeness")
_OFFICE_LIKENESS = threshold("documents", "office_likeness")

_SMALL = "de del de la las los van von der den di da du le st ten ter y bin al"
_PARTICLES = frozenset(_SMALL.split())
"""Words of names that are written small."""
_NUMERAL = re.compile("i{2,3}|iv|v?i{1,3}")
_SPANISH = frozenset("áéíóúüñ")
AGENCY_WORDS = (
    "Sheriff Sheriffs Office Police Department Dept County City Town Village Public Safety Corrections Detention Center"
    " Bureau Investigation Attorney General Generals State College University Patrol Guard Constable Jail"
)


def plausible(value: str) -> float:
    """Less for text with marks and stray letters, which a signature across print leaves behind."""
    strange = len(re.findall(r"[^A-Za-zÁÉÍÓÚÜÑáéíóúüñ.,'’\"“”\- &()]", value)) + len(re.findall(r"\b[b-z]\b", value))
    broken = _BROKEN if re.search(r"[a-z][A-Z](?:[A-Z]|\b)", value) else 0.0
    return max(_LEAST, 1.0 - _STRANGE * strange - broken)


def name_likely(value: str) -> float:
    """A name has two words or more, with capitals, no scraps between them, no letter three times on end, no
    long word without a vowel, and is not half in capitals: so a printed name and one written beside it run together."""
    words = value.split()
    if any(_is_garbled(word) for word in words):
        return _LEAST
    share = (1.0 if len(words) > 1 else _SINGLE) * (_TWO_CASES if is_of_two(value) else 1.0)
    return max(_LEAST, plausible(value) * share)


def is_of_two(name: str) -> bool:
    """Whether a name has words in capitals and others: one was printed, and another written beside it."""
    words = (word for word in re.findall(r"[A-Za-z]{3,}", name) if word not in ("III", "VII"))
    return len({word.isupper() for word in words}) > 1


def _is_garbled(word: str) -> bool:
    """Whether a word of a name is a reader's: letters in a row that no name has, or a scrap that is no particle."""
    said = re.sub(r"[^a-zà-ÿ]", "", word.lower())
    scrap = word[:1].islower() and said not in _PARTICLES
    thrice = re.search(r"([a-z])\1\1", said) and not _NUMERAL.fullmatch(said)
    mute = len(said) > 3 and not re.search("[aeiouyà-ÿ]", said)
    return scrap or bool(thrice) or mute or not said


def title_likely(value: str) -> float:
    """A title names an office, and does not end within a word."""
    cut = re.search(r"\s[A-Z]$", value)
    return plausible(value) * (1.0 if TITLE.search(value) else _UNTITLED) * (_LEAST if cut else 1.0)


def words_known(title: str, names: Sequence[str]) -> float:
    """Less for each word of a title that is none of offices, of the editions, of states or of the agency's `names`:
    a hand wrote it, or a reader made it of a signature."""
    own = {word for name in names for word in re.findall(r"[a-z]+", name.lower())}
    said = [word for word in re.findall(r"[a-z]{4,}", title.lower()) if word not in own | _of_offices()]
    return _UNKNOWN ** sum(word not in shipped_vocabulary() for word in said)


@cache
def _of_offices() -> frozenset[str]:
    """The words of offices, of agencies and of states."""
    rows = read_table("documents/data/offices.csv", ("office", "side"))
    said = [*(row["office"] for row in rows), AGENCY_WORDS, *(state.name for state in states().values())]
    return frozenset(re.findall(r"[a-z]+", " ".join(said).lower()))


def ice_title_likely(value: str) -> float:
    """A title of ICE's is one of the offices that sign for it; others are less likely."""
    nearest = process.extractOne(_letters(value), _ice_offices(), processor=None, scorer=fuzz.ratio)
    known = nearest is not None and nearest[1] >= _OFFICE_LIKENESS
    return title_likely(value) * (1.0 if known else _UNTITLED)


def tidy_name(value: str) -> str:
    """`value` without marks, and without a stop after a word that is not cut short.

    Accents of Spanish stay, those that a reader makes of a speck go.
    """
    value = "".join(letter if letter.lower() in _SPANISH else _bare(letter) for letter in value)
    value = re.sub(r"[^A-Za-zÁÉÍÓÚÜÑáéíóúüñ.,'’\"“”\- ]", " ", value)
    value = re.sub(r"\b(?!(?:Jr|Sr|Col|Gen|Capt|Maj|Wm|Chas|Geo|Thos)\.)([A-Z][a-z]{2,})\.(?=\s)", r"\1", value)
    value = re.sub(r"(?<=[a-z])([\"”])(?=[A-Z])", r"\1 ", value)
    return re.sub(r"\s+", " ", value).strip(" ,.-—'")


def _bare(letter: str) -> str:
    """`letter` without its accent."""
    return unicodedata.normalize("NFD", letter)[0] if letter.isalpha() else letter


def tidy_title(value: str) -> str:
    value = re.sub(r"(?<=[a-z])(?<!\bSt)(?<!\bFt)(?<!\bMt)(?<!\bSte)\.(?=\s+[A-Z])", ",", value)
    value = re.sub(r"(?<=[a-z])-(?=County\b)", " ", value)  # a stroke of the signature
    value = re.sub(r"^.*?\bTit\s?le?\s*[:.;]\s*|\bTitle\b\W*", "", value)
    value = re.sub(r"director\W*\w{0,2}\W*designee", "Director or designee", value, flags=re.IGNORECASE)
    value = re.sub(
        r"[A-Za-z]{6,}",
        lambda match: _title_word(match[0]),
        value.replace("'", "’") if "'" not in value[1:-1] else value,
    )
    return _office(re.sub(r"\s+", " ", value).strip(" ,.-—_|\\:;'’·°7").removeprefix("| "))


def _office(title: str) -> str:
    """`title`, or the office of `data/offices.csv` of which it is a misreading: its letters but one or two, or one with
    an accent beside them, which a reader makes of a speck.
    """
    nearest = process.extractOne(
        _letters(title), _offices(), processor=None, scorer=fuzz.ratio, score_cutoff=_OFFICE_LIKENESS
    )
    specks = any(letter.isalpha() and not letter.isascii() for letter in title)
    if nearest is None or (nearest[1] == 100 and not specks):
        return title
    return _offices_by_letters()[nearest[0]]


def _letters(title: str) -> str:
    return re.sub(r"[^a-z]", "", title.lower())


@cache
def _offices_by_letters() -> dict[str, str]:
    rows = read_table("documents/data/offices.csv", ("office", "side"))
    return {_letters(row["office"]): row["office"] for row in rows}


@cache
def _ice_offices() -> tuple[str, ...]:
    rows = read_table("documents/data/offices.csv", ("office", "side"))
    return tuple(_letters(row["office"]) for row in rows if row["side"] == "ice")


@cache
def _offices() -> tuple[str, ...]:
    return tuple(_offices_by_letters())


@cache
def _title_words() -> tuple[str, ...]:
    words = {word for office in _offices_by_letters().values() for word in re.findall(r"[A-Z][a-z]{4,}", office)}
    return tuple(sorted(words | {"Assistant", "Associate"}))


@cache
def _title_word(word: str) -> str:
    """`word`, or the word of titles that it is one or two letters away from."""
    if TITLE.fullmatch(word):
        return word
    nearest = process.extractOne(word.capitalize(), _title_words(), scorer=fuzz.ratio, score_cutoff=_TITLE_LIKENESS)
    return str(nearest[0]) if nearest else word
