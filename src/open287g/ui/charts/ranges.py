"""Ranges of dollars as bars, in the colors of the style sheet: the costs of a note, and what moves its sum.

The table beside it tells the same numbers. A page has no style of its own here, so that a page's policy holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from open287g.ui import formats
from open287g.ui.charts.intervals import Dot

WIDTH = 440
_ROW, _BAR, _TOP, _BOTTOM, _RIGHT = 46, 10, 6, 30, 24
_LONGEST = 54
"""Letters of a name at most; the table has it whole."""


def ranges(bars: Sequence[Dot], title: str, language: str) -> Markup:
    """A bar from low to high for each, a mark at its value, its name above it; dollars along the foot."""
    low = min(0.0, *(bar.low for bar in bars))
    high = max(0.0, *(bar.high for bar in bars))
    span = (high - low) or 1.0
    height = _TOP + _ROW * len(bars) + _BOTTOM

    def x(value: float) -> float:
        return 8 + (WIDTH - 8 - _RIGHT) * (value - low) / span

    parts = [_tick(x(low + span * at / 4), low + span * at / 4, at, height, language) for at in range(5)]
    parts += [_bar(bar, _TOP + _ROW * at, x(bar.low), x(bar.value), x(bar.high)) for at, bar in enumerate(bars)]
    return Markup(
        f'<svg class="chart ranges" viewBox="0 0 {WIDTH} {height}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _bar(bar: Dot, top: float, low: float, value: float, high: float) -> str:
    name = bar.name if len(bar.name) <= _LONGEST else bar.name[: _LONGEST - 1] + "…"
    y = top + 24
    return (
        f'<text class="tick" x="8" y="{top + 17:.0f}">{escape(name)}</text>'
        f'<rect class="bar" x="{low:.1f}" y="{y:.0f}" width="{max(high - low, 1.5):.1f}" height="{_BAR}"/>'
        f'<rect class="middle" x="{value - 1.5:.1f}" y="{y - 3:.0f}" width="3" height="{_BAR + 6}"/>'
    )


def _tick(x: float, value: float, at: int, height: float, language: str) -> str:
    anchor = ("start", "middle", "middle", "middle", "end")[at]
    place = f'x="{x:.1f}" y="{height - 10:.0f}" text-anchor="{anchor}"'
    grid = f'<path class="grid" d="M{x:.1f} {_TOP}V{height - _BOTTOM}"/>'
    return f'{grid}<text class="tick" {place}>{_dollars(value, language)}</text>'


def _dollars(value: float, language: str) -> str:
    sign = "−" if value < 0 else ""
    size = abs(value)
    if size >= 1e6:
        return f"{sign}${formats.number(size / 1e6, language, '', 1)} M"
    return f"{sign}${formats.number(round(size), language, '')}"
