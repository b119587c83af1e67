"""Free text is kept only where it points to no person: what looks like a name or number of one, and the clear word.

Deliberately strict: a text that is refused in error can be written otherwise. It knows the shapes of names, and the
most frequent ones however they are written; a rare name alone, or one in small letters, passes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from open287g.core.bundled import read_yaml
from open287g.places.areas import offices
from open287g.places.counties import counties
from open287g.places.states import states

_EARLY, _PART = r"(?:19\d\d|200\d)", r"[-/.]\d{1,2}"
_SHORT = r"(?:[4-9]\d|0\d)"
"""An early year by its last two digits."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    r"diciembre)\.?"
)
NUMBERS = {
    "an A-number": r"\bA[-#:. ]*\d(?:[-. ]?\d){6,8}\b",
    "a number of a person": r"(?<![\d.])\d(?:[-. ]?\d){7,10}(?![\d.])|\b[A-Za-z]{1,2}\d{7,9}\b",
    "a telephone number": r"\(\d{3}\)\s*\d{3}[-. ]\d{4}\b",
    "a mailbox": r"[\w.+-]+@[\w-]+\.\w|(?<!\S)@\w{3,}",
    "a date of birth": r"(?i)\b(?:dob|d\.o\.b|born|birth|nacid[oa]|nacimiento|naci[oó])\b[^.]{0,20}\d"
    rf"|(?i:\bb\. ?{_EARLY}\b)",
    "a date so early that it may be of birth": rf"\b{_EARLY}{_PART}{_PART}\b|\b\d{{1,2}}{_PART}[-/.]{_EARLY}\b"
    rf"|(?i:\b(?:\d{{1,2}}[ -/]?)?(?:de |of )?{_MONTH}[-/,]? ?(?:de |of )?{_EARLY}\b)"
    rf"|(?i:\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:{_EARLY}|['’]{_SHORT})\b)"
    rf"|(?<![\d.])\d{{1,2}}([-/.])\d{{1,2}}\1{_SHORT}(?![\d.])",
    "an address": r"(?i)\b\d{1,6} (?:[\w.]+ ){1,3}(?:street|avenue|ave|boulevard|blvd|road|lane|pkwy|terrace)\b"
    r"|\b(?:calle|avenida|carrera) [\w ]{0,30}\d|\bapt\.? ?#?\d",
}
_DAY = re.compile(r"(?<!\d)20[1-9]\d-[01]\d-[0-3]\d(?!\d)")
"""Days of the programme are no numbers of persons."""

_REPORT = re.compile(r"(?<![\d.-])\d\d-\d{5,7}(?![\d.-])")
"""Nor are reports of the police, by year and number."""

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_INITIALED = re.compile(r"(?:(?P<before>\w+) )?(?<![\w.])(?!U\. ?S\.)(?:[A-Z]\. ?)+(?P<word>[A-Z][a-z]+)")
_ADDRESSED = re.compile(r"(?i)(?<!\d )\b(?:mrs?|ms|señora?|señorita|srta)\b\.? +[^\W\d_]{2,}")
"""Whoever is called Mr or señora is called by a name, in whatever letters."""
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .-]){3,}[^\W\d_](?!\w)")
"""A word whose letters stand apart."""
_NUMERAL = re.compile(r"[a-z]|[ivx]+(?:\.[a-z])?")
_CITATION = re.compile(r"\b\d+ (?:U\.S\.C\.|CFR) [\w.()-]+")


def persons_in(text: str) -> Iterator[str]:
    """What in `text` looks like a person: the kinds, never the words."""
    plain = _plain(text)
    yield from numbers_in(plain)
    if _names(plain) or names_somebody(plain):
        yield "a person's name"


def names_somebody(text: str) -> bool:
    """Whether a text holds a frequent name, or a name behind an initial or an address; a strange word alone is none."""
    plain = _plain(text)
    return _frequent(plain) or _initialed(plain) or _ADDRESSED.search(plain) is not None


