"""What a page function gets and gives: the record, the reader's language, addresses, and a rendered page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from open287g.core.version import __version__
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.rulebook.listing.spanish import says_es
from open287g.ui import sentences
from open287g.ui.filters import filters
from open287g.ui.pieces import pieces
from open287g.vocabulary import labels, messages

HERE = Path(__file__).parents[1]
STATIC = HERE / "static"


@dataclass(frozen=True)
class Site:
    """Where the atlas stands: `base` is the path it lives under, `origin` its absolute address if known.

    `static` is true for a published site, which has no server to answer forms. `home` is the folder whose memoranda
    can be searched in full.
    """

    base: str = ""
    origin: str = ""
    static: bool = False
    home: Path | None = None


@dataclass(frozen=True)
class Page:
    """A rendered answer."""

    body: str | bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class MovedError(Exception):
    """The thing asked for lives at another address of the atlas, for good."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class View:
    """One request: which record, which language, which address (without the language), which parameters."""

    record: LoadedRecord
    language: str = "en"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    site: Site = field(default_factory=Site)

    @property
    def gettext(self) -> Callable[[str], str]:
        """The translation of a message into the reader's language."""
        return messages.translations(self.language).gettext

    def says(self, event: Row) -> str:
        """An event of the record in one sentence."""
        agency = self.record.agencies.get(event["agency_id"])
        name = agency["name"] if agency and agency["name"] else event["agency_id"]
        return sentences.event(event, name, self.language)

    def url(self, path: str) -> str:
        """The address of a page of the atlas in the reader's language."""
        return self._in(self.language, path)

    def other(self, language: str) -> str:
        """This page's address in another language."""
        return self._in(language, quote(self.path, safe="/:@"))

    def absolute(self, path: str) -> str:
        """An address with the site's origin in front, where it is known."""
        return self.site.origin + path

    def _in(self, language: str, path: str) -> str:
        prefix = self.site.base + ("" if language == "en" else f"/{language}")
        return (prefix + path) if path != "/" else (prefix + "/")

    def render(self, template: str, status: int = 200, **context: Any) -> Page:
        """Fill a template."""
        return Page(environment(self.language).get_template(template).render(view=self, **context), status=status)


@cache
def asset(name: str) -> str:
    """The address of a file of the design with the digest of its content, so that it can be cached for good."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


@cache
def environment(language: str) -> Environment:
    """The templates of one language; every value is escaped, an undefined name is an error."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        lstrip_blocks=True,
    )
    catalog = messages.translations(language)
    env.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    env.filters |= filters(language)
    env.globals |= pieces(language)
    env.globals["law_says"] = lambda p: says_es(p.id) if language == "es" else p.says
    env.globals |= {
        "say": catalog.gettext,
        "url": _url,
        "asset": _asset,
        "version": __version__,
        "languages": messages.NAMES,
        "words": labels,
    }
    return env


@pass_context
def _url(context: Context, path: str) -> str:
    view: View = context["view"]
    return view.url(path)


@pass_context
def _asset(context: Context, name: str) -> str:
    view: View = context["view"]
    return view.site.base + asset(name)
