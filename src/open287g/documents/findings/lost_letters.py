"""Letters that a page lacks because its font is damaged: nobody changed the words that they left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from open287g.documents.findings.word_changes import WordChange
from open287g.documents.words.printed import plain
from open287g.documents.words.vocabulary import shipped_vocabulary

LOST = "the page lacks letters"
_SIGN = 2
"""Letters and figures of a sign that is gone whole; a longer word that is gone was struck."""
_BROKEN = 3
"""Words left as none by lost letters from which a document's font is damaged."""


def with_lost_letters(changes: Sequence[WordChange]) -> list[WordChange]:
    """`changes`; where words of the document are none since they lost letters, all that lack letters say so.

    "EXP N ITUR" for EXPENDITURES shows that letters are lost, and then 57 for 1357 is no other citation.
    """
    lost = [change for change in changes if _lacks(change.standard, change.words)]
    broken = sum(_is_broken(change.words) for change in lost)
    if broken < _BROKEN:
        return list(changes)
    return [replace(change, why=LOST) if change in lost else change for change in changes]


def _lacks(standard: str, words: str) -> bool:
    """Whether `words` are `standard` without some of its letters."""
    one, other = ("".join(re.findall(r"[a-z0-9]", text.lower())) for text in (standard, words))
    if len(other) >= len(one) or (not other and len(one) > _SIGN):
        return False
    left = iter(one)
    return all(letter in left for letter in other)


def _is_broken(words: str) -> bool:
    """Whether some letters are left that are no word."""
    return any(len(word) > 1 and word.isalpha() and word not in shipped_vocabulary() for word in plain(words))
