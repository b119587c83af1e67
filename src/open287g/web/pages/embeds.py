"""Charts and maps to put into another page: SVG or PNG with its source line, or a frame."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from open287g.core.errors import NotFoundError
from open287g.record.asking import counts
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui import formats, maps
from open287g.ui.charts import growth
from open287g.ui.charts.picture import png
from open287g.vocabulary import labels
from open287g.web.view.page import Page
from open287g.web.view.parameters import state_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

COLORS = {
    "land": "#e7e3da",
    "line": "#55606b",
    "ink": "#1b2127",
    "TFM": "#b0460d",
    "JEM": "#2b3f86",
    "WSO": "#2f8fab",
    "OTHER": "#77706a",
}
_FORMS = ("svg", "png")
_WIDTH = 960
FONT = "DejaVu Sans, Arial, sans-serif"


def _names(record: LoadedRecord) -> list[str]:
    return ["nation", *sorted(record.agreements_by_state)]


def _files(record: LoadedRecord) -> Iterable[str]:
    return (f"/embed/{kind}/{name}.svg" for kind in ("map", "growth") for name in _names(record))


@page("/embed/{kind}/{name}.{form}", every=_files)
def picture(view: View, kind: str, name: str, form: str) -> Page:
    """`kind` map or growth, `name` nation or a postal code, `form` svg or png."""
    if kind not in ("map", "growth") or form not in _FORMS:
        raise NotFoundError(f"there is no picture {kind[:20]}/{name[:20]}.{form[:20]}")
    code = None if name == "nation" else state_of(name)
    svg = _map(view, code) if kind == "map" else _growth(view, code)
    if form == "svg":
        return Page(svg, media_type="image/svg+xml")
    return Page(png(svg), media_type="image/png")


@page("/embed/{name}", every=lambda record: (f"/embed/{name}" for name in _names(record)))
def frame(view: View, name: str) -> Page:
    """A page to show in a frame: the number, the map, the source."""
    code = None if name == "nation" else state_of(name)
    listed = [row for row in view.record.listed if code in (None, row["state"])]
    return view.render("embed.html", name=name, code=code, now=counts.count(listed))


def _map(view: View, code: str | None) -> str:
    listed = [row for row in view.record.listed if code in (None, row["state"])]
    map = (
        maps.state(view.record, view.site.base, code, listed)
        if code
        else maps.nation(view.record, view.site.base, view.record.today)
    )
    width, height = map.frame.split()[2:]
    tall = _WIDTH * int(height) / int(width)
    inside = maps.drawing(code or maps.NATION, map, COLORS)
    picture = f'<svg x="0" y="44" width="{_WIDTH}" height="{tall:.0f}" viewBox="{map.frame}">{inside}</svg>'
    return _framed(view, code, picture, tall + 44, dot_line(view) if map.dots else "")


def _growth(view: View, code: str | None) -> str:
    chart = growth.growth(view, counts.series(view.record, code))
    tall = _WIDTH * growth.HEIGHT / growth.WIDTH
    inside = growth.plain(chart, COLORS)
    box = f"0 0 {growth.WIDTH} {growth.HEIGHT}"
    picture = f'<svg x="0" y="44" width="{_WIDTH}" height="{tall:.0f}" viewBox="{box}">{inside}</svg>'
    return _framed(view, code, picture, tall + 44)


def _framed(view: View, code: str | None, picture: str, height: float, note: str = "") -> str:
    where = view.gettext(labels.STATES[code]) if code else view.gettext("United States")
    day = formats.day(view.record.today, view.language, "")
    title = escape(view.gettext("287(g) agreements, %(where)s, %(day)s") % {"where": where, "day": day})
    total = height + (76 if note else 56)
    ink, soft = COLORS["ink"], COLORS["line"]
    keys = "".join(_key(view, n, model, height) for n, model in enumerate(("TFM", "JEM", "WSO")))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{total:.0f}" '
        f'viewBox="0 0 {_WIDTH} {total:.0f}" font-family="{FONT}" role="img"><title>{title}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<text x="16" y="30" font-size="21" font-weight="bold" fill="{ink}">{title}</text>{picture}{keys}'
        f'<text x="16" y="{height + 44:.0f}" font-size="12" fill="{soft}">{escape(note)}</text>'
        f'<text x="16" y="{total - 12:.0f}" font-size="12" fill="{soft}">{escape(source(view))}</text></svg>'
    )


def _key(view: View, place: int, model: str, height: float) -> str:
    left, name = 16 + 310 * place, escape(view.gettext(labels.MODELS[model]))
    return (
        f'<rect x="{left}" y="{height + 8:.0f}" width="13" height="13" fill="{COLORS[model]}"/>'
        f'<text x="{left + 20}" y="{height + 19:.0f}" font-size="13" fill="{COLORS["ink"]}">{name} ({model})</text>'
    )


def dot_line(view: View) -> str:
    """What a dot of a map is not."""
    return view.gettext("Dots stand around the middle of their county, not at the town.")


def source(view: View) -> str:
    """The line that says where a picture is from."""
    source = view.gettext("Source: ICE's list of %(day)s; open287g, record %(version)s.")
    return source % {"day": formats.day(view.record.today, view.language, ""), "version": view.record.version}
