"""How likely a printed text is an agency's name, and that name once noise is taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from open287g.core.thresholds import threshold
from open287g.documents.findings.plausibility import AGENCY_WORDS, plausible
from open287g.places.counties import counties
from open287g.places.states import states

_AGENCY_LIKENESS = threshold("documents", "agency_word_likeness")
_MISSPELLED = threshold("documents", "agency_word_misspelled")
_WORDLESS = threshold("documents", "agency_wordless")
_SMALL = frozenset(["through", "with", "from"])
_SMALL_WORD = 0.7
"""Likelihood that a name keeps for each word of four letters and more in small letters, and an acronym alone."""
_CODE = re.compile(r"[A-Z]{2,5}")
"""An acronym, or a state's code, behind a name."""
_NEAR, _MISREAD = 70, 80
"""Likeness from which a word that is no county's may be one of agencies' words misread, and from which it is."""
_LAST_WORDS = ("office", "department")
"""The last words of most agencies' names, by which a misread one is known; place names are nobody's to mend."""


def tidy_agency(name: str) -> str:
    """`name` without a bracket that does not close, small scraps before it and letters after its last word, mended.

    A state's code behind the name belongs to it and stays, and so do letters behind a comma where the word is whole.
    """
    name = re.sub(r"\s*[({][^)}]*$", "", name) if name.count("(") + name.count("{") > name.count(")") else name
    words = re.sub(r"^(?:[a-z]{1,4}\s+)+(?=[A-Z])", "", name).split()
    for place in (-1, -2):
        if len(words) + place < 1 or (place == -2 and not _CODE.fullmatch(words[-1])):
            break
        said = words[place].rstrip(",;")
        word = said.lower()
        found = process.extractOne(word, _LAST_WORDS, scorer=fuzz.ratio, score_cutoff=_AGENCY_LIKENESS)
        if found and found[1] < 100 and word.capitalize() in AGENCY_WORDS.split():
            break  # "Police" is no misread "Office"
        if found and len(said) >= len(found[0]) - 1:
            last = said if found[1] == 100 else str(found[0]).capitalize()
            if place == -2 and (words[-1] in states() or (found[1] == 100 and words[place].endswith(","))):
                return " ".join([*words[:place], f"{last}{words[place][len(said) :]}", words[-1]])
            return " ".join([*words[:place], last])
    return " ".join(words)


def is_a_name(name: str) -> bool:
    """Whether `name` has a word beside marks, single letters and a state: ", TX" and "Texas" are no agency."""
    said = re.sub(r"[^A-Za-z ]", " ", name).split()
    only_a_state = " ".join(said) in {state.name for state in states().values()}
    return any(len(word) > 2 and word not in states() for word in said) and not only_a_state


def without_state(name: str) -> str:
    """`name` without the state, by its code or its name, that stands behind a comma."""
    head, _, last = name.rpartition(",")
    state = last.strip()
    known = state in states() or state in {each.name for each in states().values()}
    return head.strip() if head and known else name


def is_misread(name: str, elsewhere: Sequence[str] = ()) -> bool:
    """Whether a word of `name` is one of agencies' words with a letter or two wrong: what else was lost nobody knows.

    `elsewhere`: the names that other places have; a word that is only near such a word, or stands between two of them
    ("County Shcritrs Office"), is believed where one has it.
    """
    others = {word for other in elsewhere for word in _words(other)}
    said = _words(name)
    for at, word in enumerate(said):
        if _is_known(word) or word in _of_counties():
            continue
        near = process.extractOne(word, _known(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        within = 0 < at < len(said) - 1 and _is_known(said[at - 1]) and _is_known(said[at + 1])
        if (near and near[1] >= _MISREAD) or ((near or within) and word not in others):
            return True
    return False


def _is_known(word: str) -> bool:
    return bool({word, word.removesuffix("s"), f"{word}s"} & _known())


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", re.sub(r"['’]s?", "", name.lower()))


@cache
def _known() -> frozenset[str]:
    return frozenset(AGENCY_WORDS.lower().split())


@cache
def _of_counties() -> frozenset[str]:
    return frozenset(word for county in counties().values() for word in _words(county.name))


def agency_likely(name: str) -> float:
    """Less for a name with marks of noise, without any word of agencies, with such a word misspelled, or with words in
    small letters, which lost a letter or are a sentence's; and for an acronym alone."""
    words = re.findall(r"[A-Za-z]{4,}", name.replace("'", "").replace("’", ""))
    known = [w for w in words if w.capitalize() in AGENCY_WORDS.split()]
    off = [
        w
        for w in words
        if w not in known
        and process.extractOne(w, AGENCY_WORDS.split(), scorer=fuzz.ratio, score_cutoff=_AGENCY_LIKENESS)
    ]
    small = [w for w in words if w.islower() and w not in _SMALL and w.capitalize() not in AGENCY_WORDS.split()]
    short = _SMALL_WORD if name.isupper() and len(name.split()) == 1 else 1.0
    spelled = (1.0 if known else _WORDLESS) * _MISSPELLED ** len(off) * _SMALL_WORD ** len(small) * short
    return plausible(name.replace("'", "")) * spelled
