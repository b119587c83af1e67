"""Words as the templates know them: page text in, vocabulary words out, OCR noise taken away.

A word of a page becomes a word of the templates' vocabulary when it is one, when a known confusion of OCR
turns it into one (`OHS` for DHS), when two were run together (`ofthe`) or one was torn apart (`wi ll`), or
when one vocabulary word lies within a letter or two. Anything else stays as it stands: it may be a name, a
clause nobody else has, or noise, and only the alignment can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

Hashes = npt.NDArray[np.uint64]

_TOKEN = re.compile(r"\S*@\S*|[a-z0-9]{2,}")
_LETTERSPACED = re.compile(r"(?:\b[a-z] ){4,}[a-z]\b")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ﬁ": "fi", "ﬂ": "fl", "\ufffe": "-", "\u00ad": ""})
_NUMERALS = frozenset("".join(letters) for size in range(2, 7) for letters in product("ivxl1", repeat=size))
_CONFUSIONS = {
    "ohs": ("dhs",),
    "foo": ("fod",),
    "poo": ("fod",),
    "qpr": ("opr",),
    "fna": ("ina",),
    "yioa": ("moa",),
    "mqa": ("moa",),
    "moas": ("moa",),
    "lba": ("lea",),
    "jce": ("ice",),
    "oflce": ("of", "ice"),
    "arc": ("are",),
}
_DIGITS = str.maketrans("loiszb", "101528")


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
    lowered = text.translate(_PLAIN).lower()
    if _LETTERSPACED.search(lowered):
        lowered = _close_up(lowered)
    return [
        Token(word, page, match.start(), match.end())
        for match in _TOKEN.finditer(lowered)
        if (word := match.group()) not in _NUMERALS and "@" not in word
    ]


def _close_up(text: str) -> str:
    """Letter-spaced runs ("o f f i c e r s") drawn together, at the same length, so that offsets hold."""

    def squeeze(match: re.Match[str]) -> str:
        run = match.group()
        return run.replace(" ", "").ljust(len(run))

    return _LETTERSPACED.sub(squeeze, text)


class Vocabulary:
    """The words of the templates, and the way back to them from noise."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self.known = frozenset(self.words)
        self._memo: dict[str, tuple[str, ...]] = {word: (word,) for word in self.words}
        self._memo.update({noise: said for noise, said in _CONFUSIONS.items() if noise not in self.known})
        self._by_length: dict[int, list[str]] = {}
        for word in self.words:
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self.known

    def read(self, tokens: Sequence[Token]) -> list[Token]:
        """`tokens` with noise taken away; torn words are joined, run-together words split."""
        memo = self._memo
        if all(token.word in memo and len(memo[token.word]) == 1 for token in tokens):
            return [token if memo[token.word][0] == token.word else _said(token, memo) for token in tokens]
        out: list[Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if index + 1 < len(tokens) and token.word not in self.known:
                joined = self._joined(token, tokens[index + 1])
                if joined:
                    out.append(joined)
                    index += 2
                    continue
            elif index + 1 < len(tokens) and tokens[index + 1].word not in self.known:
                joined = self._joined(token, tokens[index + 1])
                if joined and len(joined.word) > 5:
                    out.append(joined)
                    index += 2
                    continue
            out.extend(self._expand(token))
            index += 1
        return out

    def share_known(self, tokens: Sequence[Token]) -> float:
        """The share of `tokens` that are vocabulary words as they stand, 0 to 1; 0 for none."""
        return sum(token.word in self.known for token in tokens) / len(tokens) if tokens else 0.0

    def _joined(self, left: Token, right: Token) -> Token | None:
        if left.page != right.page or right.start - left.end > 3:
            return None
        word = left.word + right.word
        return Token(word, left.page, left.start, right.end) if word in self.known else None

    def _expand(self, token: Token) -> list[Token]:
        said = self._memo.get(token.word)
        if said is None:
            said = self._memo[token.word] = self._repair(token.word)
        if len(said) == 1:
            return [token if said[0] == token.word else Token(said[0], token.page, token.start, token.end)]
        return [Token(word, token.page, token.start, token.end) for word in said]

    def _repair(self, word: str) -> tuple[str, ...]:
        if any(c.isdigit() for c in word):
            as_number = word.translate(_DIGITS)
            return (as_number,) if as_number in self.known else (word,)
        return self._split(word) or self._nearest(word) or (word,)

    def _split(self, word: str) -> tuple[str, ...]:
        """`word` as a run of vocabulary words, the fewest that fit; empty when none do."""
        if len(word) < 4:
            return ()
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 18), end - 1):
                before = best[start]
                piece = word[start:end]
                if before is not None and piece in self.known and piece.isalpha():
                    found = (*before, piece)
                    current = best[end]
                    if current is None or len(found) < len(current):
                        best[end] = found
        found_all = best[len(word)]
        if found_all is None or min(map(len, found_all)) < 2 or len(word) / len(found_all) < 2.5:
            return ()
        return found_all

    def _nearest(self, word: str) -> tuple[str, ...]:
        if len(word) < 5:
            return ()
        reach = 1 if len(word) < 8 else 2
        near = [w for n in range(len(word) - reach, len(word) + reach + 1) for w in self._by_length.get(n, ())]
        found = process.extractOne(word, near, scorer=Levenshtein.distance, score_cutoff=reach)
        return (found[0],) if found else ()


def _said(token: Token, memo: dict[str, tuple[str, ...]]) -> Token:
    return Token(memo[token.word][0], token.page, token.start, token.end)


@cache
def word_hash(word: str) -> int:
    """A 64-bit number for `word`, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
SHINGLE = len(_FACTORS)


def shingles(words: Sequence[str]) -> Hashes:
    """A 32-bit fingerprint of each three consecutive words; shape (len(words) - 2,), empty when shorter."""
    if len(words) < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    each = np.fromiter((word_hash(word) for word in words), dtype=np.uint64, count=len(words))
    size = len(words) - SHINGLE + 1
    mixed: Hashes = np.zeros(size, dtype=np.uint64)
    for offset, factor in enumerate(_FACTORS):
        mixed = (mixed ^ (each[offset : offset + size] * factor)) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(32)


def spans(tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Runs of `tokens` by page: (page, first index, index after the last)."""
    if not tokens:
        return []
    cuts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(tokens)) if a.page != b.page), len(tokens)]
    return [(tokens[a].page, a, b) for a, b in pairwise(cuts)]


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that the package ships: the distinct words of the templates, sorted."""
    text = files("open287g.documents").joinpath("data/vocabulary.txt").read_text(encoding="utf-8")
    return Vocabulary(line for line in text.splitlines() if line and not line.startswith("#"))
