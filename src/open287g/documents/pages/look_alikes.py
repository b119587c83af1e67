"""Letters as a page shows them: those of other alphabets that look like our own, and signs that no page shows.

Every character keeps its place or one beside it, so that offsets into the page's text stay true.
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = ("аеорсухіјѕԁһӏԛԝвкмнтАВЕКМНОРСТУХІЈЅԚԜ", "aeopcyxijsdhlqwbkmhtABEKMHOPCTYXIJSQW")
_GREEK = ("οννικαρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovvikapABEZHIKMNOPTYX")
_ONE_WIDTH = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *range(0x1D400, 0x1D800)]
"""Letters and figures of full width, and those of mathematics: bold, slanted, in script."""
_OUR_OWN = {ord("ſ"): "s"}
_OUR_OWN |= {code: said for code in _ONE_WIDTH if len(said := unicodedata.normalize("NFKC", chr(code))) == 1}
_OUR_OWN |= {ord(one): other for pair in (_CYRILLIC, _GREEK) for one, other in zip(*pair, strict=True)}
_UNSEEN = frozenset(
    map(
        chr,
        (0x02, 0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xFFFE),
    )
)
"""Soft hyphens, as the file and as pdfium has them, marks without width, and marks that turn the direction."""
_STRANGE = frozenset(map(chr, _OUR_OWN))
_NOT_SHOWN = dict.fromkeys(map(ord, _UNSEEN))


def as_drawn(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` in our own letters, and the words that had letters of other alphabets in the place of ours."""
    if text.isascii() and "\x02" not in text:
        return text, ()
    signs = set(text)  # a class of a thousand signs is slow to search for, and a page has a hundred different ones
    if not signs.isdisjoint(_UNSEEN):
        text = re.sub(r"\S+", _closed_up, text)
    if signs.isdisjoint(_STRANGE):
        return text, ()
    drawn = text.translate(_OUR_OWN)
    words = (match for match in re.finditer(r"\w+", text) if not _STRANGE.isdisjoint(match.group()))
    return drawn, tuple(dict.fromkeys(drawn[word.start() : word.end()] for word in words))


def _closed_up(match: re.Match[str]) -> str:
    """A run of signs without those unseen; spaces after it keep its length."""
    shown = match.group().translate(_NOT_SHOWN)
    return shown.ljust(len(match.group()))
