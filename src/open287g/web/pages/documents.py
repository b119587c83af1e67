"""Memoranda: their editions, what was read of each, where they differ, and search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.documents.kept import memoranda
from open287g.documents.kept.memoranda import Paper
from open287g.documents.kept.search import search as search_text
from open287g.record.asking.loaded import LoadedRecord
from open287g.vocabulary.editions import EDITIONS
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View

_LONGEST = 100


@page("/documents")
def documents(view: View) -> Page:
    """Every memorandum read, or those chosen by `?q=`, `?model=` and `?edition=`; full text where the home has it."""
    query = view.query.get("q", "").strip()[:_LONGEST]
    chosen = {name: view.query.get(name, "")[:40] for name in ("model", "edition")}
    every = list(memoranda.papers().values())
    shown = [one for one in every if _fits(one, query, chosen)]
    return view.render(
        "documents.html",
        papers=shown,
        total=len(every),
        query=query,
        chosen=chosen,
        editions=[e for e in EDITIONS.values() if not e.historical],
        counts=Counter(one.facts["edition"] for one in every),
        kinds=memoranda.KINDS,
        pages=_pages(view.site.home, query, chosen) if query else None,
        linked=sum(bool(row["moa_file"]) for row in view.record.listed),
        listed=len(view.record.listed),
    )


def _fits(one: Paper, query: str, chosen: dict[str, str]) -> bool:
    if any(value and one.facts[name] != value for name, value in chosen.items()):
        return False
    held = [one.name, one.file, *(" ".join(row[c] for c in ("kind", "what", "section")) for row in one.differences)]
    text = " ".join(held).casefold()
    return all(word in text for word in query.casefold().split())


def _pages(home: Path | None, query: str, chosen: dict[str, str]) -> list[dict[str, Any]] | None:
    """Pages whose text answers, best first; None where the home keeps no text."""
    if home is None or not (home / "documents" / "search.sqlite").exists() or not any(map(str.isalnum, query)):
        return None
    try:
        return search_text(home, query, 20, model=chosen["model"], edition=chosen["edition"])
    except NotFoundError:
        return None


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/document/{key}" for key in memoranda.papers())


@page("/document/{key}", every=_every)
def document(view: View, key: str) -> Page:
    """One memorandum: fields with page, method and confidence; sections; differences."""
    found = memoranda.paper(key)
    return view.render("document.html", paper=found, agreements=memoranda.agreements_of(view.record, found))
