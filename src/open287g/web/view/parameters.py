"""Reading what an address asks for: days, states, page numbers. What cannot be read is an error, not a default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from open287g.core.days import parse_day
from open287g.core.errors import InputError, NotFoundError
from open287g.places.states import states
from open287g.record.asking.whole_tables import Row
from open287g.web.view.page import MovedError
from open287g.web.view.request import View


def day_of(text: str, name: str = "day") -> date:
    """A day between 1996, the year of the statute, and 2100."""
    day = parse_day(text[:20], name)
    if not 1996 <= day.year <= 2100:
        raise InputError(f"{name} {day} is outside the years of the program", remedy="Give a day from 1996 to 2100.")
    return day


def state_of(code: str) -> str:
    """A postal code as it stands in addresses; lower case moves to upper case."""
    if code not in states():
        raise NotFoundError(f"no state or territory has the code {code[:20]!r}", remedy="Use a postal code such as FL.")
    return code


def canonical_state(code: str, path: str) -> str:
    """Like `state_of`, sending a reader who wrote lower case to the permanent address."""
    if code not in states() and code.upper() in states():
        raise MovedError(path.format(code=code.upper()))
    return state_of(code)


def known_word(text: str, known: Iterable[str], name: str) -> str:
    """One of the `known` words or nothing; InputError for another, since an empty list would say something untrue."""
    words = list(known)
    if text and text not in words:
        raise InputError(f"there is no such {name}", name, f"Choose {', '.join(words)}.")
    return text


def page_of(view: View, rows: Sequence[Row], size: int) -> tuple[Sequence[Row], int, int]:
    """The rows of the page that the address asks for, its number and the last number."""
    last = max(1, -(-len(rows) // size))
    text = view.query.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) >= 1):
        raise InputError(f"page {text[:20]!r} is not a page number", remedy="Pages count from 1.")
    number = min(int(text), last)
    return rows[(number - 1) * size : number * size], number, last
