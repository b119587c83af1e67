"""A row of a sheet as a picture: column letters, heads, the row's number, its cells, and what is marked in it."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase
from typing import NamedTuple

from markupsafe import Markup, escape

_LETTER, _LEAST, _MOST, _LINE = 7.4, 70, 270, 24


class Cell(NamedTuple):
    """A column's head, what the row has there, and whether it is marked."""

    head: str
    text: str
    marked: bool


def row_picture(cells: Sequence[Cell], row: int | None, title: str) -> Markup:
    """The drawing, in colors of the style sheet; `row` is the sheet's own number, unknown where None.

    A text too long for its cell is cut in the picture and whole in the title of the cell.
    """
    widths = [min(_MOST, max(_LEAST, _LETTER * max(len(c.head), len(c.text)) + 14)) for c in cells]
    total = 48 + sum(widths)
    parts, x = [], 48.0
    number = row if row is not None else "?"
    for letter, cell, width in zip(ascii_uppercase, cells, widths, strict=False):
        parts.append(_box(x, 0, width, "head", letter))
        parts.append(_box(x, _LINE, width, "name", cell.head))
        parts.append(_box(x, 2 * _LINE, width, "cell marked" if cell.marked else "cell", cell.text))
        x += width
    parts += [_box(0, _LINE * at, 48, "head", text) for at, text in enumerate(("", "", number))]
    return Markup(
        f'<svg class="sheet" viewBox="0 0 {total:.0f} {3 * _LINE}" width="{total:.0f}" height="{3 * _LINE}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _box(x: float, y: float, width: float, kind: str, text: object) -> str:
    whole = str(text)
    room = int((width - 10) / _LETTER)
    told = escape(whole)
    shown = told if len(whole) <= room else escape(whole[: max(1, room - 1)] + "…")
    return (
        f'<g class="{kind}"><rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_LINE}"/>'
        f'<text x="{x + 6:.1f}" y="{y + 16}">{shown}<title>{told}</title></text></g>'
    )
