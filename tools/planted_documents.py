"""Differences planted in agreements that have none: how many are found, told rightly, and what else is told.

Real agreements have few differences to measure on; here clauses of our own are set between two lines, lines are struck,
pages are lost, doubled, blanked and exchanged, at random places of documents in which nothing was found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

ROUNDS = 300
SEED = 287
CLAUSES = (
    "The county shall not be obliged to spend more than its board has set aside for this purpose.",
    "Nothing herein waives the sovereign immunity of the state or of any of its subdivisions.",
    "The sheriff may withdraw any deputy from these duties whenever local needs so demand.",
    "ICE shall pay the medical bills of persons held on its behalf beyond the first day.",
    "Records made under this agreement remain open to inspection to the extent state law requires.",
    "Either side may end this agreement at once by letter to the other.",
    "The city council must renew its consent every year or the agreement lapses.",
    "No arrest under this agreement is made at schools, hospitals or houses of worship.",
    "The parties meet each quarter to go over statistics and publish them within ten days.",
    "Disputes are settled by mediation in the county seat before any suit is brought.",
)
Edit = Callable[[list[Any], random.Random, Sequence[Any]], tuple[int, str, str]]


@dataclass(frozen=True)
class Plant:
    """Pages of an agreement of the edition `profile` with one edit of `kind` on `page` (from 0).

    `what`: what a difference may be called that tells of it, joined by |; `words`: words it must quote, if any.
    """

    kind: str
    pages: tuple[Any, ...]
    profile: str
    page: int
    what: str
    words: str


def plants(found: dict[str, Any], rounds: int = ROUNDS) -> Iterator[Plant]:
    """The same edits each time, kinds in turn, in documents of `found` that have no difference."""
    clean = [r for _, r in sorted(found.items()) if not r.differences and r.identity.profile]
    dice = random.Random(SEED)
    for number in range(rounds):
        kind = list(EDITS)[number % len(EDITS)]
        document, other = dice.choice(clean), dice.choice(clean)
        pages = list(document.pages)
        page, what, words = EDITS[kind](pages, dice, other.pages)
        numbered = tuple(replace(p, number=n + 1) for n, p in enumerate(pages))
        yield Plant(kind, numbered, document.identity.profile, page, what, words)


def lines(planted: Iterable[Plant]) -> list[tuple[str, int, int, int]]:
    """(kind of plant, found, told, planted) for each kind; `told` counts everything told of those documents."""
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in EDITS}
    for plant in planted:
        told = _differences(plant.pages, plant.profile)
        hit = any(_fits(item, plant.page, plant.what, plant.words) for item in told)
        found, said, there = counts[plant.kind]
        counts[plant.kind] = [found + hit, said + len(told), there + 1]
    return [(name, *values) for name, values in counts.items()]


def _fits(item: Any, page: int, what: str, words: str) -> bool:
    near = item.page - 1 <= page + 1 and item.page_end + 1 >= page + 1
    return bool(near and item.what in what.split("|") and (not words or fuzz.partial_ratio(item.words, words) >= 80))


def _differences(pages: Sequence[Any], profile: str) -> list[Any]:
    from open287g.documents.alignment.align import align
    from open287g.documents.alignment.reading_order import in_order
    from open287g.documents.editions.profile_files import profiles
    from open287g.documents.judge import of_pages
    from open287g.documents.pages.running_text import running_text_of
    from open287g.documents.words.vocabulary import shipped_vocabulary

    vocabulary = shipped_vocabulary()
    running = running_text_of(pages, vocabulary)
    running, alignment, moved = in_order(running, align(running.words, profiles()[profile], running.fingerprints))
    return of_pages(running, alignment, moved)[1]


def _full_page(pages: Sequence[Any], dice: random.Random) -> int:
    """A page of running text, neither first nor last, without contacts or signatures."""
    full = [n for n, p in enumerate(pages[1:-1], 1) if len(p.text) > 2600 and "POINTS OF" not in p.text.upper()]
    return dice.choice(full)


def _clause(pages: list[Any], dice: random.Random, _: Sequence[Any]) -> tuple[int, str, str]:
    page, words = _full_page(pages, dice), dice.choice(CLAUSES)
    rows = pages[page].text.splitlines()
    rows.insert(dice.randrange(5, len(rows) - 6), words)
    pages[page] = replace(pages[page], text="\n".join(rows))
    return page, "added|replaced", words


def _struck(pages: list[Any], dice: random.Random, _: Sequence[Any]) -> tuple[int, str, str]:
    page = _full_page(pages, dice)
    rows = pages[page].text.splitlines()
    at = dice.randrange(5, len(rows) - 8)
    del rows[at : at + 3]
    pages[page] = replace(pages[page], text="\n".join(rows))
    return page, "removed|replaced", ""


def _lost(pages: list[Any], dice: random.Random, _: Sequence[Any]) -> tuple[int, str, str]:
    page = _full_page(pages, dice)
    del pages[page]
    return page, "page missing|text lost", ""


def _doubled(pages: list[Any], dice: random.Random, _: Sequence[Any]) -> tuple[int, str, str]:
    page = _full_page(pages, dice)
    pages.insert(page, pages[page])
    return page, "repeated page", ""


def _blanked(pages: list[Any], dice: random.Random, _: Sequence[Any]) -> tuple[int, str, str]:
    page = _full_page(pages, dice)
    pages.insert(page, replace(pages[page], text="", layer=""))
    return page, "blank page", ""


def _shifted(pages: list[Any], dice: random.Random, _: Sequence[Any]) -> tuple[int, str, str]:
    """The last lines of a page cut off: text lost between two pages."""
    page = _full_page(pages, dice)
    rows = pages[page].text.splitlines()
    pages[page] = replace(pages[page], text="\n".join([*rows[:-12], rows[-1]]))
    return page, "text lost", ""


EDITS: dict[str, Edit] = {
    "clause added": _clause,
    "lines struck": _struck,
    "page lost": _lost,
    "page doubled": _doubled,
    "page blank": _blanked,
    "page cut short": _shifted,
}
