"""Which row heads a list: one, or two that only together do, or one that leaves the state or the models to be told
otherwise.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

from open287g.archive.workbooks.columns import NEEDED, column_meant, columns_of, find_header, model_meant, words_of

_FIRST_ROWS = 20
_FEWEST = 4
"""Columns that are known from which a row heads a list although it lacks one that is needed."""
_PARTS = frozenset({"MONTH", "DAY", "YEAR", "AGENCY", "LEA", "PARTNER", "ICE", "DHS"})
"""What stands below SIGNED where several columns tell it: parts of a day, or who signed."""


def find_heading(rows: list[list[Any]]) -> tuple[int, int] | None:
    """The position of the row that heads a list, and how many rows head it with it: 1, or 2 where the row above does.

    The words of two are joined in the lower, in place. None where no row does. What `find_header` finds goes before
    everything but the rest of a header below it; a row that lacks the state or the model comes last, and whether those
    are told otherwise is for `laid_out` to say.
    """
    found = find_header(rows)
    if found is not None:
        if found + 1 < len(rows) and _is_rest(rows[found], rows[found + 1]):
            rows[found + 1] = _joined(rows[found], rows[found + 1])
            return found + 1, 2
        return found, 1
    singly = list(enumerate(islice(rows, _FIRST_ROWS)))
    pairs = [(at, _joined(above, below)) for at, (above, below) in enumerate(pairwise(islice(rows, _FIRST_ROWS)), 1)]
    for is_heading in (_has_needed, _has_models, _lacks_one):
        single = next((at for at, row in singly if is_heading(row)), None)
        two = next(((at, row) for at, row in pairs if is_heading(row)), None)
        if single is not None and (two is None or single <= two[0]):
            return single, 1
        if two is not None:
            rows[two[0]] = two[1]
            return two[0], 2
    return None


def model_columns(titles: list[Any]) -> dict[int, str]:
    """Columns that are each a model's, by position; none where there are fewer than two."""
    found = {at: model for at, title in enumerate(titles) if (model := model_meant(str(title)))}
    return found if len(set(found.values())) == len(found) > 1 else {}


def _has_needed(titles: list[Any]) -> bool:
    return set(columns_of(titles).values()) >= NEEDED


def _has_models(titles: list[Any]) -> bool:
    return set(columns_of(titles).values()) >= NEEDED - {"model"} and bool(model_columns(titles))


def _lacks_one(titles: list[Any]) -> bool:
    names = set(columns_of(titles).values()) | ({"model"} if model_columns(titles) else set())
    return "agency" in names and len(NEEDED - names) == 1 and len(names) >= _FEWEST


def _is_rest(above: list[Any], below: list[Any]) -> bool:
    """Whether a row goes on with the header above it: it names no state, no agency, and has only words of headers."""
    place = {name: at for at, name in columns_of(above).items()}
    own = [(above[at], below[at]) for at in (place["state"], place["agency"]) if at < len(below)]
    if below == above or any(str(cell).strip() and cell != title for title, cell in own):
        return False
    said = [text for cell in below if (text := str(cell).strip())]
    return bool(said) and all(column_meant(text) or model_meant(text) or words_of(text) <= _PARTS for text in said)


def _joined(above: list[Any], below: list[Any]) -> list[Any]:
    """The titles of two rows as one; an upper one that is merged over several columns stands over each of them."""
    titles, over = [], ""
    for at, cell in enumerate(below):
        own = str(above[at]).strip() if at < len(above) else ""
        over = own or over
        titles.append(_title(own, over, str(cell).strip()))
    return titles


def _title(own: str, over: str, below: str) -> str:
    if not below or below == own:
        return own
    both = f"{over} {below}".strip()
    if column_meant(both) or (column_meant(over) == "signed" and words_of(below) <= _PARTS):
        return both
    return below if column_meant(below) or model_meant(below) else both
