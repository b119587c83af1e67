"""What is left of a jail's or prosecutor's name without the words that come and go: a person seldom gives them all."""

from __future__ import annotations

import re

from open287g.places.names import fold
from open287g.places.numbers import numbers

_JAIL = re.compile(
    r"\b(?:(?:county|parish) )?(?:department of corrections?|(?:corrections?|correctional|detention) "
    r"(?:center|facility|complex|department|institution)|jail|prison|corrections?|detention)\b"
)
_OF_PROSECUTORS = frozenset(["office", "of", "the", "judicial", "and"])
_OF_NO_COUNTY = frozenset(("district", "state", "commonwealths"))


def office_core(name: str, kind: str) -> str:
    """The place of a jail, or the words of a prosecutor's office in one order; empty for any other kind of agency.

    Grayson County Jail and Grayson County Detention Center are "grayson"; the State Attorney of the Sixth Circuit and
    the 6th Judicial Circuit State Attorney's Office are "6 attorney circuit state".
    """
    if kind == "corrections":
        return "".join(_JAIL.sub(" ", fold(name)).split())
    return _prosecutor(fold(name).split()) if kind == "prosecutor" else ""


def _prosecutor(words: list[str]) -> str:
    left = {word.replace("attorneys", "attorney") for word in words} - _OF_PROSECUTORS
    if left & _OF_NO_COUNTY:
        left -= {"county", "general"}
    return " ".join(sorted(str(number[0]) if (number := numbers(word)) else word for word in left))
