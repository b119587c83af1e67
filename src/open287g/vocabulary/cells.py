"""How a value of a fact is read, and the one sentence that refuses it.

A value is first a text, as it would stand in a cell: what a decision is told and what a log holds are read alike. The
reader in SQL (`activity.log.cells`) shares the patterns and the sentences; a test feeds the same cells to both.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from open287g.vocabulary.facts import NEVER, NEVER_AT, NEVER_WORDS, Fact
from open287g.vocabulary.moments import Moment, Unreadable, read_day, read_moment
from open287g.vocabulary.zones import zones

SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What is trimmed off a cell: the spaces of Unicode, as in SQL, and no tab or new line."""

SPANISH = {"si": True, "sí": True, "verdadero": True, "falso": False}
TRUE = ("true", "t", "yes", "y", "1", *(word for word, told in SPANISH.items() if told))
FALSE = ("false", "f", "no", "n", "0", *(word for word, told in SPANISH.items() if not told))
COUNT = "[0-9]{1,9}"
NUMBER = "[+-]?[0-9]{1,12}([.][0-9]+)?"
PERSON = "[Aa]?[-# ]*[0-9]{2,3}-?[0-9]{2,3}-?[0-9]{3,4}"
"""What an A-number, a telephone number or a social security number looks like, in 7 to 13 characters."""
_DASH = "[-. \u2010-\u2015]"
SSN = f"[0-9\uff10-\uff19]{{3}}{_DASH}[0-9\uff10-\uff19]{{2}}{_DASH}[0-9\uff10-\uff19]{{4}}"
A_NUMBER = "[Aa][-# ]*[0-9]{2,3}[-. ]?[0-9]{3}[-. ]?[0-9]{3}"
TELEPHONE = "([(][0-9]{3}[)] ?|[0-9]{3}[-.])[0-9]{3}[-.][0-9]{4}"
BIRTH = "(19[0-9]{2}|200[0-9])-[0-9]{2}-[0-9]{2}"
BIRTH_SLASHED = "[0-9]{1,2}/[0-9]{1,2}/((19|20)?[0-9]{2})"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
BIRTH_BARE = f"(19[0-9]{{2}}|200[0-9])[./]?{_MONTH}[./]?{_DAY}|{_MONTH}{_DAY}(19[0-9]{{2}}|200[0-9])"
BIRTH_LAST = "[0-9]{1,2}[-.][0-9]{1,2}[-.](19[0-9]{2}|200[0-9])"
_WIDE, _LEAST = "[0-9\uff10-\uff19]", "[1-9\uff11-\uff19]"
_AREA = f"(00{_LEAST}|0{_LEAST}{_WIDE}|{_LEAST}{_WIDE}{_WIDE})"
NINE = f"{_AREA}{_DASH}?{_WIDE}{{3}}{_DASH}?{_WIDE}{{3}}"
"""Nine digits, as an A-number or a social security number is often kept; what is counted up from 000000001 is none."""
NUMBERS = (SSN, A_NUMBER, TELEPHONE, BIRTH, BIRTH_SLASHED, BIRTH_BARE, BIRTH_LAST, NINE)
"""What no id may look like: a number of a person, a day that may be of birth."""
DIGITS = "[0-9]{8,10}"
"""What names no body and no text: an officer or an act may be called by such digits, an agency is not."""
UNSEEN = "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
"""Signs that are not seen, between which a number or name would pass."""
_LETTERS = "[A-Za-z\u00c0-\u024f'\u2019.-]*"
_WORD = f"[A-Z\u00c0-\u024f]{_LETTERS}"
NAME = f"{_WORD}([, ]+{_WORD})+|[A-Za-z\u00c0-\u024f]{_LETTERS}, ?{_LETTERS}( {_LETTERS})*"
_SMALL = f"[a-z\u00df-\u024f]{_LETTERS}"
SMALL_NAME = f"({_SMALL}[, ]+)+{_SMALL[:-1]}{{2,}}"
ACCOUNT = "[A-Za-z\u00c0-\u024f'-]+[._][A-Za-z\u00c0-\u024f'-]{3,}"
"""What an opaque id may not look like: words alone of which there are two or more, an account made of a name
(jane.roe)."""
NO_NAMES = ("act", "agent", "badge", "case", "field", "jail", "log", "officer", "person", "row", "subject", "unit")
"""Words with which an account of two words is none of a name: officer_one."""
OF_BODIES = (
    r"\b(agency|airport|authority|bureau|city|college|commission|constable\w*|corrections?|county|department|dept|"
    r"detention|district|edition|enforcement|force|guard|jail|jurisdiction|marshal\w*|memorandum|model|office|parish|"
    r"patrol|pd|police|public|safety|school|service|services|sheriff\w*|so|state|town|township|tribe|university|village)\b"
)
"""Words by which a name of several words is one of a body or a text, not of a person."""
MARKS = (" ", ",", "@")
"""What a name or a mailbox holds and an opaque reference does not."""

