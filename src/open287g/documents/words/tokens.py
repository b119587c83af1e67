"""The words of a page's text, each with its place."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

import numpy as np

_MAILBOX = re.compile(r"\S*@\S*")
_LETTERS_APART = re.compile(r" [a-z] [a-z] [a-z] ")
_LETTERSPACED = re.compile(r"(?:\b[a-z] ){4,}[a-z]\b")
_NUMERALS = frozenset(
    "".join(letters) for size in range(2, 7) for letters in product("ivxl1", repeat=size) if set(letters) & set("ivx")
)
_WORD_BYTES = np.zeros(256, dtype=bool)
_WORD_BYTES[[*range(ord("0"), ord("9") + 1), *range(ord("a"), ord("z") + 1)]] = True
_new_token = tuple.__new__  # half the time of Token(...), and there are five thousand a document


class Token(NamedTuple):
    """One word of a page: `start` and `end` are character offsets in the page's text."""

    word: str
    page: int
    start: int
    end: int


def raw_tokens(text: str, page: int) -> list[Token]:
    """The words and numbers of `text`, two characters and longer, lower case.

    Mailboxes are left out, and so are Roman numerals, which OCR reads in a dozen ways.
    """
    lowered = text.lower()
    if "@" in lowered:
        lowered = _MAILBOX.sub(lambda match: " " * len(match.group()), lowered)
    lowered = close_up(lowered)
    inside = _WORD_BYTES[np.frombuffer(lowered.encode("latin-1", "replace"), dtype=np.uint8)]
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts > 1
    return [
        _new_token(Token, (word, page, start, end))
        for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)
        if (word := lowered[start:end]) not in _NUMERALS
    ]


def close_up(text: str) -> str:
    """Letter-spaced runs ("o f f i c e r s") drawn together, at the same length, so that offsets hold."""
    if not _LETTERS_APART.search(text):
        return text

    def squeeze(match: re.Match[str]) -> str:
        run = match.group()
        return run.replace(" ", "").ljust(len(run))

    return _LETTERSPACED.sub(squeeze, text)
