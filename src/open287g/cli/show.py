"""One way to print: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table

from open287g.core.cells import csv_of

Row = Mapping[str, Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Format(StrEnum):
    """How a command prints its answer."""

    table = "table"
    json = "json"
    csv = "csv"


def show_rows(rows: Sequence[Row], format: Format, columns: Sequence[str] | None = None, title: str = "") -> None:
    """Print `rows`; `columns` chooses and orders what the table shows (JSON and CSV carry everything)."""
    if format is Format.json:
        _print_json(list(rows))
    elif format is Format.csv:
        sys.stdout.write(to_csv(rows, columns))
    else:
        _print_table(rows, columns, title)


def show_facts(facts: Row, format: Format, title: str = "") -> None:
    """Print one mapping: keys and values down the page, or as one JSON object or CSV row."""
    if format is Format.json:
        _print_json(facts)
    elif format is Format.csv:
        sys.stdout.write(to_csv([facts]))
    else:
        _print_table([{"": key, " ": value} for key, value in facts.items()], None, title)


def to_csv(rows: Sequence[Row], columns: Sequence[str] | None = None) -> str:
    """CSV text that a spreadsheet opens without running anything."""
    names = list(rows[0]) if rows else list(columns or [])
    return csv_of(rows, names)


def plain(value: Any) -> Any:
    """What JSON writes for a date or another value it does not know."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, default=plain, ensure_ascii=False, indent=2) + "\n")


def _print_table(rows: Sequence[Row], columns: Sequence[str] | None, title: str) -> None:
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    if not rows:
        console.print(f"{title}: none" if title else "none", markup=False)
        return
    names = list(columns or rows[0])
    table = Table(title=title or None, title_justify="left", show_header=any(n.strip() for n in names))
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=_are_days(row.get(name) for row in rows))
    for row in rows:
        table.add_row(*(_escape(_text(row.get(name))) for name in names))
    console.print(table)


def _are_days(values: Iterable[Any]) -> bool:
    """Whether a column holds days and nothing else: a day is never broken over two lines."""
    said = [_text(value) for value in values if value is not None]
    return bool(said) and all(_DAY.fullmatch(text) for text in said)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list, tuple)):
        if all(isinstance(item, (str, int)) for item in value):
            if isinstance(value, dict):
                return ", ".join(f"{k} {'not told' if value[k] is None else _text(value[k])}" for k in value)
            return ", ".join(map(str, value))
        return json.dumps(value, default=plain, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:.12g}"  # Without what binary numbers cannot hold: 50.55, not 50.550000000000004.
    return plain(value) if isinstance(value, (date, datetime)) else str(value)


def _escape(text: str) -> str:
    return text.replace("[", "\\[")
