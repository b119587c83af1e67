"""The words of the law above a provision: each sentence exactly as it stands, with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from open287g.rulebook.language.addresses import Law, citation
from open287g.vocabulary.editions import EDITIONS, editions_of
from open287g.vocabulary.models import HELD_MODELS

LONGEST = 40
"""Words of a quote at most: the sentence that governs, not the page."""

GAP = " … "
"""Where a quote leaves words out."""

Clauses = tuple[tuple[str, str], ...]
"""Pairs of edition and section."""


@dataclass(frozen=True)
class Quote:
    """Words of the U.S. government, and where they stand: in a law, or in a section of an edition."""

    text: str
    law: str = ""
    edition: str = ""
    section: str = ""

    @property
    def address(self) -> str:
        """Where it stands, as people write it."""
        return Law(self.law).cites if self.law else f"{self.edition}, {spoken(self.section)}"

    @property
    def link(self) -> str:
        """Where the words are published today; empty for a memorandum, which has no one address."""
        return Law(self.law).link if self.law else ""


def quotes_of(id: str, words: str | Mapping[str, str], laws: Sequence[Law], clauses: Clauses) -> tuple[Quote, ...]:
    """The quotes of the provision `id`: `words` alone stand in its first law; else each under the law or the edition
    that it names. Raises ValueError for words that stand nowhere the provision does, or are too many.
    """
    if isinstance(words, str) and words and not laws:
        raise ValueError(f"{id} has words of no law; name the edition they are of")
    told = words if isinstance(words, Mapping) else {laws[0].address: words} if words else {}
    sections, addresses = dict(clauses), {law.address for law in laws}
    quotes = []
    for source, text in told.items():
        if source not in sections and source not in addresses:
            raise ValueError(f"{id} quotes {source}, where it does not stand")
        if len(text.replace(GAP, " ").split()) > LONGEST:
            raise ValueError(f"{id} quotes more than {LONGEST} words of {source}")
        held = source in sections
        quotes.append(Quote(text, "", source, sections[source]) if held else Quote(text, source))
    return tuple(quotes)


def spread(at: Mapping[str, str]) -> Clauses:
    """The section in each edition; a model stands for all its editions."""
    sections = {}
    for name, section in at.items():
        for edition in [name] if name in EDITIONS else editions_of(name):
            sections[edition] = section
    return tuple(sections.items())


def cites(laws: Sequence[Law], clauses: Clauses) -> str:
    """The citation of a provision: its laws, then the sections of the memoranda."""
    by_section: dict[str, list[str]] = {}
    for edition, section in clauses:
        by_section.setdefault(section, []).append(edition)
    told = [f"{text}, {spoken(section)}" for section, editions in by_section.items() for text in _texts(editions)]
    return "; ".join([*([citation(laws)] if laws else []), *told])


def spoken(section: str) -> str:
    """A section as people write it: App. A."""
    return section.replace("App.", "App. ")


def _texts(editions: Sequence[str]) -> list[str]:
    whole = [model for model in HELD_MODELS if set(editions_of(model)) <= set(editions)]
    rest = [name for name in editions if EDITIONS[name].model not in whole]
    parts = [f"{_and(whole)} MOA"] if whole else []
    for model in dict.fromkeys(EDITIONS[name].model for name in rest):
        of = dict.fromkeys(EDITIONS[name].called for name in rest if EDITIONS[name].model == model)
        parts.append(f"{model} MOA of {_and(list(of))}")
    return parts


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
