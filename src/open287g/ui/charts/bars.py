"""Bars of a report as inline SVG: names, ticks and a key, drawn from the table that stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

COLORS = {"authorized": "#33658a", "authorized if": "#86a9c2", "not authorized": "#b5452c", "undetermined": "#9a9a94"}
_INK, _GRID, _FONT = "#23231f", "#e4e3de", "Helvetica, Arial, sans-serif"
_WIDTH, _ROW, _LETTER = 660, 24, 6.6
_LONGEST = 40
"""Letters of a name at most; the table beside the chart has it whole."""


def stacked(
    rows: Sequence[Mapping[str, Any]],
    by: str,
    title: str,
    say: Callable[[str], str] = str,
    colors: Mapping[str, str] = COLORS,
) -> str:
    """Acts by `by` (month, model or act), stacked by verdict; a verdict's column has `_` for its spaces, its key the
    word that `say` gives for it.
    """
    shown = {verdict: color for verdict, color in colors.items() if any(_of(row, verdict) for row in rows)}
    of_key = shown or dict(list(colors.items())[:1])
    key = "".join(_key({say(verdict): color for verdict, color in of_key.items()}))
    bars = [(str(row[by]), [(_of(row, verdict), color) for verdict, color in shown.items()]) for row in rows]
    return _svg(bars, title, key)


def ranked(rows: Sequence[Mapping[str, Any]], name: str, value: str, title: str) -> str:
    """One bar for each row, in the order given."""
    return _svg([(str(row[name]), [(row[value], COLORS["not authorized"])]) for row in rows], title, "")


def ranked_inside(rows: Sequence[Mapping[str, Any]], name: str, value: str) -> tuple[str, int, int]:
    """The same without its frame, in one calm color, to stand in another drawing: what it draws, width and height."""
    bars = [(str(row[name]), [(row[value], COLORS["authorized"])]) for row in rows]
    return _inside(bars, "")


def _of(row: Mapping[str, Any], verdict: str) -> int:
    return int(row.get(verdict.replace(" ", "_")) or 0)


def _svg(bars: Sequence[tuple[str, list[tuple[int, str]]]], title: str, key: str) -> str:
    inside, width, height = _inside(bars, key)
    return (
        f'<svg role="img" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width} {height}" width="{width}" font-family="{_FONT}" font-size="12" fill="{_INK}">'
        f"{inside}</svg>"
    )


def _inside(bars: Sequence[tuple[str, list[tuple[int, str]]]], key: str) -> tuple[str, int, int]:
    left = 16 + _LETTER * max((min(len(name), _LONGEST) for name, _ in bars), default=0)
    top = 30 if key else 6
    most = max((sum(value for value, _ in parts) for _, parts in bars), default=0)
    step, scale = _step(most), (_WIDTH - left - 46) / max(most, 1)
    bottom = top + _ROW * len(bars)
    ticks = "".join(_tick(left + value * scale, top, bottom, value) for value in range(0, most + 1, step))
    drawn = "".join("".join(_bar(left, top + _ROW * place, scale, *bar)) for place, bar in enumerate(bars))
    return f"{key}{ticks}{drawn}", _WIDTH, bottom + 24


def _bar(left: float, top: float, scale: float, name: str, parts: list[tuple[int, str]]) -> Iterator[str]:
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    yield f'<text x="{left - 8:.1f}" y="{top + 16:.1f}" text-anchor="end">{escape(short)}</text>'
    x = left
    for value, color in parts:
        if value:
            box = f'x="{x:.1f}" y="{top + 4:.1f}" width="{value * scale:.1f}" height="{_ROW - 8}"'
            yield f'<rect {box} fill="{color}"/>'
        x += value * scale
    yield f'<text x="{x + 5:.1f}" y="{top + 16:.1f}" font-size="11">{sum(value for value, _ in parts):,}</text>'


def _tick(x: float, top: float, bottom: float, value: int) -> str:
    return (
        f'<path d="M{x:.1f} {top}V{bottom}" stroke="{_GRID}"/>'
        f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle" font-size="11">{value:,}</text>'
    )


def _key(colors: Mapping[str, str]) -> Iterator[str]:
    x = 8.0
    for verdict, color in colors.items():
        yield f'<rect x="{x:.1f}" y="6" width="12" height="12" fill="{color}"/>'
        yield f'<text x="{x + 17:.1f}" y="16">{escape(verdict)}</text>'
        x += 36 + _LETTER * len(verdict)


def _step(most: int) -> int:
    """The distance of ticks: 1, 2 or 5 times a power of ten, five of them at most."""
    step, factors = 1, (2, 2.5, 2)
    place = 0
    while most / step > 5:
        step = int(step * factors[place % 3])
        place += 1
    return step
