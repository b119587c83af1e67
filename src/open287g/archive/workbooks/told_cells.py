"""What a cell or a row says, and a column more for what is told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from open287g.archive.workbooks.sheet import Table
from open287g.core.days import by_forms
from open287g.core.marks import as_seen

_DAYS = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%B %d %Y", "%b %d %Y")


def rows_of(table: Table) -> int:
    return len(table.cells) - table.header - 1


def said(row: Sequence[Any]) -> list[str]:
    return [text for cell in row if (text := str(cell).strip())]


def with_column(table: Table, title: str, values: list[Any]) -> Table:
    """The table with a column more at its right end; a header that stands again has its title again."""
    head = said(table.cells[table.header])
    width = max(map(len, table.cells))
    cells = [
        [*row, *[""] * (width - len(row)), title if at >= table.header and said(row) == head else value]
        for at, (row, value) in enumerate(zip(table.cells, values, strict=True))
    ]
    return replace(table, cells=cells)


def number_as_text(cell: Any) -> Any:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell


def day_of(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return by_forms(" ".join(as_seen(str(cell)).replace(",", " ").split()), _DAYS)
