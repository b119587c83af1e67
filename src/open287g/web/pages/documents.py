"""Memoranda: their editions, what was read of each, where they differ, and search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.documents.library.search import search as search_text
from open287g.documents.library.shipped import (
    KINDS,
    ShippedDocument,
    agreements_linking,
    called,
    fits,
    shipped_document,
    shipped_documents,
)
from open287g.publish.memorandum.held import Further, facts_of, further, held_document
from open287g.record.asking.loaded import LoadedRecord
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.wording import Quote
from open287g.vocabulary.editions import EDITIONS, editions_of
from open287g.vocabulary.models import HELD_MODELS, SHOWN
from open287g.vocabulary.sections import sections_of
from open287g.web.view.page import Page
from open287g.web.view.parameters import known_word
from open287g.web.view.registry import page
from open287g.web.view.request import View

_LONGEST = 100
_CLAUSES = 40


@page("/documents")
def documents(view: View) -> Page:
    """Every memorandum read, or those chosen by `?q=`, `?model=` and `?edition=`; full text where the home has it."""
    query = view.query.get("q", "").strip()[:_LONGEST]
    chosen = {name: view.query.get(name, "") for name in ("model", "edition")}
    known_word(chosen["model"], HELD_MODELS, "model")
    known_word(chosen["edition"], EDITIONS, "edition")
    every = list(shipped_documents().values())
    shown = [each for each in every if fits(each, called(view.record, each), query, chosen)]
    return view.render(
        "documents.html",
        documents=shown,
        total=len(every),
        query=query,
        chosen=chosen,
        editions=[e for e in EDITIONS.values() if not e.historical],
        counts=Counter(each.facts["edition"] for each in every),
        kinds=KINDS,
        further=[one for one in further(view.site.home) if _fits_further(one, query, chosen)],
        clauses=clauses_with(query) if query else [],
        pages=_pages(view.site.home, query, chosen) if query else None,
        linked=sum(bool(row["moa_file"]) for row in view.record.listed),
        listed=len(view.record.listed),
    )


def clauses_with(query: str) -> list[tuple[Provision, Quote]]:
    """Sentences of ICE's own editions, as the rulebook quotes them, that hold every word of `query`."""
    words = query.casefold().split()
    found = [(p, quote) for p in provisions() for quote in p.quotes if quote.edition]
    return [(p, quote) for p, quote in found if all(w in f"{quote.text} {p.says}".casefold() for w in words)][:_CLAUSES]


def _fits_further(one: Further, query: str, chosen: dict[str, str]) -> bool:
    if any(value and getattr(one, name) != value for name, value in chosen.items()):
        return False
    return all(word in one.name.casefold() for word in query.casefold().split())


def _pages(home: Path | None, query: str, chosen: dict[str, str]) -> list[dict[str, Any]] | None:
    """Pages whose text answers, best first; None where the home keeps no text."""
    if home is None or not (home / "documents" / "search.sqlite").exists() or not any(map(str.isalnum, query)):
        return None
    try:
        return search_text(home, query, 20, model=chosen["model"], edition=chosen["edition"])
    except NotFoundError:
        return None


@page("/documents/clauses")
def clause_matrix(view: View) -> Page:
    """Every section of each edition, with the memoranda read in which somebody negotiated it."""
    changed: dict[tuple[str, str], dict[str, ShippedDocument]] = {}
    for each in shipped_documents().values():
        for row in each.differences:
            if row["kind"] == "negotiated":
                changed.setdefault((each.facts["edition"], row["section"]), {})[each.key] = each
    read = Counter(each.facts["edition"] for each in shipped_documents().values())
    models = [(model, editions_of(model)) for model in SHOWN]
    rows = {model: _sections(names) for model, names in models}
    return view.render("clauses.html", models=models, rows=rows, changed=changed, read=read, sections_of=sections_of)


def _sections(editions: Iterable[str]) -> dict[str, str]:
    """The sections of some editions, each once, with a heading that one of them prints; in the order of the newest."""
    found: dict[str, str] = {}
    for name in reversed(list(editions)):
        for section, heading in sections_of(name).items():
            found[section] = found.get(section) or heading
    return found


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/document/{key}" for key in shipped_documents())


@page("/document/{key}", every=_every, apart=True)
def document(view: View, key: str) -> Page:
    """One memorandum: fields with page, method and confidence; sections; differences. Its pages where they are held."""
    held = held_document(view.site.home, key, view.record)
    shown = facts_of(held) if held else shipped_document(key)
    agreements = agreements_linking(view.record, shown)
    name = called(view.record, shown)
    return view.render("document.html", document=shown, agreements=agreements, name=name, held=held is not None)
