"""Reads a workbook of ICE's lists: every row of the sheet that holds a list, hidden ones too, with its hyperlinks.

Rows are matched to columns by header, never by position. What cannot be read is said, with row and column.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, WorksheetNotFound

from open287g.archive.links import Link, unwrap, without_mailboxes
from open287g.archive.workbooks.package import MAX_COLUMNS, MAX_ROWS, Member, UnreadableWorkbook, address, open_package

HEADERS = {
    "STATE": "state",
    "LAW ENFORCEMENT AGENCY": "agency",
    "TYPE": "type",
    "COUNTY": "county",
    "SUPPORT TYPE": "model",
    "SIGNED": "signed",
    "MOA": "moa",
    "ADDENDUM": "addendum",
}
_NEEDED = {"state", "agency", "model"}
_HEADER_ROWS = 20


class Line(NamedTuple):
    """The cells of one row as text (dates as YYYY-MM-DD), with links unwrapped.

    `moa_link` and `addendum_link` say what was wrong with the link as found: see `links.unwrap`; "none" if the cell
    has no link.
    """

    state: str
    agency: str
    type: str
    county: str
    model: str
    signed: str
    moa: str
    moa_url: str
    moa_link: str
    addendum: str
    addendum_url: str
    addendum_link: str


# A list repeats most of the rows of the list before it, so most lines are made once. By header, then by cells.
_KNOWN: dict[tuple[str, ...], dict[tuple[Any, ...], Line | None]] = {}
_KNOWN_MOST = 50_000


class Oddity(NamedTuple):
    """Something the reader met that is not a line: its kind, row, column and text."""

    kind: str
    row: int
    column: str
    value: str


@dataclass(frozen=True)
class Sheet:
    """What one workbook holds: its list, its own clock, and what was odd.

    `rows` pairs the row number in the sheet (header included, from 1) with its line.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Line], ...]
    hidden_rows: int
    modified_at: datetime | None
    oddities: tuple[Oddity, ...] = field(default=())

    @property
    def kind(self) -> str:
        """participating where the header has SIGNED, pending otherwise: only the participating list dates its rows."""
        return "participating" if "signed" in self.columns else "pending"


def read_workbook(content: bytes, *, bounded: bool = False) -> Sheet:
    """Read the list in `content` (.xlsx bytes). Raises UnreadableWorkbook with a plain reason.

    `bounded` says that this process's memory is bounded by the caller; see `open_package`.
    """
    package = open_package(content, bounded=bounded)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [(name, _cells(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names]
    except (CalamineError, PasswordError, WorksheetNotFound, zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableWorkbook(f"not a workbook that can be read: {error}") from error
    for name, cells in tables:
        header = _find_header(cells)
        if header is not None:
            return _sheet(package, name, cells, header, [other for other, _ in tables if other != name])
    raise UnreadableWorkbook("no sheet has the columns STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE")


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.total_width > MAX_COLUMNS or sheet.total_height > MAX_ROWS:
        raise UnreadableWorkbook(f"{sheet.name} has cells far right or below of any list: not a list of ICE")
    cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return cells


def _find_header(cells: list[list[Any]]) -> int | None:
    for number, row in enumerate(cells[:_HEADER_ROWS]):
        if set(_columns(row).values()) >= _NEEDED:
            return number
    return None


def _columns(row: list[Any]) -> dict[int, str]:
    found: dict[int, str] = {}
    for position, cell in enumerate(row):
        known = HEADERS.get(" ".join(str(cell).upper().split()))
        if known and known not in found.values():
            found[position] = known
    return found


def _sheet(package: Member, name: str, cells: list[list[Any]], header: int, others: list[str]) -> Sheet:
    columns = _columns(cells[header])
    links = package.links(name)
    oddities = [Oddity("sheet ignored", 0, "", other) for other in others]
    oddities += [
        Oddity("unknown column", header + 1, str(cell), str(cell))
        for position, cell in enumerate(cells[header])
        if position not in columns and str(cell).strip()
    ]
    names = tuple(columns.values())
    pick = itemgetter(*columns)
    width = len(cells[header])
    at = {name: position for position, name in columns.items()}
    moa_of, addendum_of = (links.get(at.get(name, -1), {}).get for name in ("moa", "addendum"))
    known = _KNOWN.setdefault(names, {})
    rows: list[tuple[int, Line]] = []
    for number, row in enumerate(cells[header + 1 :], header + 2):
        key = (pick(row), moa_of(number), addendum_of(number))
        if key in known:
            line = known[key]
        else:
            line = known[key] = _line(names, *key)
        if width > len(names):
            oddities += _outside(number, row, columns)
        if line is None:
            oddities.append(Oddity("blank row", number, "", ""))
        else:
            rows.append((number, line))
    if len(known) > _KNOWN_MOST:
        known.clear()
    while oddities and oddities[-1].kind == "blank row" and (not rows or oddities[-1].row > rows[-1][0]):
        oddities.pop()
    return Sheet(names, tuple(rows), package.hidden_rows(name), package.modified_at, tuple(oddities))


def _outside(number: int, row: list[Any], columns: dict[int, str]) -> list[Oddity]:
    return [
        Oddity("cell outside the table", number, _letters(position), without_mailboxes(_text(cell)))
        for position, cell in enumerate(row)
        if position not in columns and _text(cell).strip()
    ]


def _line(
    names: tuple[str, ...], cells: tuple[Any, ...], moa_link: bytes | None, addendum_link: bytes | None
) -> Line | None:
    text = {name: _text(cell) for name, cell in zip(names, cells, strict=True)}
    if not any(map(str.strip, text.values())):
        return None
    moa = _link(text.get("moa", ""), moa_link)
    addendum = _link(text.get("addendum", ""), addendum_link)
    state, agency, type_, county, model, signed, moa_text, addendum_text = (
        without_mailboxes(text.get(column, "")) for column in HEADERS.values()
    )
    return Line(
        state=state,
        agency=agency,
        type=type_,
        county=county,
        model=model,
        signed=signed,
        moa="address" if "://" in moa_text else moa_text,
        moa_url=moa.url,
        moa_link=moa.wrapped,
        addendum=addendum_text,
        addendum_url=addendum.url,
        addendum_link=addendum.wrapped,
    )


def _link(text: str, target: bytes | None) -> Link:
    found = address(target) if target else text if "://" in text else ""
    return unwrap(found) if found else Link("", "none")


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _letters(position: int) -> str:
    letters = ""
    while position >= 0:
        position, digit = divmod(position, 26)
        letters = chr(65 + digit) + letters
        position -= 1
    return letters
