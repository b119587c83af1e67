"""The rulebook as rows to read."""

from __future__ import annotations

from typing import Any

from open287g.core.errors import InputError, NotFoundError
from open287g.core.suggest import suggestion
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary import facts
from open287g.vocabulary.editions import HELD, edition_named
from open287g.vocabulary.fact_words import says, values_of
from open287g.vocabulary.messages import translations

KINDS = ("condition", "premise", "standard", "duty", "source", "reading")


def chosen(model: str | None, act: str | None, edition: str | None, kind: str | None) -> list[Provision]:
    """The provisions that bear on a model, an act, an edition, or are of a kind."""
    held = edition_named(edition) if edition else None
    if edition and (held is None or held.historical):
        raise NotFoundError(f"the rulebook holds no edition {edition!r}", remedy=suggestion(edition, HELD), exit_code=2)
    for value, allowed, name in (
        (model and model.upper(), facts.MODELS, "model"),
        (act, facts.ACTS, "act"),
        (kind, KINDS, "kind"),
    ):
        if value is not None and value not in allowed:
            raise InputError(f"{value!r} is no {name}", remedy=suggestion(value, list(allowed), "Use"), exit_code=2)
    return [
        p
        for p in provisions()
        if (model is None or model.upper() in p.models)
        and (act is None or act in p.acts)
        and (held is None or held.name in p.editions)
        and kind in (None, p.kind)
    ]


ROW = (
    "id", "kind", "says", "words", "cites", "unread", "links", "models", "acts", "editions", "clauses", "since",
    "until", "needs", "yields_to", "topic",
)  # fmt: skip
"""The columns of a provision."""


def row_of(p: Provision, language: str = "en") -> dict[str, Any]:
    """One provision as a row."""
    return {
        "id": p.id,
        "kind": p.kind,
        "says": says_es(p.id) if language == "es" else p.says,
        "words": [f"{quote.text} ({quote.address})" for quote in p.quotes],
        "cites": p.cites,
        "unread": translations(language).gettext(p.unread) if p.unread else "",
        "links": [link for link in dict.fromkeys(law.link for law in p.laws) if link],
        "models": list(p.models),
        "acts": "all" if p.acts == facts.ACTS else list(p.acts),
        "editions": list(p.editions),
        "clauses": [f"{edition} {section}" for edition, section in p.clauses],
        "since": p.since,
        "until": p.until,
        "needs": list(p.needs),
        "yields_to": p.yields_to,
        "topic": p.topic,
    }


def fact_rows(record: str | None = None, language: str = "en") -> list[dict[str, Any]]:
    """The facts of one record, or of all."""
    if record is not None and record not in facts.RECORDS:
        raise InputError(f"{record!r} is no record", remedy=suggestion(record, list(facts.RECORDS), "Use"), exit_code=2)
    return [
        {
            "record": name,
            "fact": key,
            "type": "instant" if fact.kind == "time" else fact.dtype,
            "says": says(name, fact, language),
            "values": values_of(fact, language),
            "empty": "none" if fact.none_when_empty else "unknown",
        }
        for name, names in facts.RECORDS.items()
        if record in (None, name)
        for key, fact in names.items()
    ]
