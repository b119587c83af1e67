"""What a page function gets: the record, the reader's language, the address asked for, and where the atlas stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2.environment import Template, TemplateModule
from markupsafe import Markup

from open287g.core.days import today
from open287g.documents.library.shipped import ShippedDocument, called
from open287g.places.states import states
from open287g.publish.citation import Citation, citation
from open287g.publish.dataset import dataset
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import sentences
from open287g.vocabulary import messages
from open287g.vocabulary.messages import N_
from open287g.web.view.page import Page
from open287g.web.view.templates import environment

OLDER = N_("This is an older version of the record, kept for those who cite it; there may be newer lists.")


@dataclass(frozen=True)
class Site:
    """Where the atlas stands: `base` is the path it lives under, `origin` its absolute address if known.

    `static` is true for a published site, which has no server to answer forms. `home` is the folder whose memoranda
    can be searched in full. `older`: the address names a version of the record that a newer one has followed.
    """

    base: str = ""
    origin: str = ""
    static: bool = False
    home: Path | None = None
    older: bool = False


@dataclass(frozen=True)
class View:
    """One request: which record, which language, which address (without the language), which parameters."""

    record: LoadedRecord
    language: str = "en"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    site: Site = field(default_factory=Site)
    carries: bool = True
    """Whether links to the other language take the parameters along; a page that refused one repeats none."""

    @property
    def gettext(self) -> Callable[[str], str]:
        """The translation of a message into the reader's language."""
        return messages.translations(self.language).gettext

    @property
    def age(self) -> str:
        """How old the newest lists are on the day the page is made, in a sentence."""
        on = today()
        return self.record.once(("age", on, self.language), lambda: sentences.age(self.record.ages, on, self.language))

    @property
    def rests_on(self) -> str:
        """The days of the newest lists, and how old they are, in sentences; of an older record, that it is one."""
        told = f"{sentences.lists(self.record.ages, self.language)} {self.age}"
        return f"{self.gettext(OLDER)} {told}" if self.site.older else told

    @property
    def newest(self) -> str:
        """This page's address by the newest record, where it stands under that of a version."""
        language = "" if self.language == "en" else f"/{self.language}"
        return language + quote(self.path, safe="/:@")

    def says(self, event: Row) -> str:
        """An event of the record in one sentence."""
        return self.record.once(("says", self.language, event["event_id"]), lambda: self._said(event))

    def says_early(self, event: Row) -> str:
        """An event of the years before 2021 in one sentence."""
        agency = self.record.agencies.get(event["agency_id"]) or self.record.early_agencies[event["agency_id"]]
        return sentences.early_event(event, agency["name"] or event["agency_id"], self.language)

    def _said(self, event: Row) -> str:
        agency = self.record.agencies.get(event["agency_id"])
        name = agency["name"] if agency and agency["name"] else event["agency_id"]
        return sentences.event(event, name, self.language)

    @property
    def state_links(self) -> Mapping[str, Markup]:
        """The link to each state's page, by postal code."""
        return self.record.once(("state links", self.language, self.site), self._state_links)

    def _state_links(self) -> Mapping[str, Markup]:
        link = vars(self.macros("macros.html"))["state"]
        return {code: Markup(link(code)) for code in states()}

    def document_name(self, document: ShippedDocument) -> str:
        """The name of a memorandum: its agency's in the record, else what was read off it."""
        return called(self.record, document)

    def url(self, path: str) -> str:
        """The address of a page of the atlas in the reader's language."""
        return self._in(self.language, path)

    def other(self, language: str) -> str:
        """This page's address in another language."""
        return self._in(language, quote(self.path, safe="/:@"))

    def same_in(self, language: str) -> str:
        """This page in another language with what was asked for: search words, day, filters."""
        asked = f"?{urlencode(self.query)}" if self.query and self.carries and not self.site.static else ""
        return self.other(language) + asked

    def cite(self, title: str) -> Citation:
        """The citation of this page, by an address that names the record's version where a server answers for it."""
        path = self.other(self.language)
        if not self.site.static and not self.site.base:
            path = f"/v/{self.record.version}{path}"
        return citation(unescape(title), self.absolute(path), self.record.version, self.record.today, today())

    @property
    def structured(self) -> Markup:
        """The record as schema.org's Dataset: data in a script element, which no policy runs or stops."""
        say = self.gettext
        told = dataset(
            self.record,
            say("287(g) agreements in the United States"),
            say("Every 287(g) agreement since 2021, with the evidence for each fact."),
            self.absolute(self.site.base),
            self.language,
        )
        safe = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
        return Markup(f'<script type="application/ld+json">{safe}</script>')

    def card(self, state: str = "") -> str:
        """The address of the picture that shows when a page is shared; empty where the site's own is not known."""
        shown = state if state in states() else "nation"
        return self.absolute(self._in(self.language, f"/card/{shown}.png")) if self.site.origin else ""

    def absolute(self, path: str) -> str:
        """An address with the site's origin in front, where it is known."""
        return self.site.origin + path

    def _in(self, language: str, path: str) -> str:
        prefix = self.site.base + ("" if language == "en" else f"/{language}")
        return (prefix + path) if path != "/" else (prefix + "/")

    def kept(self, key: tuple[Hashable, ...], macro: Callable[..., Any], *args: Any) -> Any:
        """What a macro writes, written once for this record, language and address: for what many pages share.

        `key` must name everything that the macro's words depend on.
        """
        return self.record.once(("html", self.language, self.site, *key), lambda: macro(*args))

    def macros(self, template: str) -> TemplateModule:
        """The macros of a template, made once for this record, language and address: none may read path or query."""
        key = ("macros", self.language, self.site, template)
        return self.record.once(key, lambda: self._template(template).make_module({"view": self._anywhere()}))

    def part(self, template: str, **context: Hashable) -> Markup:
        """What stands alike on many pages, filled once for each `context`, which names all that its words depend on."""
        key = ("part", self.language, self.site, template, *sorted(context.items()))
        return self.record.once(key, lambda: Markup(self._template(template).render(view=self._anywhere(), **context)))

    def render(self, template: str, status: int = 200, **context: Any) -> Page:
        """Fill a template."""
        return Page(self._template(template).render(view=self, **context), status=status)

    def _template(self, name: str) -> Template:
        return environment(self.language).get_template(name)

    def _anywhere(self) -> View:
        """This view without what is of one page."""
        return replace(self, path="/", query={})
