"""Pages of words: methods, data, about."""

from __future__ import annotations

from open287g.record.schema import TABLES
from open287g.web.registry import page
from open287g.web.view import Page, View

DOWNLOADS = ("csv", "parquet", "duckdb")
FEEDS = ("nation", "corrections")


@page("/methods")
def methods(view: View) -> Page:
    """How the record, the rulebook and the atlas come to what they say."""
    return view.render("methods.html")


@page("/data")
def data(view: View) -> Page:
    """Downloads, API, feeds, pictures, citation."""
    return view.render("data.html", tables=TABLES)


@page("/about")
def about(view: View) -> Page:
    """What this is, and what it is not."""
    return view.render("about.html")
