"""The words of a page's text, each with its place."""

from __future__ import annotations

import re
from itertools import product, repeat
from typing import NamedTuple

import numpy as np

_MAILBOX = re.compile(r"\S*@\S*")
_LETTERS_APART = re.compile(r" [a-z] [a-z] [a-z] ")
_LETTERSPACED = re.compile(r"(?:\b[a-z] ){4,}[a-z]\b")
_NUMERALS = frozenset(
    "".join(letters) for size in range(2, 7) for letters in product("ivxl1", repeat=size) if set(letters) & set("ivx")
)
_WORD_BYTES = bytes(code in b"0123456789abcdefghijklmnopqrstuvwxyz" for code in range(256))
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
    marked = lowered.encode("latin-1", "replace").translate(_WORD_BYTES)
    inside = np.frombuffer(b"\0%b\0" % marked, dtype=np.bool_)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts > 1
    left, right = starts[long].tolist(), ends[long].tolist()
    words = [lowered[start:end] for start, end in zip(left, right, strict=True)]
    found = map(_new_token, repeat(Token), zip(words, repeat(page), left, right))  # ends with `left`
    if _NUMERALS.isdisjoint(words):
        return list(found)
    return [token for token in found if token[0] not in _NUMERALS]


def close_up(text: str) -> str:
    """Letter-spaced runs ("o f f i c e r s") drawn together, at the same length, so that offsets hold."""
    if not _LETTERS_APART.search(text):
        return text

    def squeeze(match: re.Match[str]) -> str:
        run = match.group()
        return run.replace(" ", "").ljust(len(run))

    return _LETTERSPACED.sub(squeeze, text)
