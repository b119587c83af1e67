"""One way to print: a table for people, JSON or CSV for programs, or a file of any kind."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from open287g.cli import asked as wanted
from open287g.cli.asked import Part, Row
from open287g.cli.lines import takes_every_letter
from open287g.cli.texts import Format, json_of, part_csv

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Format", "finish", "names_of", "show_facts", "show_part", "show_rows"]


def show_rows(
    rows: Sequence[Row] | pa.Table,
    format: Format,
    columns: Sequence[str] | None = None,
    title: str = "",
    every: Sequence[str] = (),
) -> None:
    """Print `rows`; `columns` chooses and orders what the table shows (JSON and CSV carry everything).

    An Arrow table has its columns also where nothing matches; plain rows have `every`, where it is told.
    """
    plain_rows: list[Row] = list(rows if isinstance(rows, Sequence) else rows.to_pylist())
    told = wanted.names_of(rows) or every or columns or () if isinstance(rows, Sequence) else rows.column_names
    names = list(told)
    _show(Part(title, plain_rows, names, list(columns or names)), format)


def names_of(of: type) -> list[str]:
    """The columns of rows that are made of a dataclass."""
    return [field.name for field in fields(of)]


def show_facts(facts: Row, format: Format, title: str = "") -> None:
    """Print one mapping: keys and values down the page, or as one JSON object or CSV row."""
    _show(Part(title, [facts], list(facts), list(facts), facts=True), format)


def _show(part: Part, format: Format) -> None:
    asked = wanted.current()
    if asked.waits:
        asked.parts.append(part)
        return
    if not part.facts:
        part.rows = wanted.limited(part.rows, asked)
    show_part(part, format, asked.lines)


def finish(format: Format) -> None:
    """Show what waited for the end of the command: the parts asked for, on standard output or in a file."""
    asked = wanted.current()
    if not asked.waits or not asked.parts:
        return
    parts = wanted.chosen(asked.parts, asked)
    if asked.output:
        from open287g.cli.written import write

        write(parts, asked, format)
    else:
        for part in parts:
            show_part(part, format, asked.lines)


def show_part(part: Part, format: Format, lines: bool) -> None:
    """Print one part on standard output."""
    if lines or format is Format.json:
        sys.stdout.write(json_of(part, lines, escaped=not takes_every_letter(sys.stdout)))
    elif format is Format.csv:
        sys.stdout.write(part_csv(part))
        if inner := wanted.inner(part):
            names = ", ".join(table.title for table in inner)
            wanted.note(f"Not in this row, since they are tables: {names}. See one with --part, all with -o DIR.")
    else:
        from open287g.cli.terminal import print_facts, print_table

        if part.facts:
            print_facts(part.rows[0], part.title)
        else:
            print_table(part.rows, part.shown, part.title)
