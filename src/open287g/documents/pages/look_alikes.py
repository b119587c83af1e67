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
_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\x02"
"""Soft hyphens, as the file and as pdfium has them, marks without width, and marks that turn the direction."""
_WITH_UNSEEN = re.compile(rf"\S*[{_UNSEEN}]\S*")
_STRANGE = re.compile("[" + "".join(map(chr, _OUR_OWN)) + "]")


def as_drawn(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` in our own letters, and the words that had letters of other alphabets in the place of ours."""
    if text.isascii() and "\x02" not in text:
        return text, ()
    text = _WITH_UNSEEN.sub(_closed_up, text)
    if not _STRANGE.search(text):
        return text, ()
    drawn = text.translate(_OUR_OWN)
    words = (match for match in re.finditer(r"\w+", text) if _STRANGE.search(match.group()))
    return drawn, tuple(dict.fromkeys(drawn[word.start() : word.end()] for word in words))


def _closed_up(match: re.Match[str]) -> str:
    """A word without its unseen signs; spaces after it keep its length."""
    shown = re.sub(f"[{_UNSEEN}]", "", match.group())
    return shown.ljust(len(match.group()))
