"""Which sheets of a workbook, and which rows of a sheet, are the list, and which are another list beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from open287g.archive.workbooks.columns import NEEDED, columns_of

_ANOTHER = re.compile(
    "pending|appl|terminat|ended|archiv|withdr|inactive|former|old|draft|removed|expired|rescind|revok|cancel|suspend|"
    "discontin|previous|prior|denied|declin|reject|interest",
    re.IGNORECASE,
)
"""What the name of a sheet, or a title, says that is another list."""
_LETTERS = re.compile(r"(?:states? )?([a-z])(?:\s*(?:-|–|to|through|thru)\s*([a-z]))?", re.IGNORECASE)
_LONGEST = 60
"""Letters of the longest title: what is longer is a sentence, which may tell of another list."""
_PART = frozenset({
    "sheet", "hoja", "feuil", "tabelle", "page", "part", "list", "cont", "continued", "through", "and", "the", "rest",
    "other", "others", "remaining", "states", "participating", "agencies", "agency", "model",
})  # fmt: skip
"""Words of which the name of a sheet with a part of a list may be, beside its states and models."""


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook; `header` is the position of the row that heads a list, None where none does.

    `lacks` says what the likeliest header has and lacks where none has all that a list needs.
    """

    name: str
    cells: list[list[Any]]
    header: int | None
    is_hidden: bool
    lacks: str = ""


def goes_on(parts: list[Tab], other: Tab) -> bool:
    """Whether a sheet is more of the list on others: shown too, under a name that says nothing else, with the same
    header and none of their agreements, and it goes on with the states where they end, or has other models.

    Applications, or agreements that ended, are of every state and model again, as is an older list.
    """
    chosen = parts[0]
    if other.is_hidden != chosen.is_hidden or _titles(chosen) != _titles(other) or says_another(other):
        return False
    here, there = {row for part in parts for row in _agreements(part)}, _agreements(other)
    if not here or not there or here & there or not _is_named_as_part(other.name, there):
        return False
    goes_on = max(row[:2] for row in here) < min(row[:2] for row in there)
    if not goes_on and all(_names_its_states(part) for part in (*parts, other)):
        goes_on = not {row[0] for row in here} & {row[0] for row in there}
    return goes_on or not {row[2] for row in here} & {row[2] for row in there}


def says_another(tab: Tab) -> bool:
    """Whether its name, or a title above its header, says that it is another list than that of who takes part."""
    above = [str(cell) for row in tab.cells[: tab.header or 0] for cell in row]
    return "signed" in _columns(tab).values() and any(map(is_of_another_list, (tab.name, *above)))


def is_of_another_list(title: str) -> bool:
    """Whether a title says that what follows is another list."""
    return len(title) <= _LONGEST and _ANOTHER.search(title) is not None


def _names_its_states(tab: Tab) -> bool:
    """Whether the name of a sheet says which states stand on it, by their letters (N-Z) or their names."""
    stated = {row[0] for row in _agreements(tab)}
    letters = _LETTERS.fullmatch(tab.name.strip())
    if letters is not None:
        first, last = letters[1].casefold(), (letters[2] or letters[1]).casefold()
        return all(first <= state[0] <= last for state in stated)
    return all(state in tab.name.casefold() for state in stated)


def _is_named_as_part(name: str, rows: set[tuple[str, ...]]) -> bool:
    """Whether the name of a sheet says no more than that it is a part, or of which states or models."""
    models = {row[2] for row in rows}
    own = {word for text in {*models, *(row[0] for row in rows)} for word in re.findall("[a-z]+", text)}
    own |= {"".join(word[0] for word in re.findall("[a-z]+", model)) for model in models}
    return set(re.findall("[a-z]{3,}", name.casefold())) <= _PART | own


def _columns(tab: Tab) -> dict[int, str]:
    return {} if tab.header is None else columns_of(tab.cells[tab.header])


def _titles(tab: Tab) -> list[str]:
    """The words of its header, those of columns that no list of ICE has among them."""
    assert tab.header is not None
    return [text for cell in tab.cells[tab.header] if (text := " ".join(str(cell).casefold().split()))]


def _agreements(tab: Tab) -> set[tuple[str, ...]]:
    """State, agency and model of its rows, without regard to case."""
    assert tab.header is not None
    place = {name: position for position, name in _columns(tab).items()}
    at = [place[name] for name in ("state", "agency", "model")]
    rows = (tuple(str(row[position]).strip().casefold() for position in at) for row in tab.cells[tab.header + 1 :])
    return {row for row in rows if all(row)}


def heads(cells: tuple[Any, ...]) -> bool:
    """Whether cells head a list."""
    return set(columns_of(list(cells)).values()) >= NEEDED
