"""The office's templates, with its addresses and its words in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from open287g.office import words
from open287g.office.entering.refusal import Reason
from open287g.office.model.kinds import field
from open287g.office.web.menu import way
from open287g.rulebook.language.provision import provision_named
from open287g.rulebook.listing.spanish import says_es, spoken_ids
from open287g.ui import formats, templates
from open287g.vocabulary import fact_words, facts, labels, messages

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


@cache
def environment(language: str) -> Environment:
    """The templates of one language; each is filled with the `view` it is for."""
    env = templates.environment(language, FOLDER / "templates")
    env.globals |= {"url": _url, "asset": _asset, "own_asset": _own_asset, "office": words, "way": way}
    env.globals |= {"reason_says": lambda reason: reason_says(reason, language)}
    env.filters |= _filters(language)
    return env


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    """What templates do with a value of the office."""
    said = messages.translations(language).gettext

    def of(known: Mapping[str, str]) -> Callable[[str], str]:
        return lambda code: said(known.get(code, code))

    return {
        "role": of(words.ROLES),
        "state": of(words.STATES),
        "rule": of(words.RULES),
        "compared": of(words.COMPARED),
        "step": lambda kind: said(words.step(kind)),
        "thing": lambda kind, several=False: said(words.thing(kind, several)),
        "column": lambda name: said(words.column(name)),
        "provision": lambda one: provision_says(one, language),
        "says_of": lambda id: provision_says(provision_named(id), language),
        "fact": lambda name, subject: fact_label(subject, name, language),
        "value": lambda value, zone=None: value_says(value, language, zone),
        "moment": lambda moment, zone="UTC": moment_says(moment, language, zone),
    }


def fact_label(subject: str, name: str, language: str) -> str:
    """What a field of an event or a fact of a state says, without its full stop."""
    known = facts.RECORDS.get(subject, {})
    if name in known and name != "officer_id":
        return fact_words.says(subject, known[name], language).rstrip(".")
    told = field("account" if name == "officer_id" else subject, name)
    said = messages.translations(language).gettext
    return said(told.says).rstrip(".") if told else said(words.COLUMNS.get(name, name.replace("_", " ")))


def value_says(value: Any, language: str, zone: str | None = None) -> Markup:
    """A value of the ledger as people read it; what is nobody's language is not translated."""
    said = messages.translations(language).gettext
    if isinstance(value, bool):
        return escape(said("yes") if value else said("no"))
    if value in (None, "", [], ()):
        return escape(said("none"))
    if isinstance(value, list | tuple):
        return Markup(", ").join(value_says(one, language, zone) for one in value)
    if isinstance(value, dict):
        return Markup(", ").join(
            Markup("{}: {}").format(name, value_says(one, language)) for name, one in value.items()
        )
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if text in labels.ACTS or text in labels.MODELS:
        return escape(said(labels.ACTS.get(text) or labels.MODELS[text]))
    return _moment_or_text(text, language, zone)


def _moment_or_text(text: str, language: str, zone: str | None) -> Markup:
    try:
        if "T" in text:
            return escape(moment_says(datetime.fromisoformat(text), language, zone or ""))
        return escape(formats.day(date.fromisoformat(text), language, "", "medium"))
    except ValueError:
        return Markup('<span translate="no">{}</span>').format(text)


def moment_says(moment: datetime, language: str, zone: str = "") -> str:
    """A moment in a zone, with the zone's name; where no zone is said as it was told, in the agency's own time."""
    locale = "es_US" if language == "es" else "en_US"
    form = ("MMM d, y, HH:mm" if language == "en" else "d MMM y, HH:mm") + (" z" if zone else "")
    return format_datetime(moment, form, locale=locale, tzinfo=ZoneInfo(zone) if zone else moment.tzinfo)


def reason_says(reason: Reason, language: str) -> Markup:
    """Why something is refused, in the reader's language where there are words for it; else in English, marked so."""
    if language == "en":
        return escape(reason.says)
    if reason.rule in spoken_ids():
        return escape(says_es(reason.rule))
    said = messages.translations(language).gettext
    name, _, what = reason.says.partition(" ")
    if reason.rule == "field" and said(what) != what:
        return Markup("<code>{}</code> {}").format(name, said(what))
    translated = said(reason.says)
    return escape(translated) if translated != reason.says else Markup('<span lang="en">{}</span>').format(reason.says)


def provision_says(told: Any, language: str) -> str:
    """What a provision, or its result, says."""
    return says_es(told.id) if language == "es" and told.id in spoken_ids() else str(told.says)


@pass_context
def _url(context: Context, path: str) -> str:
    return str(context["view"].url(path))


@pass_context
def _asset(context: Context, name: str) -> str:
    return str(context["view"].site.base) + templates.asset(name)


@pass_context
def _own_asset(context: Context, name: str) -> str:
    return str(context["view"].site.base) + templates.asset(name, STATIC).replace("/static/", "/static/office/")
