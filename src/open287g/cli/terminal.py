"""A table in a terminal: ids, days, numbers and addresses are never broken; columns that do not fit are left out.

What stands in a cell, a heading or a title is text of others: no markup is read in it, and nothing steers the terminal.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from open287g.cli.asked import Row, current, in_language, note
from open287g.cli.texts import plain

_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|https?://\S+|[\w.'()-]+(:[\w.'()-]+)+|[0-9][0-9,.]*|\S*\d\S*")
"""What is read or copied as one: a day, an address, an id, a number, a code."""
_STEERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would steer a terminal, or turn the order of what it shows."""
_LONGEST = 60
"""A longer word within a sentence is folded, since nothing else would be seen."""
_LEAST, _EDGE = 12, 3
_PIPED = 200
_SENTENCE = "says"
"""The column that tells what a row is: where it finds no room, rows stand as lines and not in a table."""
_BEFORE, _READABLE = 3, 30
"""Columns before a sentence that are understood without their headings; letters a line that it is read well with."""
_NOTES = ("kind", "pending")
"""Columns of which a cell may be a note: of a kind of signal, of a list that is too old."""


def print_table(rows: Sequence[Row], names: Sequence[str], title: str) -> None:
    """Print rows under their columns, the first of `names` first; says which columns found no place."""
    console, title = _console(), in_language(title)
    if not rows:
        console.print(_plain(f"{title}: {_word('none')}" if title else _word("none")))
        return
    texts = {name: [_text(name, row.get(name)) for row in rows] for name in names}
    shown = fitting(texts, console.width)
    if _SENTENCE in names[: _BEFORE + 1] and _SENTENCE not in shown:
        shown = list(names[: names.index(_SENTENCE) + 1])
        _print_lines(console, [title, *_with_sentences([texts[name] for name in shown])])
    elif least(_called(shown[0]), texts[shown[0]])[0] + _EDGE >= console.width:
        _print_lines(console, [title, *texts[shown[0]]])
    else:
        table = Table(title_justify="left", show_header=any(name.strip() for name in names))
        headings = {name: _called(name).replace("_", " ") for name in shown}
        widths = {name: least(headings[name], texts[name]) for name in shown}
        # A column that is never broken does not break its heading either: where those do not fit, they are.
        wide = 1 + sum(
            max(width, cell_len(headings[name]) if whole else 0) + _EDGE for name, (width, whole) in widths.items()
        )
        for name, (narrowest, whole) in widths.items():
            heading = headings[name].replace(" ", "\n" if whole and wide > console.width else " ")
            table.add_column(_plain(heading), overflow="fold", no_wrap=whole, min_width=narrowest)
        for place in range(len(rows)):
            table.add_row(*(_plain(texts[name][place]) for name in shown))
        if cell_len(title) > console.measure(table).maximum:
            _print_lines(console, [title])  # Above a narrow table it would be broken to its width.
        else:
            table.title = _title(title)
        console.print(table)
    if left := [name for name in names if name not in shown]:
        note(f"No room here for: {', '.join(left)}. See them with --columns, --format csv or a wider window.")


def _with_sentences(columns: Sequence[Sequence[str]]) -> list[str]:
    """Each row on lines of its own, its last column, which is a sentence, below the others."""
    rows = list(zip(*columns, strict=True))
    heads = ["  ".join(text.ljust(max(map(len, column))) for text, column in zip(row, columns, strict=False))
             for row in (row[:-1] for row in rows)]  # fmt: skip
    return [line for head, row in zip(heads, rows, strict=True) for line in (head.rstrip(), f"  {row[-1]}")]


