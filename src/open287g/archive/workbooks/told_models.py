"""SUPPORT TYPE where each model has a column, or one cell names several: a row for each model."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from open287g.archive.workbooks.columns import TITLES, columns_of, model_meant
from open287g.archive.workbooks.headings import model_columns
from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Oddity, Table
from open287g.archive.workbooks.told_cells import day_of, number_as_text, rows_of, said, with_column
from open287g.core.marks import as_seen

_YES = frozenset({"x", "✓", "✔", "☑", "☒", "yes", "y", "sí", "si", "true", "1", "•", "●"})
_NO = frozenset({"", "no", "n", "false", "0", "-", "–", "—", "n/a", "☐"})
_BETWEEN = re.compile(r"[/,;&+|\n]|\band\b", re.IGNORECASE)
"""What stands between two models in a cell."""


def models_apart(table: Table) -> tuple[Table, list[Oddity]]:
    """A row for each model that a row marks; of those under one row the number is the same."""
    titles = table.cells[table.header]
    place = {name: at for at, name in columns_of(titles).items()}
    if "model" in place:
        return _parted(table, place["model"])
    models = model_columns(titles)
    if not models:
        return table, []
    marked = [
        {} if at <= table.header or said(row) == said(titles) else _marked(row, models, at + 1)
        for at, row in enumerate(table.cells)
    ]
    bare = [["" if at in models else cell for at, cell in enumerate(row)] for row in table.cells]
    made = _repeated(replace(table, cells=bare), [max(len(found), 1) for found in marked])
    told = [one for found in marked for one in found.items() or [("", None)]]
    days = ["" if day is None else day.isoformat() for _, day in told]
    made = with_column(made, TITLES["model"], [model for model, _ in told])
    made = with_column(made, TITLES["signed"], days) if "signed" not in place and any(days) else made
    names = ", ".join(models.values())
    return made, [Oddity("models in columns", table.header + 1, TITLES["model"], names, rows_of(table))]


def _parted(table: Table, column: int) -> tuple[Table, list[Oddity]]:
    """A row for each of several models in one cell."""
    found = [several_models(str(row[column])) if at > table.header else () for at, row in enumerate(table.cells)]
    several = [(at, models) for at, models in enumerate(found) if models]
    if not several:
        return table, []
    made = _repeated(table, [max(len(models), 1) for models in found])
    cells, at = made.cells, 0
    for models in found:
        for model in models:
            cells[at] = [*cells[at][:column], model, *cells[at][column + 1 :]]
            at += 1
        at += not models
    first = several[0][0]
    cell = str(table.cells[first][column])
    return made, [Oddity("models in one cell", first + 1, TITLES["model"], cell, len(several))]


@lru_cache(1024)
def several_models(text: str) -> tuple[str, ...]:
    """The models that a cell names, where it names more than one and nothing else."""
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    models = tuple(dict.fromkeys(filter(None, map(model_meant, parts))))
    return models if len(models) == len(parts) > 1 else ()


def _repeated(table: Table, times: list[int]) -> Table:
    """The table with each row so many times, under its own number, with its links."""
    own = table.numbers or range(1, len(table.cells) + 1)
    rows = [(at, row) for at, row in enumerate(table.cells) for _ in range(times[at])]
    links = {
        column: {new: found[at + 1] for new, (at, _) in enumerate(rows, 1) if at + 1 in found}
        for column, found in table.links.items()
    }
    return Table([row for _, row in rows], table.header, links, [own[at] for at, _ in rows])


def _marked(row: list[Any], models: dict[int, str], number: int) -> dict[str, date | None]:
    """The models that a row marks, each with its day where the mark is one."""
    if len([cell for at, cell in enumerate(row) if at not in models and str(cell).strip()]) <= 1:
        return {}
    found: dict[str, date | None] = {}
    for at, model in models.items():
        mark = as_seen(str(number_as_text(row[at]))).casefold()
        day = day_of(row[at])
        if day is not None or mark in _YES:
            found[model] = day
        elif mark not in _NO:
            raise UnreadableWorkbook(
                f"row {number} has {mark[:40]!r} in the column of the {model}, which is neither a mark nor a day"
            )
    return found
