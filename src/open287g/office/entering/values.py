"""Fields that only the office has, read: each gives the value as the ledger writes it, or the sentence against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from open287g.office.entering.words import is_frequent, numbers_in, persons_in
from open287g.places.areas import offices
from open287g.places.states import states
from open287g.vocabulary.cells import A_NUMBER, BIRTH_SLASHED, NOT_TEXT, OF_A_PERSON, SSN, TELEPHONE
from open287g.vocabulary.moments import Unreadable

LONGEST = 4000
"""Characters of a text or a name of an office; what a complainant writes may be ten times as long."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,199}")
AGENCY = re.compile(r"[A-Z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
NOT_AN_ID = "no id of plain letters, digits and . _ : -"


def official(told: Any) -> str | None:
    """A name of an office, a body or a public official, to print as it is. Raises Unreadable."""
    if not isinstance(told, str):
        raise Unreadable(NOT_TEXT)
    text = told.strip()
    if len(text) > LONGEST or not text.isprintable():
        raise Unreadable("too long, or holds what cannot be printed")
    found = sorted(numbers_in(text))
    if found:
        raise Unreadable(f"refused: it holds what looks like {', '.join(found)}")
    return text or None


def check_id(told: str, of_staff: bool = False) -> None:
    """An id points to nobody: no number of a person, no early date, and, but for an account of `of_staff`, no name.

    Raises Unreadable.
    """
    numbered = any(re.fullmatch(pattern, told) for pattern in OF_PERSONS) or re.search(EARLY, told) is not None
    words = re.findall(r"[A-Za-z]+", told) + re.findall(r"[A-Z][a-z]+", told)
    if numbered or (not of_staff and any(map(is_frequent, words))):
        raise Unreadable(OF_A_PERSON)


OF_PERSONS = (SSN, A_NUMBER, TELEPHONE, BIRTH_SLASHED, r"[A-Za-z]{0,2}\d{9}", r"[A-Za-z]{1,2}\d{7,8}")
"""Ids that look like a number of a person: of an alien, a passport, social security, a telephone; or like a day."""

EARLY = r"(?<!\d)(?:19\d\d|200\d)[-._]?[01]\d[-._]?[0-3]\d(?!\d)"
"""A date in an id, so early that it may be of birth."""


def text_of(told: Any) -> str | None:
    """Free text that points to no person. Raises Unreadable."""
    if not isinstance(told, str):
        raise Unreadable(NOT_TEXT)
    if len(told) > LONGEST:
        raise Unreadable(f"longer than {LONGEST} characters")
    persons = sorted(persons_in(told))
    if persons:
        raise Unreadable(
            f"refused: it holds what looks like {', '.join(persons)}. Write it without pointing to a person"
        )
    return told.strip() or None


def private(told: Any) -> str | None:
    """What somebody wrote, to be sealed. Raises Unreadable."""
    if not isinstance(told, str) or "\x00" in told:
        raise Unreadable(NOT_TEXT)
    if len(told) > 10 * LONGEST:
        raise Unreadable(f"longer than {10 * LONGEST} characters")
    return told or None


def agency(told: Any) -> str:
    """The id of an agency. Raises Unreadable."""
    if not isinstance(told, str) or not AGENCY.fullmatch(told) or told[:2] not in states():
        raise Unreadable("no id of an agency, such as FL-collier-county-sheriffs-office")
    return told


def _one_of(known: Callable[[], Any], what: str) -> Callable[[Any], str]:
    def chosen(told: Any) -> str:
        if told not in known():
            raise Unreadable(f"no {what}")
        return str(told)

    return chosen


def ids(told: Any) -> list[str] | None:
    """A list of ids, in order, each once. Raises Unreadable."""
    names = told.split() if isinstance(told, str) else told
    if not isinstance(names, list) or not all(isinstance(name, str) and ID.fullmatch(name) for name in names):
        raise Unreadable("no list of ids")
    for name in names:
        check_id(name.partition(":")[0])
    return sorted(set(names)) or None


OWN_READERS: dict[str, Callable[[Any], Any]] = {
    "official": official,
    "text": text_of,
    "private": private,
    "agency": agency,
    "area": _one_of(offices, "ICE field office"),
    "state": _one_of(states, "state's two letters"),
    "ids": ids,
}
