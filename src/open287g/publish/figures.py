"""Charts to take away: how agreements grew, and how many each state or model has, with the rows behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape

from open287g.core.errors import InputError
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui import formats
from open287g.ui.charts import bars as bar_charts
from open287g.ui.charts import growth
from open287g.ui.charts.picture import png
from open287g.vocabulary import labels, messages
from open287g.vocabulary.models import HELD_MODELS, SHOWN

COLORS = {"land": "#e7e3da", "line": "#55606b", "TFM": "#b0460d", "JEM": "#2b3f86", "WSO": "#2f8fab"}
_WIDTH, _FONT = 960, "DejaVu Sans, Arial, sans-serif"
_TERMINAL_BAR = 50


@dataclass(frozen=True)
class Figure:
    """A chart: its title and source line, the rows it was drawn from, and the drawing with its width and height."""

    title: str
    source: str
    rows: list[dict[str, Any]]
    label: str
    value: str
    drawing: str
    width: float
    height: float


@dataclass(frozen=True)
class _Reader:
    language: str

    @property
    def gettext(self) -> Callable[[str], str]:
        return messages.translations(self.language).gettext


def figure(record_path: Path, kind: str, state: str | None, language: str) -> Figure:
    """A figure of `kind` (growth, states, models), of one state (postal code) or all.

    Raises InputError for a language there is none of.
    """
    messages.language_named(language)
    record, reader = LoadedRecord.load(record_path), _Reader(language)
    where = reader.gettext(labels.STATES[state]) if state else reader.gettext("United States")
    day = formats.day(record.today, language, "")
    title = reader.gettext("287(g) agreements, %(where)s, %(day)s") % {"where": where, "day": day}
    source = reader.gettext("Source: ICE's list of %(day)s; open287g, record %(version)s.")
    source = source % {"day": day, "version": record.version}
    if kind == "growth":
        return _growth(record, reader, state, title, source)
    listed = [row for row in record.listed if state in (None, row["state"])]
    held = Counter(row["state" if kind == "states" else "model"] for row in listed)
    order = SHOWN if kind == "models" else [code for code, _ in held.most_common()]
    column = kind.removesuffix("s")
    rows = [{column: code, "agreements": held[code]} for code in order]
    drawing, width, height = bar_charts.ranked_inside(rows, column, "agreements")
    return Figure(title, source, rows, column, "agreements", drawing, width, height)


def _growth(record: LoadedRecord, reader: _Reader, state: str | None, title: str, source: str) -> Figure:
    chart = growth.growth(reader, counts.series(record, state))
    rows = [
        {"day": point.day, **dict(zip(HELD_MODELS, point.by_model, strict=True)), "agreements": point.total}
        for point in chart.rows
    ]
    drawing = growth.plain(chart, COLORS)
    return Figure(title, source, rows, "day", "agreements", drawing, growth.WIDTH, growth.HEIGHT)


def picture(drawn: Figure, path: Path) -> bytes:
    """The figure as the bytes of an .svg or .png file, with its title and source line.

    Raises InputError for another ending.
    """
    if path.suffix.lower() not in (".svg", ".png"):
        raise InputError(f"no picture ends in {path.suffix or 'nothing'}", str(path), "End it in .svg or .png.", 2)
    svg = _framed(drawn)
    return svg.encode() if path.suffix.lower() == ".svg" else png(svg)


def _framed(drawn: Figure) -> str:
    wide = _WIDTH - 32
    tall = wide * drawn.height / drawn.width
    inside = (
        f'<svg x="16" y="48" width="{wide}" height="{tall:.0f}" viewBox="0 0 {drawn.width:g} {drawn.height:g}" '
        f'font-size="12" fill="#23231f">{drawn.drawing}</svg>'
    )
    total = tall + 84
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{total:.0f}" '
        f'viewBox="0 0 {_WIDTH} {total:.0f}" font-family="{_FONT}" role="img"><title>{escape(drawn.title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<text x="16" y="30" font-size="21" font-weight="bold" fill="#1b2127">{escape(drawn.title)}</text>{inside}'
        f'<text x="16" y="{total - 12:.0f}" font-size="12" fill="#55606b">{escape(drawn.source)}</text></svg>'
    )


def bars(drawn: Figure) -> str:
    """The figure in letters: a bar a row, the longest of 50 blocks, then the title and the source."""
    most = max((row[drawn.value] for row in drawn.rows), default=0) or 1
    wide = max((len(str(row[drawn.label])) for row in drawn.rows), default=0)
    lines = [
        f"{row[drawn.label]!s:>{wide}} {'█' * round(_TERMINAL_BAR * row[drawn.value] / most)} {row[drawn.value]:,}"
        for row in drawn.rows
    ]
    return "\n".join([drawn.title, "", *lines, "", drawn.source])
