"""Files that pages read: shapes of maps, periods for the scrubber, the index for search; robots and sitemap."""

from __future__ import annotations

import json

from open287g.core.errors import NotFoundError
from open287g.record.asking import search
from open287g.ui import maps
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

_SVG = "image/svg+xml"
_JSON = "application/json"


@page("/map/periods.json", in_languages=False)
def periods(view: View) -> Page:
    """Periods of force by county, as known today."""
    return Page(_compact(maps.periods(view.record)), media_type=_JSON)


@page("/map/{name}.svg", every=lambda record: (f"/map/{name}.svg" for name in maps.names()), in_languages=False)
def shapes(view: View, name: str) -> Page:
    """The shapes of the nation or of one state."""
    if name not in maps.names():
        raise NotFoundError(f"no map is called {name[:20]!r}")
    return Page(maps.shapes_file(name), media_type=_SVG)


@page("/search-index.json", in_languages=False)
def index(view: View) -> Page:
    """Names for the search in the browser."""
    return Page(_compact(search.index_file(view.record)), media_type=_JSON)


@page("/robots.txt", in_languages=False)
def robots(view: View) -> Page:
    """Everything may be read; the sitemap is named where the site's own address is known."""
    sitemap = f"Sitemap: {view.absolute(view.site.base + '/sitemap.xml')}\n" if view.site.origin else ""
    return Page(f"User-agent: *\nDisallow:\n{sitemap}", media_type="text/plain; charset=utf-8")


@page("/sitemap.xml", in_languages=False)
def sitemap(view: View) -> Page:
    """The pages that matter most, with their other language."""
    paths = ["/", "/rules", "/walk", "/changes", "/documents", "/costs", "/quality", "/methods", "/data", "/about"]
    paths += [f"/state/{code}" for code in view.record.agreements_by_state]
    paths += [f"/agency/{agency_id}" for agency_id in view.record.agencies]
    urls = "".join(f"<url><loc>{view.absolute(view.site.base + path)}</loc></url>" for path in paths)
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Page(body, media_type="application/xml")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