def numbers_in(text: str) -> Iterator[str]:
    """What in `text` looks like a number, address or date of a person: the kinds, never the words."""
    bare = _REPORT.sub("", _DAY.sub("", _CITATION.sub("", _plain(text))))
    for kind, pattern in NUMBERS.items():
        if re.search(pattern, bare):
            yield kind


def is_frequent(word: str) -> bool:
    """Whether one word is among the most frequent names, whatever its letters' size and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    return bare.removesuffix("'s").removesuffix("’s") in _words("names")


def _frequent(text: str) -> bool:
    """A frequent name that is part of no county, saint or case."""
    if any(is_frequent(re.sub(r"[ .-]", "", match[0])) for match in _SPACED.finditer(text)):
        return True
    words = [part for match in _WORD.finditer(text) for part in re.split(r"[.-]", match[0]) if part]
    for place, word in enumerate(words):
        before, after = (words[n].lower() if 0 <= n < len(words) else "" for n in (place - 1, place + 1))
        county = after in _words("of_places") and word.lower().removesuffix("'s") in _counties()
        state = f"{before} {word.lower()}" in _states()
        placed = county or state or before in _words("of_saints") or "v" in (before, after)
        if is_frequent(word) and not placed:
            return True
    return False


def _initialed(text: str) -> bool:
    """An initial and a word with a capital that is no word of the field: J. Perez."""
    for match in _INITIALED.finditer(text):
        word = match["word"].lower()
        before = (match["before"] or "").lower()
        if word not in _known() | _words("small") and before not in _words("initials_after"):
            return True
    return False


def _plain(text: str) -> str:
    """Without invisible characters, and with one form for each letter."""
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", shown)


def _names(text: str) -> bool:
    """A run of words with capitals that holds one which is no word of the field, or one such word after a title."""
    return any(_is_name(run, before, after) for run, before, after in _runs(text))


def _is_name(run: list[str], before: str, after: str) -> bool:
    said = [word for word in run if word not in _words("small") and not _NUMERAL.fullmatch(word)]
    strange = [word for word in said if word not in _known()]
    if not strange or _is_county(said, strange, after):
        return False
    return len(said) > 1 or before in _words("titles")


def _is_county(said: list[str], strange: list[str], after: str) -> bool:
    """The strange words are the name of a county, and a word such as County stands behind it."""
    place = next((n for n, word in enumerate([*said, after]) if word in _words("of_places")), None)
    return place is not None and " ".join(said[:place]) in _counties() and set(strange) <= set(said[:place])


def _runs(text: str) -> Iterator[tuple[list[str], str, str]]:
    """Words with capitals side by side, in small letters, with the words before and after them."""
    run: list[str] = []
    before, last, end = "", "", 0
    for match in _WORD.finditer(text):
        word = match[0].lower().rstrip(".")
        between = text[end : match.start()].removeprefix("." if last in _words("of_saints") else "")
        apart = re.search(r"[.;:!?()\n]", between) is not None
        if run and (apart or not match[0][0].isupper()):
            yield run, before, "" if apart else word
            run = []
        if match[0][0].isupper():
            before = before if run else last
            run.append(word)
        last, end = word, match.end()
    if run:
        yield run, before, ""


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(str(word) for word in read_yaml("office/entering/words.yaml")[kind])


@cache
def _counties() -> frozenset[str]:
    return frozenset(one.base.lower().replace(".", "") for one in counties().values())


@cache
def _states() -> frozenset[str]:
    return frozenset(one.name.lower() for one in states().values())


@cache
def _known() -> frozenset[str]:
    """Words that stand with a capital and name no person: states, field offices, months, and the words of the field."""
    names = [state.name for state in states().values()] + list(offices())
    placed = {word for name in names for word in _WORD.findall(name.lower())}
    return frozenset(placed) | _words("known") | _words("titles") | _words("of_places")
