"""Words as the templates know them: page text in, vocabulary words out, OCR noise taken away.

A word of a page becomes a word of the templates' vocabulary when it is one, when a known confusion of OCR
turns it into one (`OHS` for DHS), when two were run together (`ofthe`) or one was torn apart (`wi ll`), or
when one vocabulary word lies within a letter or two. Anything else stays as it stands: it may be a name, a
clause nobody else has, or noise, and only the alignment can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from open287g.core.thresholds import threshold, whole
from open287g.documents.words.tokens import Token

_NEAR = whole("documents", "near_letters")
_NEAR_TWO = whole("documents", "near_two_letters")
_TWO_WORDS = whole("documents", "split_letters")
_MEAN_LETTERS = threshold("documents", "split_mean_letters")
_JOINED = whole("documents", "joined_letters")
_DIGIT_WORD = whole("documents", "digit_word_letters")

_LETTERS_AND_FIGURES = b"abcdefghijklmnopqrstuvwxyz0123456789"
_TO_SPACES = bytes(code if code in _LETTERS_AND_FIGURES else 0x20 for code in range(256))
_THREE_WORDS = whole("documents", "split_three_letters")
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
_LETTERS = str.maketrans("01568", "olsbb")


class Vocabulary:
    """The words of the templates, and the way back to them from noise."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self.known = frozenset(self.words)
        self._known_bytes = frozenset(word.encode() for word in self.words if len(word) > 1)
        self._memo: dict[str, tuple[str, ...]] = {word: (word,) for word in self.words}
        self._memo.update({noise: said for noise, said in _CONFUSIONS.items() if noise not in self.known})
        self._near: dict[tuple[int, int], list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        for word in self.words:
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self.known

    def read(self, tokens: Sequence[Token]) -> list[Token]:
        """`tokens` with noise taken away; torn words are joined, run-together words split."""
        known = self.known
        out: list[Token] = []
        done = 0
        strange = [index for index, word in enumerate(map(itemgetter(0), tokens)) if word not in known]
        for index in strange:
            if index < done:
                continue
            start, end, said = self._around(tokens, index, done)
            out += tokens[done:start]
            out += said
            done = end
        out += tokens[done:]
        return out

    def _around(self, tokens: Sequence[Token], index: int, done: int) -> tuple[int, int, Sequence[Token]]:
        """What the unknown word at `index` says, with the tokens [start, end) that it takes the place of."""
        if index > done and (joined := self._joined(tokens[index - 1], tokens[index])) and len(joined.word) > _JOINED:
            return index - 1, index + 1, [joined]
        if index + 1 < len(tokens) and (joined := self._joined(tokens[index], tokens[index + 1])):
            return index, index + 2, [joined]
        return index, index + 1, self._expand(tokens[index])

    def share_known(self, tokens: Sequence[Token]) -> float:
        """The share of `tokens` that are vocabulary words as they stand, 0 to 1; 0 for none."""
        return sum(token.word in self.known for token in tokens) / len(tokens) if tokens else 0.0

    def glance(self, text: str) -> tuple[float, int]:
        """The share of the words of `text` that are vocabulary words as they stand, and their number; quicker."""
        words = text.lower().encode("latin-1", "replace").translate(_TO_SPACES).split()
        count = len(words) - list(map(len, words)).count(1)
        return (sum(map(self._known_bytes.__contains__, words)) / count, count) if count else (0.0, 0)

    def _joined(self, left: Token, right: Token) -> Token | None:
        word = left[0] + right[0]
        if word not in self.known or left.page != right.page or right.start - left.end > 3:
            return None
        return Token(word, left.page, left.start, right.end)

    def _expand(self, token: Token) -> list[Token]:
        said = self._memo.get(token.word)
        if said is None:
            said = self._memo[token.word] = self._repair(token.word)
        if len(said) == 1:
            return [token if said[0] == token.word else Token(said[0], token.page, token.start, token.end)]
        return [Token(word, token.page, token.start, token.end) for word in said]

    def _repair(self, word: str) -> tuple[str, ...]:
        if any(c.isdigit() for c in word):
            as_number, as_word = word.translate(_DIGITS), word.translate(_LETTERS)
            if as_number in self.known:
                return (as_number,)
            return (
                self._repair(as_word) if as_word.isalpha() and sum(map(str.isalpha, word)) >= _DIGIT_WORD else (word,)
            )
        if word in self.known:
            return (word,)
        return self._split(word) or self._nearest(word) or (word,)

    def _split(self, word: str) -> tuple[str, ...]:
        """`word` as a run of vocabulary words, the fewest that fit; empty when none do."""
        if len(word) < _TWO_WORDS:
            return ()
        for cut in range(2, len(word) - 1):
            if word[:cut] in self.known and word[cut:] in self.known:
                return (word[:cut], word[cut:])
        if len(word) < _THREE_WORDS:
            return ()
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 18), end - 1):
                before = best[start]
                piece = word[start:end]
                if before is not None and piece in self.known and piece.isalpha():
                    pieces = (*before, piece)
                    current = best[end]
                    if current is None or len(pieces) < len(current):
                        best[end] = pieces
        found_all = best[len(word)]
        if found_all is None or min(map(len, found_all)) < 2 or len(word) / len(found_all) < _MEAN_LETTERS:
            return ()
        return found_all

    def parted(self, word: str) -> tuple[str, ...]:
        """`word` as a run of known words; empty when it is none."""
        return self._split(word)

    def confused(self, word: str) -> str:
        """The known word that readers are known to take for `word` (`ohs` for dhs); empty where none is."""
        said = _CONFUSIONS.get(word, ())
        return said[0] if len(said) == 1 and word != f"{said[0]}s" else ""

    def nearest(self, word: str) -> str:
        """The known word within a letter or two of `word`; empty when none is, or `word` is short."""
        return next(iter(self._nearest(word)), "")

    def _nearest(self, word: str) -> tuple[str, ...]:
        if len(word) < _NEAR:
            return ()
        reach = 1 if len(word) < _NEAR_TWO else 2
        near = self._near.get((len(word), reach))
        if near is None:
            lengths = range(len(word) - reach, len(word) + reach + 1)
            near = self._near[len(word), reach] = [w for n in lengths for w in self._by_length.get(n, ())]
        nearest = process.extractOne(word, near, scorer=Levenshtein.distance, score_cutoff=reach)
        return (nearest[0],) if nearest else ()


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that the package ships: the distinct words of the templates, sorted."""
    text = files("open287g.documents").joinpath("data/vocabulary.txt").read_text(encoding="utf-8")
    return Vocabulary(line for line in text.splitlines() if line and not line.startswith("#"))
