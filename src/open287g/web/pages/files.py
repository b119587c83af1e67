"""Files that pages read: shapes of maps, periods for the scrubber, the index for search; robots and sitemap."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from urllib.parse import quote

from markupsafe import escape

from open287g.core.errors import NotFoundError
from open287g.documents.library.shipped import shipped_documents
from open287g.places.counties import counties
from open287g.places.states import states
from open287g.record.asking import search
from open287g.record.asking.loaded import LoadedRecord
from open287g.rulebook.language.provision import provisions
from open287g.ui import map_script, maps
from open287g.vocabulary.messages import LANGUAGES
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

_SVG = "image/svg+xml"
_JSON = "application/json"


@page("/map/periods.json", in_languages=False)
def periods(view: View) -> Page:
    """Periods of force by county, as known today."""
    return Page(_compact(map_script.periods(view.record)), media_type=_JSON)


@page("/map/present.json", in_languages=False)
def present(view: View) -> Page:
    """Each county's name and its agencies in the newest list, for the map's tooltips."""
    return Page(_compact(map_script.present(view.record)), media_type=_JSON)


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


_MAIN = (
    "/",
    "/rules",
    "/rules/compare",
    "/walk",
    "/changes",
    "/asof",
    "/documents",
    "/documents/clauses",
    "/costs",
    "/law",
    "/oversight",
    "/oversight/arrests",
    "/oversight/controls",
    "/quality",
    "/methods",
    "/data",
    "/about",
)

_SECTIONS: dict[str, Callable[[LoadedRecord], Iterable[str]]] = {
    "pages": lambda record: _MAIN,
    "states": lambda record: (f"/state/{code}" for code in states()),
    "counties": lambda record: (f"/county/{fips}" for fips in counties()),
    "agencies": lambda record: (f"/agency/{key}" for key in sorted({*record.agencies, *record.early_agencies})),
    "agreements": lambda record: (f"/agreement/{key}" for key in record.agreements),
    "documents": lambda record: (f"/document/{key}" for key in shipped_documents()),
    "changes": lambda record: (f"/changes/{month}" for month in record.events_by_month),
    "rules": lambda record: (f"/rules/{p.id}" for p in provisions()),
}
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@page("/sitemap.xml", in_languages=False)
def sitemap(view: View) -> Page:
    """The sitemaps, one a kind of page."""
    day = view.record.today
    maps = "".join(
        f"<sitemap><loc>{_located(view, f'/sitemap/{name}.xml')}</loc><lastmod>{day}</lastmod></sitemap>"
        for name in _SECTIONS
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>')


@page("/sitemap/{name}.xml", every=lambda record: (f"/sitemap/{name}.xml" for name in _SECTIONS), in_languages=False)
def sitemap_of(view: View, name: str) -> Page:
    """Every page of one kind in each language, with its other language."""
    if name not in _SECTIONS:
        raise NotFoundError("there is no such sitemap")
    urls = "".join(_url(view, path) for path in _SECTIONS[name](view.record))
    return _xml(f"<urlset {_NAMESPACES}>{urls}</urlset>")


def _url(view: View, path: str) -> str:
    at = {code: _located(view, path if code == "en" else f"/{code}{path}") for code in LANGUAGES}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>' for code, href in at.items())
    return "".join(f"<url><loc>{href}</loc>{others}</url>" for href in at.values())


def _located(view: View, path: str) -> str:
    return str(escape(view.absolute(view.site.base + quote(path, safe="/:@"))))


def _xml(body: str) -> Page:
    return Page(f'<?xml version="1.0" encoding="UTF-8"?>{body}', media_type="application/xml")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
