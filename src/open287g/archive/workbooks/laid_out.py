"""A list that tells in another way what a column of ICE's tells: the state or the model of a whole sheet by its name or
a row above, each model by a column of its own, the day by its parts or by who signed.

What is told so is written into a column as ICE has it; what is not told plainly is refused, with its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from open287g.archive.workbooks.columns import TITLES, columns_of, model_meant, words_of
from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Oddity, Table
from open287g.archive.workbooks.told_cells import rows_of, said, with_column
from open287g.archive.workbooks.told_days import days_in_parts, parts_of_day, signatures
from open287g.archive.workbooks.told_models import models_apart, several_models
from open287g.core.bundled import read_table
from open287g.core.marks import as_seen

_COUNTED = re.compile(
    r"[\s,]*(?:[(\[:–—-]?\s*\d[\d,]*(?:\s+\w+)?\s*[)\]]?|\(?cont(?:inued|[.'’]?d)?[.]?\)?)\s*$", re.IGNORECASE
)
"""What stands behind a state's name above its rows: their number, or that they go on."""


def laid_out(table: Table, name: str = "") -> tuple[Table, list[Oddity]] | None:
    """The table with all that a list needs in columns of its own, and what was done; the same where nothing lacks.

    None where its state or model is told nowhere. `name` is the sheet's. Raises UnreadableWorkbook where a model's
    column says something that is neither a mark nor a day.
    """
    told: list[Oddity] = []
    for step in (days_in_parts, models_apart):
        table, odd = step(table)
        told += odd
    for column, meant in (("state", state_meant), ("model", model_meant)):
        if column not in columns_of(table.cells[table.header]).values():
            found = _beside(table, name, column, meant)
            if found is None:
                return None
            table = found
            told.append(Oddity(f"{column} beside its rows", table.header + 1, TITLES[column], name, rows_of(table)))
    return table, told


def tells_otherwise(cells: list[list[Any]], header: int) -> bool:
    """Whether a list whose header names state, agency and model tells its day in parts, or two models in a cell."""
    titles = cells[header]
    place = {name: at for at, name in columns_of(titles).items()}
    if any(map(several_models, {str(row[place["model"]]) for row in cells[header + 1 :]})):
        return True
    if "signed" in place:
        return False
    words = [words_of(str(title)) for title in titles]
    return parts_of_day(words) is not None or signatures(words) is not None


@cache
def _states() -> dict[str, str]:
    rows = [(row[key], row["name"]) for row in read_table("places/data/states.csv") for key in ("name", "code")]
    return {text.casefold(): name for text, name in rows}


def state_meant(text: str) -> str | None:
    """The state's name where a text is a state's name or code, with a number behind it or none; else None."""
    plain = as_seen(text)
    return _states().get(plain.casefold()) or _states().get(_COUNTED.sub("", plain).casefold())


def _beside(table: Table, name: str, column: str, meant: Callable[[str], str | None]) -> Table | None:
    """The table with a column of what its sheet's name, or a row above, says of the rows; None where nothing does.

    Raises UnreadableWorkbook where a row stands alone above others and does not say it: whose they are is not known.
    """
    alone = [said(row)[0] if len(said(row)) == 1 else "" for row in table.cells]
    above = next(filter(None, map(meant, reversed(alone[: table.header]))), None)
    current, unread, values = above or meant(name), 0, [""] * len(table.cells)
    for at in range(table.header + 1, len(table.cells)):
        if alone[at]:
            current, unread = meant(alone[at]) or current, 0 if meant(alone[at]) or state_meant(alone[at]) else at
        elif said(table.cells[at]) and said(table.cells[at]) != said(table.cells[table.header]):
            if current is None:
                return None
            if unread:
                stands = f"row {unread + 1} says {alone[unread][:40]!r} alone"
                raise UnreadableWorkbook(f"{stands}, and no column has the {column} of the rows below")
            values[at] = current
    return with_column(table, TITLES[column], values)
