"""A table in a terminal: ids, days, numbers and addresses are never broken; columns that do not fit are left out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from open287g.cli.asked import Row, note
from open287g.cli.texts import plain

_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|https?://\S+|[\w.'()-]+(:[\w.'()-]+)+|[0-9][0-9,.]*|\S*\d\S*")
"""What is read or copied as one: a day, an address, an id, a number, a code."""
_LONGEST = 60
"""Longer than this even an id is folded, since nothing else would be seen."""
_LEAST, _EDGE = 12, 3
_PIPED = 200


def print_table(rows: Sequence[Row], names: Sequence[str], title: str) -> None:
    """Print rows under their columns, the first of `names` first; says which columns found no place."""
    console = _console()
    if not rows:
        console.print(f"{title}: none" if title else "none", markup=False)
        return
    texts = {name: [_text(row.get(name)) for row in rows] for name in names}
    shown = fitting(texts, console.width)
    table = Table(title=title or None, title_justify="left", show_header=any(name.strip() for name in names))
    for name in shown:
        narrowest, whole = least(name, texts[name])
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=whole, min_width=narrowest)
    for place in range(len(rows)):
        table.add_row(*(_plain(texts[name][place]) for name in shown))
    console.print(table)
    if left := [name for name in names if name not in shown]:
        note(f"No room here for: {', '.join(left)}. See them with --columns, --format csv or a wider window.")


def print_facts(facts: Row, title: str) -> None:
    """Print facts down the page: a name and its value each, whatever the width."""
    table = Table(title=title or None, title_justify="left", show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.items():
        table.add_row(_plain(name), _plain(_text(value)))
    _console().print(table)


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _PIPED, highlight=False)


def _plain(text: str) -> str:
    return text.replace("[", "\\[")


def fitting(texts: dict[str, list[str]], width: int) -> list[str]:
    """The first columns whose least widths fit, one of them at least."""
    fit: list[str] = []
    used = 1
    for name, column in texts.items():
        used += least(name, column)[0] + _EDGE
        if fit and used > width:
            break
        fit.append(name)
    return fit


def least(name: str, column: Sequence[str]) -> tuple[int, bool]:
    """The least width of a column, and whether no cell of it may be broken."""
    said = [text for text in column if text]
    widest = max((cell_len(text) for text in said), default=0)
    head = max((cell_len(word) for word in name.split("_")), default=0)
    whole = bool(said) and widest <= _LONGEST and all(_WHOLE.fullmatch(text) for text in said)
    if whole:
        return max(widest, head), True
    longest_word = max((cell_len(word) for text in said for word in text.split()), default=0)
    return max(head, min(widest, max(_LEAST, min(longest_word, _LONGEST)))), False


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dict, list, tuple)):
        if all(isinstance(item, (str, int)) for item in value):
            if isinstance(value, dict):
                return ", ".join(f"{k} {'not told' if value[k] is None else _text(value[k])}" for k in value)
            return ", ".join(map(_text, value))
        return json.dumps(value, default=plain, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:.12g}"  # Without what binary numbers cannot hold: 50.55, not 50.550000000000004.
    return plain(value) if isinstance(value, (date, datetime)) else str(value)