def print_facts(facts: Row, title: str) -> None:
    """Print facts down the page: a name and its value each; those with a word too long for it stand below, unbroken.

    What nests rows of its own is read with --part, and stays where it is.
    """
    console, title = _console(), in_language(title)
    texts = {name: _text(name, value) for name, value in facts.items()}
    room = console.width - max((cell_len(_called(name)) for name in texts), default=0) - 2 * _EDGE - 1
    within = {
        name
        for name, text in texts.items()
        if _nests(facts[name]) or all(cell_len(word) <= room for word in text.split())
    }
    table = Table(title=_title(title), title_justify="left", show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in texts.items():
        if name in within:
            table.add_row(_plain(_called(name)), _plain(text))
    if within:
        console.print(table)
    below = [f"{_called(name)}: {text}" for name, text in texts.items() if name not in within]
    _print_lines(console, below if within else [title, *below])


def _print_lines(console: Console, lines: Sequence[str]) -> None:
    """Print each line as it is: a terminal that is narrower shows it whole on several, and copies it as one."""
    for line in filter(None, lines):
        console.print(_plain(line), soft_wrap=True)


def _console() -> Console:
    # As wide as it is: of a terminal that knows no colors rich would believe that it has 80 columns.
    width, height = shutil.get_terminal_size()
    return Console(width=width if sys.stdout.isatty() else _PIPED, height=height, highlight=False)


def _title(text: str) -> Text | None:
    return Text(_STEERS.sub("\ufffd", text), style="table.title") if text else None


def _plain(text: str) -> Text:
    return Text(_STEERS.sub("\ufffd", text))


def fitting(texts: dict[str, list[str]], width: int) -> list[str]:
    """The first columns whose least widths fit, one of them at least."""
    fit: list[str] = []
    used = 1
    for name, column in texts.items():
        narrowest = least(_called(name), column)[0]
        used += narrowest + _EDGE
        if fit and used > width:
            break
        fit.append(name)
        if name == _SENTENCE:  # What stands behind a sentence does not squeeze it to a word a line.
            used += max(0, min(_READABLE, max(map(cell_len, column), default=0)) - narrowest)
    return fit


def least(name: str, column: Sequence[str]) -> tuple[int, bool]:
    """The least width of a column, and whether no cell of it may be broken."""
    said = [text for text in column if text]
    widest = max((cell_len(text) for text in said), default=0)
    head = max((cell_len(word) for word in name.replace("_", " ").split()), default=0)
    # So is one word, or none: rich would take room from a column that may be broken, and show it past the edge.
    whole = all(_WHOLE.fullmatch(text) or text.split() == [text] for text in said)
    if whole:
        return max(widest, head), True
    longest_word = max((cell_len(word) for text in said for word in text.split()), default=0)
    return max(head, min(widest, max(_LEAST, min(longest_word, _LONGEST)))), False


def _called(column: str) -> str:
    """What a column is called in the language of the reader."""
    asked = current()
    if asked.language == "en" and column not in asked.figures:
        return column
    from open287g.vocabulary.columns import called

    return called(asked.figures.get(column, column), asked.language)


def _word(code: str, column: str = "") -> str:
    """A code of a column, or a word that stands for no text, in the language of the reader."""
    if current().language == "en":
        return code
    from open287g.vocabulary.columns import code_in

    told = code_in(column, code, current().language)
    return in_language(told) if column in _NOTES else told


def _text(column: str, value: Any) -> str:
    """What a cell of a column says; a code in the words of the reader's language."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _word(value, column)
    if isinstance(value, bool):
        return _word("yes" if value else "no")
    if _nests(value):
        return json.dumps(value, default=plain, ensure_ascii=False)
    if isinstance(value, dict):
        said = ((_called(_word(k, column)), _word("not told") if v is None else _text(k, v)) for k, v in value.items())
        return ", ".join(f"{name} {text}" for name, text in said)
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(column, one) for one in value)
    if isinstance(value, float):
        return f"{value:.12g}"  # Without what binary numbers cannot hold: 50.55, not 50.550000000000004.
    return plain(value) if isinstance(value, (date, datetime)) else str(value)


def _nests(value: Any) -> bool:
    return isinstance(value, (dict, list, tuple)) and not all(isinstance(item, (str, int)) for item in value)
