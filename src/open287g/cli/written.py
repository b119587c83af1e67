"""An answer as a file: CSV, JSON, JSON lines or a workbook by the name's ending; without one, a folder of tables."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from open287g.cli.asked import Asked, Part, Row, flat, inner, names_of, nested, slug, stands_apart
from open287g.cli.texts import Format, json_of, part_csv, plain
from open287g.core.cells import cell_text
from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.core.files import write_atomic
from open287g.core.version import __version__

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

ENDINGS = (".csv", ".json", ".jsonl", ".xlsx")
_BYTE_ORDER_MARK = "\ufeff"
_SHEET_NAME = 31


def check(output: Path) -> None:
    """Raises InputError for a name whose ending no answer can be written as."""
    if output.suffix and output.suffix.lower() not in ENDINGS:
        raise InputError(
            f"no answer can be written as {output.suffix}",
            remedy=f"End the name in {', '.join(ENDINGS)}, or name a folder for a table each.",
            exit_code=2,
        )


def write(parts: Sequence[Part], asked: Asked, format: Format) -> None:
    """Write `parts` to the file or folder asked for, each file at once."""
    output, ending = asked.output or Path(), (asked.output or Path()).suffix.lower()
    if not ending:
        every = [one for part in parts for one in (part, *inner(part))]
        for name, part in zip(_names(every), every, strict=True):
            text = json_of(part, asked.lines) if asked.lines or format is Format.json else _csv(part, asked)
            write_atomic(output / f"{name}.{_suffix(asked, format)}", text.encode())
    elif ending == ".xlsx":
        write_atomic(output, workbook(parts, asked.notes))
    elif ending == ".csv":
        write_atomic(output, _csv(_one(parts, output), asked).encode())
    else:
        write_atomic(output, _json(parts, ending == ".jsonl" or asked.lines).encode())


def _suffix(asked: Asked, format: Format) -> str:
    return "jsonl" if asked.lines else "json" if format is Format.json else "csv"


def _csv(part: Part, asked: Asked) -> str:
    return (_BYTE_ORDER_MARK if asked.mark else "") + part_csv(part)


def _json(parts: Sequence[Part], lines: bool) -> str:
    if len(parts) == 1 or lines:
        return "".join(json_of(part, lines) for part in parts)
    every = {name: part.rows[0] if part.facts else part.rows for name, part in zip(_names(parts), parts, strict=True)}
    return json.dumps(every, default=plain, ensure_ascii=False, indent=2) + "\n"


def _one(parts: Sequence[Part], output: Path) -> Part:
    tables = [one for part in parts for one in (part, *inner(part))]
    if len(tables) > 1:
        raise InputError(
            f"the answer is {len(tables)} tables, and a CSV file holds one",
            str(output),
            f"Choose one with --part ({', '.join(_names(tables))}), or name a folder or an .xlsx file.",
            exit_code=2,
        )
    return tables[0]


def _names(parts: Sequence[Part]) -> list[str]:
    """A name each, none twice."""
    names: list[str] = []
    for part in parts:
        name = slug(part.title)
        while name in names:
            name += "_more"
        names.append(name)
    return names


def workbook(parts: Sequence[Part], notes: Sequence[str]) -> bytes:
    """A workbook with a sheet for each table and one for the sources; no text in it is a formula or a link."""
    with extra("sheets"):
        import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    tables = [one for part in parts for one in (part, *inner(part))]
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # The same answer is the same bytes.
        for place, part in enumerate(tables):
            _sheet(book, f"{slug(part.title)[: _SHEET_NAME - 3]}" + (f"_{place}" if place else ""), part)
        said = [{"says": text} for text in (f"open287g {__version__}", *notes)]
        _sheet(book, "sources", Part("sources", list(said), ["says"], ["says"]))
    return content.getvalue()


def _sheet(book: Workbook, name: str, part: Part) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    rows = part.rows
    within = nested(part)
    names = [name for name in part.names or names_of(rows) if name not in within]
    if part.facts:
        names = ["fact", "value"]
        rows = [{"fact": key, "value": value} for key, value in _lines(flat(part.rows[0])) if not stands_apart(value)]
    for column, title in enumerate(names):
        sheet.write_string(0, column, title, bold)
    for line, row in enumerate(rows, 1):
        for column, title in enumerate(names):
            _cell(sheet, line, column, row.get(title), day)
    sheet.freeze_panes(1, 0)
    sheet.autofit()


def _lines(facts: Row) -> Iterator[tuple[str, Any]]:
    """Facts line by line, those of a fact that has several (agreements by model) each on its own."""
    for key, value in facts.items():
        if isinstance(value, Mapping):
            yield from ((f"{key} {name}", held) for name, held in value.items())
        else:
            yield key, value


def _cell(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(line, column, datetime.combine(value, datetime.min.time()), day)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, cell_text(value)[:32_767])
