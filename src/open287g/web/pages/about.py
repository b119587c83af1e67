"""Pages of words: methods, data, about."""

from __future__ import annotations

from open287g.core.errors import NotFoundError
from open287g.record.tables.catalog import TABLES
from open287g.vocabulary.messages import N_
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

PROBLEMS = {
    "400": N_("A parameter cannot be read. The detail names it and says how to write it."),
    "404": N_("The record has nothing of that name. Names and ids are permanent; check the spelling."),
    "405": N_("Only reading is possible here: GET, HEAD and OPTIONS."),
    "414": N_("The address is longer than 2,000 characters."),
    "422": N_("A parameter does not fit its description in the OpenAPI document; errors names each one."),
}


@page("/methods")
def methods(view: View) -> Page:
    """How the record, the rulebook and the atlas come to what they say."""
    return view.render("methods.html")


@page("/data")
def data(view: View) -> Page:
    """Downloads, API, feeds, pictures, citation."""
    return view.render("data.html", tables=TABLES)


@page("/problems/{status}", every=lambda record: (f"/problems/{status}" for status in PROBLEMS))
def problem(view: View, status: str) -> Page:
    """What an error of the API means; its `type` leads here."""
    if status not in PROBLEMS:
        raise NotFoundError(f"no problem has the status {status[:20]!r}")
    return view.render("problem.html", code=status, says=PROBLEMS[status])


@page("/about")
def about(view: View) -> Page:
    """What this is, and what it is not."""
    return view.render("about.html")
