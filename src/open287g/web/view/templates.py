"""The atlas's templates, with its own addresses in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from open287g.documents.pages.contacts import contacts_hidden
from open287g.rulebook.listing.spanish import says_es
from open287g.ui import templates
from open287g.web.view.menu import MENU, entry_of

_FOLDER = Path(__file__).parents[1] / "templates"


@cache
def environment(language: str) -> Environment:
    """The templates of one language; each is filled with the `view` it is for."""
    env = templates.environment(language, _FOLDER)
    env.globals["law_says"] = lambda p: says_es(p.id) if language == "es" else p.says
    env.filters["no_contacts"] = contacts_hidden
    env.globals |= {"url": _url, "asset": _asset, "menu": MENU, "entry_of": entry_of}
    return env


@pass_context
def _url(context: Context, path: str) -> str:
    return str(context["view"].url(path))


@pass_context
def _asset(context: Context, name: str) -> str:
    return str(context["view"].site.base) + templates.asset(name)
