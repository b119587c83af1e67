"""Small charts as SVG without style or script, each drawn from the table that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from open287g.record.asking.counts import Point
from open287g.ui import formats
from open287g.ui.reader import Reader
from open287g.vocabulary import labels
from open287g.vocabulary.models import HELD_MODELS

WIDTH, HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 104, 12, 34


@dataclass(frozen=True)
class Chart:
    """An SVG and the rows it was drawn from: one per year end and the last day, counts by model and in total."""

    svg: Markup
    rows: list[Point]


@dataclass(frozen=True)
class _Frame:
    first: date
    days: int
    top: int

    def x(self, day: date) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.first).days / self.days

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / self.top


def growth(reader: Reader, points: Sequence[Point], laws: Sequence[tuple[date, str]] = ()) -> Chart:
    """Agreements in force over time, one stepped line a model; `laws` are days of state law and what it says then."""
    highest = max(max(point.by_model) for point in points)
    frame = _Frame(points[0].day, max(1, (points[-1].day - points[0].day).days), _nice(highest))
    parts = [*_grid(reader, frame), *_years(frame, points[-1].day)]
    parts += [_line(frame, points, index, model) for index, model in enumerate(HELD_MODELS)]
    parts += _labels(frame, points[-1])
    parts += [_law(reader, frame, day, status) for day, status in laws if points[0].day <= day <= points[-1].day]
    title = reader.gettext("Agreements in force over time, by model")
    svg = (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
    return Chart(Markup(svg), year_ends(points))


def _law(reader: Reader, frame: _Frame, day: date, status: str) -> str:
    x = frame.x(day)
    words = escape(reader.gettext(labels.LAW[status]))
    anchor = "end" if x > WIDTH / 2 else "start"
    at = x - 4 if anchor == "end" else x + 4
    return (
        f'<path class="law" d="M{x:.1f} {_TOP}V{HEIGHT - _BOTTOM}"/>'
        f'<text class="tick" x="{at:.1f}" y="{_TOP + 12}" text-anchor="{anchor}">{words}</text>'
    )


def plain(chart: Chart, colors: Mapping[str, str]) -> str:
    """The inside of a chart with its own colors, to stand without a style sheet."""
    text = str(chart.svg).split("</title>", 1)[1].removesuffix("</svg>")
    for model in HELD_MODELS:
        text = text.replace(f'class="line {model.lower()}"', f'fill="none" stroke="{colors[model]}" stroke-width="2.5"')
        text = text.replace(
            f'class="name {model.lower()}"', f'font-size="14" font-weight="bold" fill="{colors[model]}"'
        )
    text = text.replace('class="grid"', f'fill="none" stroke="{colors["land"]}"')
    return text.replace('class="tick"', f'font-size="13" fill="{colors["line"]}"')


def year_ends(points: Sequence[Point]) -> list[Point]:
    """What was in force on the last day of each year, and on the last day of all."""
    last = points[-1].day
    days = [date(year, 12, 31) for year in range(points[0].day.year, last.year)] + [last]
    return [Point(day, _on(points, day).by_model) for day in days]


def _on(points: Sequence[Point], day: date) -> Point:
    last = points[0]
    for point in points:
        if point.day > day:
            break
        last = point
    return last


def _nice(highest: int) -> int:
    for step in (4, 8, 20, 40, 80, 200, 400, 800, 1200, 2000, 4000, 8000):
        if highest <= step:
            return step
    return highest


def _grid(reader: Reader, frame: _Frame) -> list[str]:
    lines = []
    for quarter in range(5):
        value = frame.top * quarter // 4
        y = frame.y(value)
        label = formats.number(value, reader.language, "")
        lines.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>')
        lines.append(f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    return lines


def _years(frame: _Frame, last: date) -> list[str]:
    ticks = []
    for year in range(frame.first.year + 1, last.year + 1):
        x = frame.x(date(year, 1, 1))
        ticks.append(f'<path class="grid" d="M{x:.1f} {HEIGHT - _BOTTOM}v6"/>')
        ticks.append(f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="middle">{year}</text>')
    return ticks


def _line(frame: _Frame, points: Sequence[Point], index: int, model: str) -> str:
    path = f"M{frame.x(points[0].day):.1f} {frame.y(points[0].by_model[index]):.1f}"
    for point in points[1:]:
        path += f"H{frame.x(point.day):.1f}V{frame.y(point.by_model[index]):.1f}"
    return f'<path class="line {model.lower()}" d="{path}"/>'


def _labels(frame: _Frame, last: Point) -> list[str]:
    """Names of the models at the end of their lines, pushed apart where lines end close together."""
    x = frame.x(last.day) + 8
    labels, above = [], float("-inf")
    for value, model in sorted(zip(last.by_model, HELD_MODELS, strict=True), reverse=True):
        above = max(frame.y(value) + 4, above + 16)
        labels.append(f'<text class="name {model.lower()}" x="{x:.1f}" y="{above:.1f}">{model} {value:,}</text>')
    return labels
