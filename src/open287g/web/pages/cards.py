"""The picture that shows when a page is shared: place, number, models, map and source, drawn by the program."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from open287g.core.errors import NotFoundError
from open287g.places.states import states
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui import formats, maps
from open287g.ui.charts.picture import png
from open287g.vocabulary import labels
from open287g.web.pages.embeds import COLORS, FONT, dot_line, source
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card, as services that show one ask for."""
_NATION = "nation"
_MODELS = ("TFM", "WSO", "JEM")
_LEFT, _MAP_LEFT = 60, 600


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/card/{name}.png" for name in (_NATION, *states()))


@page("/card/{name}.png", every=_every, by_origin=True)
def card(view: View, name: str) -> Page:
    """The card of the nation or of a state; the pages of a county, agency or agreement share their state's."""
    if name != _NATION and name not in states():
        raise NotFoundError(f"there is no card {name[:20]!r}")
    return Page(png(drawn(view, None if name == _NATION else name), 1.0), media_type="image/png")


def drawn(view: View, code: str | None) -> str:
    """The card as SVG, in its own colors."""
    listed = [row for row in view.record.listed if code in (None, row["state"])]
    now = counts.count(listed)
    say = view.gettext
    place = say(labels.STATES[code]) if code else say("United States")
    ink, soft = COLORS["ink"], COLORS["line"]
    number = formats.number(now.agreements, view.language, say("unknown"))
    agencies = say("agreements of %(agencies)s agencies in ICE's list of %(day)s") % {
        "agencies": formats.number(now.agencies, view.language, ""),
        "day": formats.day(view.record.today, view.language, "", "medium"),
    }
    map = _map(view, code)
    lines = [
        _text(96, 46, ink, place, bold=True),
        _text(140, 25, soft, say("287(g) agreements")),
        _text(300, 150, ink, number, bold=True),
        *(_text(352 + 32 * n, 25, ink, line) for n, line in enumerate(_broken(agencies, 38))),
        *(_model(view, n, model, now.by_model[model]) for n, model in enumerate(_MODELS)),
        *([_text(HEIGHT - 56, 17, soft, dot_line(view))] if map.dots else []),
        _text(HEIGHT - 30, 17, soft, source(view)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{FONT}"><rect width="100%" height="100%" fill="#ffffff"/>'
        f'<rect width="16" height="100%" fill="{COLORS["TFM"]}"/>{_placed(map, code)}{"".join(lines)}</svg>'
    )


def _text(y: int, size: int, color: str, text: str, x: int = _LEFT, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{color}"{weight}>{escape(text)}</text>'


def _model(view: View, place: int, model: str, number: int) -> str:
    y = 452 + 42 * place
    told = f"{formats.number(number, view.language, '')} {view.gettext(labels.MODELS[model])}"
    return f'<rect x="{_LEFT}" y="{y - 19}" width="22" height="22" fill="{COLORS[model]}"/>' + _text(
        y, 24, COLORS["ink"], told, _LEFT + 36
    )


def _map(view: View, code: str | None) -> maps.Map:
    rows = [row for row in view.record.listed if code in (None, row["state"])]
    record, base = view.record, view.site.base
    return maps.state(record, base, code, rows) if code else maps.nation(record, base, record.today)


def _placed(map: maps.Map, code: str | None) -> str:
    inside = maps.drawing(code or maps.NATION, map, COLORS)
    return f'<svg x="{_MAP_LEFT}" y="60" width="560" height="480" viewBox="{map.frame}">{inside}</svg>'


def _broken(text: str, most: int) -> list[str]:
    """Lines of at most so many signs, broken between words."""
    lines = [""]
    for word in text.split():
        fits = len(lines[-1]) + len(word) < most
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return lines
