"""How a table of the record is declared: a named tuple. Its fields are the columns, its docstring says what a row is.

A field is `Annotated[type, says]` or `Annotated[type, says, Literal[...]]`; in `says`, {} stands for the few values
that the Literal allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from open287g.core.table import TYPES, Column, Table
from open287g.record.values import either, values

_TYPES: dict[Any, str] = {type_.python: name for name, type_ in reversed(TYPES.items())}
"""By the type in Python; where two are one there, the first of TYPES."""

AnyRow = TypeVar("AnyRow", bound=tuple[Any, ...])

AGREEMENT_ID = "The agreement: agency, model and number of its signing."
AGENCY_ID = "The agency's permanent id."
STATE = "Postal code of the state or territory."
MODEL = "JEM jail enforcement, WSO warrant service officer, TFM task force."
SHA256 = "Hash of the raw file that shows it."
FILE = "Name of the raw file that shows it."
ROW = "Row of that file, the header being row 1; empty where the proof is an absence."


def table(name: str, key: str, row: type[tuple[Any, ...]]) -> Table:
    """The table `name` with the fields of the named tuple `row` as columns; `key` names those that order its rows.

    Raises TypeError for a field that is not annotated so.
    """
    hints = get_type_hints(row, include_extras=True)
    columns = tuple(_column(field, hint) for field, hint in hints.items())
    return Table(name, " ".join((row.__doc__ or "").split()), tuple(key.split()), columns)


def _column(name: str, hint: Any) -> Column:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"column {name} does not say what it holds: write Annotated[type, text]")
    kind, says, *few = get_args(hint)
    allowed = tuple(value for literal in few for value in values(literal))
    return Column(name, _TYPES[_known(kind)], says.replace("{}", either(allowed)) if allowed else says, allowed)


def _known(kind: Any) -> Any:
    """A type without the None of `T | None`."""
    if kind in _TYPES:
        return kind
    (known,) = (part for part in get_args(kind) if part is not type(None))
    return known


def ordered(rows: Iterable[AnyRow]) -> list[AnyRow]:
    """Rows in the order of their cells as text, unknown first."""
    in_order: list[AnyRow] = []
    # Most rows part in their first cell, an id; only those that do not are compared whole.
    for _, alike in groupby(sorted(rows, key=_first), key=_first):
        few = list(alike)
        in_order += few if len(few) == 1 else sorted(few, key=_texts)
    return in_order


def _texts(row: tuple[Any, ...]) -> list[str]:
    return [cell if cell.__class__ is str else _text(cell) for cell in row]


def _first(row: tuple[Any, ...]) -> str:
    cell = row[0]
    return cell if cell.__class__ is str else _text(cell)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def days_between(start: date | None, end: date | None) -> int | None:
    """Days from one day to the other; None where either is unknown."""
    return None if start is None or end is None else (end - start).days
