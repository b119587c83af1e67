"""Another agency's name in the place where an agreement names its own."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from open287g.documents.alignment.cells import Cell
from open287g.documents.findings.laid_out import LaidOut
from open287g.documents.words.printed import NAME, Printed
from open287g.places.states import states

_KINDS = "sheriff police correction constable marshal attorney college university guard"
_BODIES = frozenset(_KINDS.split())
"""Words that tell one kind of agency from another."""
_COMMON = """
office department dept county city town village parish borough state commonwealth law enforcement agency public safety
board commissioners district division jail detention center
"""
_ANY = frozenset(_COMMON.split())
"""Words of agencies' names that tell none from another of its place."""
_LEAST = 4
"""Letters of a word that names a place; what is shorter may be a code or a piece of a word."""


def names_another(laid: LaidOut, cell: Cell) -> bool:
    """Whether what stands in an agency's place, on a page that is no picture, names another place or kind of agency.

    A part of the name, its initials, a state and a city for its police are the same agency.
    """
    if NAME not in laid.wording.plain[cell.at : cell.at_end] or laid.on_scan(cell.doc) or not laid.own:
        return False
    said = {_stem(word.word) for word in laid.words[cell.doc : cell.doc_end] if _is_named(laid, word)}
    own = {_stem(word) for word in laid.own}
    other_body = said & _BODIES and own & _BODIES and not said & own & _BODIES
    return bool(other_body) or any(not _is_explained(word, own) for word in said - _BODIES)


def _is_named(laid: LaidOut, word: Printed) -> bool:
    """Whether a word is printed as those of names are: a capital, then small letters."""
    printed = laid.running.pages[word.page].text[word.start : word.end]
    return printed[:1].isupper() and not printed.isupper() and len(printed) >= _LEAST


def _stem(word: str) -> str:
    """`word` without the mark of possession."""
    return word.replace("’", "'").split("'")[0].removesuffix("s")


def _is_explained(word: str, own: Collection[str]) -> bool:
    """Whether a word is one of any agency, of a state, or of `own`, whole or cut short."""
    part = any(name.startswith(word) or word.startswith(name) for name in own if len(name) >= _LEAST)
    return part or word in _of_any()


@cache
def _of_any() -> frozenset[str]:
    of_states = {word for state in states().values() for word in state.name.lower().split()}
    return frozenset(map(_stem, _ANY | of_states))
