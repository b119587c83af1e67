"""Search results."""

from __future__ import annotations

import re

from open287g.record.asking.search import LONGEST, find
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

_FIVE = re.compile(r"\d{5}(?:-\d{4})?")
"""What a postal code of the United States looks like, and without its last four digits the FIPS code of a county."""


@page("/search", apart=True)
def search(view: View) -> Page:
    """What `?q=` finds. On a static site the page fills itself in the browser."""
    query = view.query.get("q", "").strip()[:LONGEST]
    hits = find(view.record, query) if query else []
    return view.render("search.html", query=query, hits=hits, as_fips=_FIVE.fullmatch(query) is not None)
