"""One way to print: a table for people, JSON or CSV for programs, or a file of any kind."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields

from open287g.cli import asked as wanted
from open287g.cli.asked import Part, Row
from open287g.cli.lines import takes_every_letter, tell
from open287g.cli.texts import Format, json_of, part_csv
from open287g.core.found import Found

__all__ = ["Format", "finish", "names_of", "show_facts", "show_part", "show_rows"]


def show_rows(
    rows: Sequence[Row] | Found,
    format: Format,
    columns: Sequence[str] | None = None,
    title: str = "",
    every: Sequence[str] = (),
) -> None:
    """Print `rows`; `columns` chooses and orders what the table shows (JSON and CSV carry everything).

    An answer has its columns also where nothing matches; plain rows have `every`, where it is told.
    """
    plain: list[Row] = [*rows.rows] if isinstance(rows, Found) else list(rows)
    names = list(rows.names if isinstance(rows, Found) else wanted.names_of(rows) or every or columns or ())
    _show(Part(title, plain, names, list(columns or names)), format)


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
        if not asked.quiet:
            tell(wanted.in_language(f"Written: {asked.output}"))
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
            _tell_left([table.title for table in inner])
    else:
        _in_terminal(part)


def _in_terminal(part: Part) -> None:
    """A part as a table; tables within facts stand below it, and so does a word on what found no place."""
    from open287g.cli.terminal import print_facts, print_table

    if not part.facts:
        left = wanted.nested(part)
        print_table(part.rows, [name for name in part.shown if name not in left], part.title)
        _tell_left([name for name in left if name in part.shown])
        return
    facts = wanted.flat(part.rows[0])
    tables = {name: value for name, value in facts.items() if wanted.is_table(value)}
    long = [name for name, value in facts.items() if isinstance(value, (list, tuple)) and wanted.stands_apart(value)]
    print_facts({name: value for name, value in facts.items() if name not in long}, part.title)
    for name, rows in tables.items():
        print_table(rows, wanted.names_of(rows), name)
    _tell_left([name for name in long if name not in tables])


def _tell_left(names: Sequence[str]) -> None:
    """Say which tables are not shown here, where there are any."""
    if names:
        wanted.note(f"Not shown here, since they are tables: {', '.join(names)}. See one with --part, all with -o DIR.")
