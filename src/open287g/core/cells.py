"""Values as cells of CSV: one rule (`sql.write_csv` is the same at the pace of DuckDB).

Unknown is empty, a list is joined by "; " (an unknown member says so), and so are names with their values (JEM 182; TFM
1162) and spans (2021-01-13/2026-05-18); days and times are ISO 8601, truth is true or false, what is nested deeper is
JSON, and no text starts as a formula would, since a spreadsheet would run it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

FORMULA = r"^'*[=+@＝＋＠－\t\r\n-]"
"""What a spreadsheet would run, behind any apostrophes."""
NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
"""What it would not, though it may start so."""
_FORMULA, _NUMBER = re.compile(FORMULA), re.compile(NUMBER)


def safe_cell(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay as they are.

    A formula that stands behind apostrophes of its own gets one more, so that `plain_cell` gives every text back.
    """
    return "'" + text if _runs(text) else text


def plain_cell(cell: str) -> str:
    """The text of a cell that `safe_cell` wrote."""
    return cell[1:] if cell.startswith("'") and _runs(cell) else cell


def _runs(text: str) -> bool:
    return _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text.lstrip("'"))


def cell_text(value: Any) -> str:
    """A value as a cell says it, before it is made safe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Mapping, list, tuple)):
        members = list(value.values() if isinstance(value, Mapping) else value)
        if members and all(isinstance(member, (list, tuple)) for member in members):
            members = ["/".join(map(cell_text, member)) for member in members]
        if any(isinstance(member, (Mapping, list, tuple)) for member in members):
            return json.dumps(value, default=cell_text, ensure_ascii=False)
        said = ["unknown" if member is None else cell_text(member) for member in members]
        names = [f"{name} " for name in value] if isinstance(value, Mapping) else [""] * len(said)
        return "; ".join(map("".join, zip(names, said, strict=True)))
    return str(value)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with a header: each row has a value for each of `columns`. Lines end in a line feed."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(cell_text(value)) for value in row])
    return "".join(lines)


class _Lines(list[str]):
    """Lines that end in a line feed; only where they end in a carriage return does csv put one in a cell in quotes."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def csv_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """CSV of rows by column name; a column that a row lacks is unknown there."""
    return csv_text(columns, ([row.get(column) for column in columns] for row in rows))
