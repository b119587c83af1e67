"""Wages from the Occupational Employment and Wage Statistics as the Bureau of Labor Statistics publishes them.

No wage is shipped. A reader downloads the workbook of states or of areas and names it; the columns are the Bureau's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from open287g.core.errors import InputError, NotFoundError
from open287g.costs.assumptions import Range

OCCUPATIONS = {"TFM": "33-3051", "JEM": "33-3012", "WSO": "33-3012"}
"""Police and sheriff's patrol officers; correctional officers and jailers (Standard Occupational Classification)."""
_COLUMNS = ("AREA_TITLE", "OCC_CODE", "H_PCT25", "H_MEDIAN", "H_PCT75")


def wage(path: Path, area: str, model: str) -> Range:
    """Hourly wage of the officers of a model in a state or area: first quartile, median, third quartile, in dollars.

    Raises InputError where the file is not the Bureau's, NotFoundError where it has no such area or its wage.
    """
    rows = _rows(path)
    header = [str(cell).strip().upper() for cell in rows[0]] if rows else []
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise InputError(
            f"it has no column {missing[0]}", f"{path}, row 1", "Name the workbook of states or areas of the BLS."
        )
    at = {name: header.index(name) for name in _COLUMNS}
    for number, row in enumerate(rows[1:], start=2):
        here = str(row[at["AREA_TITLE"]]).strip().casefold() == area.strip().casefold()
        if here and row[at["OCC_CODE"]] == OCCUPATIONS[model]:
            return Range(*(_dollars(row[at[name]], path, number, name) for name in _COLUMNS[2:]))
    raise NotFoundError(
        f"it has no wage of occupation {OCCUPATIONS[model]} there", str(path), "Write the area as the file does."
    )


def _rows(path: Path) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return sheet.to_python(skip_empty_area=True)
    except OSError as error:
        why = "it cannot be read" if path.is_file() else "there is no such file"
        raise InputError(why, str(path), "Name a workbook, .xlsx.") from error
    except CalamineError as error:
        raise InputError("it is no workbook that can be read", str(path), "Save it as .xlsx.") from error


def _dollars(cell: object, path: Path, row: int, column: str) -> float:
    if isinstance(cell, (int, float)) and cell > 0:
        return float(cell)
    raise NotFoundError(
        f"{column} holds no wage (the Bureau writes * where it is not published)",
        f"{path}, row {row}",
        "Tell the wage.",
    )