NOT_TEXT = "not a text"
NOT_A_FLAG = "not true or false"
NOT_A_COUNT = "not a whole number"
NOT_A_NUMBER = "not a number"
NOT_A_ZONE = "not the name of a time zone of the United States, such as America/Chicago"
OF_A_PERSON = "looks like a name or number of a person"


def text_of(value: Any) -> str | None:
    """A value as the text of a cell; None where it is empty."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return (value if isinstance(value, str) else repr(value)).strip(SPACES) or None


def read(fact: Fact, value: Any, zone: str | None = None, both: bool = False) -> Any:
    """The value of `fact`: str, bool, date, float, int, or Moment; None where it is empty.

    `zone` is the one in which local times are told; `both` reads an hour that comes twice as either. Raises Unreadable
    with the sentence that refuses it.
    """
    if fact.kind in ("id", "code", "zone") and value is not None and not isinstance(value, str):
        raise Unreadable(NOT_TEXT)
    text = text_of(value)
    if text is None:
        return None
    if fact.may_be_never and text.lower() in NEVER_WORDS:
        return Moment(NEVER_AT, None) if fact.kind == "time" else NEVER
    if fact.kind == "time":
        return read_moment(text, zone, both)
    return _READERS[fact.kind](fact, text)


def not_one_of(fact: Fact) -> str:
    """The sentence that refuses a word that is no choice."""
    return f"not one of {', '.join(fact.choices)}"


def out_of_bounds(fact: Fact) -> str:
    """The sentence that refuses a number outside of its bounds."""
    return f"outside {fact.low:g} to {fact.high:g}"


def earlier_than(first: str) -> str:
    """The sentence that refuses a time or day before the one it follows."""
    return f"earlier than {first}"


def another_day_than(name: str) -> str:
    """The sentence that refuses a day that a time contradicts."""
    return f"another day than {name}"


def _id(fact: Fact, text: str) -> str:
    if _looks_personal(text) if fact.personal else names_somebody(text, fact.opaque):
        raise Unreadable(OF_A_PERSON)
    return text


def _looks_personal(text: str) -> bool:
    number = 7 <= len(text.encode("utf-8", "surrogatepass")) <= 13 and re.fullmatch(PERSON, text)
    return bool(number) or any(mark in text for mark in MARKS) or bool(re.search(BIRTH, text)) or is_of_a_person(text)


def is_of_a_person(text: str) -> bool:
    """Whether a text has the form of a mailbox, of a number of a person or of a day that may be of birth."""
    return "@" in text or re.search(UNSEEN, text) is not None or any(re.fullmatch(form, text) for form in NUMBERS)


def names_somebody(text: str, opaque: bool) -> bool:
    """Whether an id says who somebody is; an `opaque` one may have no form of a name either."""
    if is_of_a_person(text) or (not opaque and re.fullmatch(DIGITS, text)):
        return True
    if re.fullmatch(NAME, text):
        return opaque or not re.search(OF_BODIES, text, re.IGNORECASE)
    if not opaque:
        return bool(re.fullmatch(SMALL_NAME, text)) and not re.search(OF_BODIES, text, re.IGNORECASE)
    account = re.fullmatch(ACCOUNT, text) or re.fullmatch(SMALL_NAME, text)
    return bool(account) and not text.lower().startswith(NO_NAMES)


def _code(fact: Fact, text: str) -> str:
    word = text.upper() if fact.choices[0].isupper() else text.lower()
    if not text.isascii() or word not in fact.choices:
        raise Unreadable(not_one_of(fact))
    return word


def _zone(fact: Fact, text: str) -> str:
    if text not in zones():
        raise Unreadable(NOT_A_ZONE)
    return text


def _flag(fact: Fact, text: str) -> bool:
    word = text.lower()
    if word not in TRUE + FALSE:
        raise Unreadable(NOT_A_FLAG)
    return word in TRUE


def _number(fact: Fact, text: str) -> float:
    if not re.fullmatch(NUMBER, text):
        raise Unreadable(NOT_A_NUMBER)
    return _bounded(fact, float(text))


def _count(fact: Fact, text: str) -> int:
    if not re.fullmatch(COUNT, text):
        raise Unreadable(NOT_A_COUNT)
    return int(_bounded(fact, int(text)))


def _bounded(fact: Fact, number: float) -> float:
    if fact.low is not None and fact.high is not None and not fact.low <= number <= fact.high:
        raise Unreadable(out_of_bounds(fact))
    return number


def _day(fact: Fact, text: str) -> date:
    return read_day(text)


_READERS = {"id": _id, "code": _code, "zone": _zone, "flag": _flag, "number": _number, "count": _count, "day": _day}
