"""Estimates as dots with their intervals, as SVG that stands in a page and in a PDF alike."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from textwrap import wrap
from typing import NamedTuple

from markupsafe import Markup, escape

WIDTH, ROW, LINE = 640, 24, 15
_LETTERS = 34
"""Letters of a name that fit beside the drawing; a longer one goes on below."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 250, 30, 10, 30
_STEPS, _MOST, _NEAR = (1, 2, 2.5, 5, 10, 20, 25, 50), 5, 1e-9
_INK, _GRID, _MARK = "#23231f", "#d4d3ce", "#33658a"


class Dot(NamedTuple):
    """An estimate with its interval, and what stands beside it."""

    name: str
    value: float
    low: float
    high: float


def intervals(dots: Sequence[Dot], title: str, none: float | None = None) -> Markup:
    """The drawing; `none` is the value that says no difference, drawn as a line. The table beside it tells the same."""
    ends = [end for dot in dots for end in (dot.low, dot.high)] + ([] if none is None else [none])
    ticks = _ticks(min(ends), max(ends))
    low, span = ticks[0], ticks[-1] - ticks[0]
    names = [wrap(dot.name, _LETTERS) or [""] for dot in dots]
    heights = [max(ROW, LINE * len(lines) + 6) for lines in names]
    height = _TOP + sum(heights) + _BOTTOM

    def x(value: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (value - low) / span

    parts = [_tick(x(value), value, height) for value in ticks]
    if none is not None:
        parts.append(f'<path d="M{x(none):.1f} {_TOP}V{height - _BOTTOM}" stroke="{_INK}" stroke-dasharray="3 3"/>')
    for at, dot in enumerate(dots):
        y = _TOP + sum(heights[:at]) + heights[at] / 2
        parts += _label(names[at], y)
        parts.append(f'<path d="M{x(dot.low):.1f} {y:.1f}H{x(dot.high):.1f}" stroke="{_MARK}" stroke-width="2"/>')
        parts.append(f'<circle cx="{x(dot.value):.1f}" cy="{y:.1f}" r="4.5" fill="{_MARK}"/>')
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="{_INK}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from `low` or below to `high` or above, six steps at most."""
    span = (high - low) or abs(low) or 1.0
    unit = 10.0 ** (floor(log10(span)) - 1)
    step = next(unit * times for times in _STEPS if span <= _MOST * unit * times)
    first, last = floor(low / step + _NEAR), ceil(high / step - _NEAR)
    return [at * step for at in range(first, max(last, first + 1) + 1)]


def _label(lines: Sequence[str], middle: float) -> list[str]:
    top = middle + 4 - LINE * (len(lines) - 1) / 2
    return [
        f'<text x="{_LEFT - 10}" y="{top + LINE * at:.1f}" text-anchor="end">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]


def _tick(x: float, value: float, height: int) -> str:
    return (
        f'<path d="M{x:.1f} {_TOP}V{height - _BOTTOM}" stroke="{_GRID}"/>'
        f'<text x="{x:.1f}" y="{height - 10}" text-anchor="middle">{_told(value)}</text>'
    )


def _told(value: float) -> str:
    return f"{value + 0.0:.6g}".replace("-", "−")
