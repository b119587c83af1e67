"""A document's running text: its pages without margins and names, as words that know their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from rapidfuzz import fuzz, process

from open287g.core.thresholds import threshold, whole
from open287g.documents.pages.agency_names import AgencyNames, common_short, find_names, mask
from open287g.documents.pages.margins import Margins, clear
from open287g.documents.pages.page_text import Page
from open287g.documents.words.fingerprints import Fingerprints, fingerprints_of
from open287g.documents.words.tokens import Token, raw_tokens
from open287g.documents.words.vocabulary import Vocabulary

_NAME_LETTERS = whole("documents", "spelled_name_letters")
_FIRST_WORD = threshold("documents", "first_word_likeness")
_SPELLED = threshold("documents", "spelled_name_likeness")

_GENERIC = whole("documents", "lea_uses")


@dataclass(frozen=True)
class RunningText:
    """`tokens`: the words of all pages, noise taken away, agency names and margins left out. `fingerprints`: their
    fingerprints. `spans`: of each page the index of its first token, and that after its last."""

    pages: tuple[Page, ...]
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    fingerprints: Fingerprints
    spans: tuple[tuple[int, int], ...]
    names: AgencyNames
    margins: Margins

    def page_of(self, index: int) -> int:
        """The page (from 0) that holds token `index`; the last page for an index past the end."""
        return self.tokens[min(index, len(self.tokens) - 1)].page if self.tokens else 0

    def said(self, start: int, end: int) -> str:
        """What the pages print from token `start` up to `end`, white space drawn together."""
        parts: list[str] = []
        for page in range(self.page_of(start), self.page_of(end - 1) + 1):
            inside = [t for t in self.tokens[start:end] if t.page == page]
            if inside:
                parts += self.pages[page].text[inside[0].start : inside[-1].end].split()
        return " ".join(parts)


def reordered(running: RunningText, block: tuple[int, int], before: int) -> RunningText:
    """`running` with tokens [start, end) of one page set before token `before` of the same page."""
    start, end = block
    tokens = list(running.tokens)
    moved = tokens[start:end]
    rest = tokens[:start] + tokens[end:]
    at = before if before <= start else before - (end - start)
    tokens = rest[:at] + moved + rest[at:]
    words = tuple(token.word for token in tokens)
    return replace(running, tokens=tuple(tokens), words=words, fingerprints=fingerprints_of(words))


def rearranged(running: RunningText, order: Sequence[int]) -> RunningText:
    """`running` with the tokens of its pages in another `order`, pages from 0; the pages keep their numbers."""
    spans, tokens = list(running.spans), list[Token]()
    for page in order:
        start, end = running.spans[page]
        spans[page] = (len(tokens), len(tokens) + end - start)
        tokens += running.tokens[start:end]
    words = tuple(token.word for token in tokens)
    return replace(running, tokens=tuple(tokens), words=words, fingerprints=fingerprints_of(words), spans=tuple(spans))


def running_text_of(pages: Sequence[Page], vocabulary: Vocabulary) -> RunningText:
    """The running text of `pages`."""
    texts = [page.text for page in pages]
    tokens, starts, names, margins = words_without_names(texts, vocabulary)
    words = tuple(map(itemgetter(0), tokens))
    spans = tuple(pairwise(starts))
    return RunningText(tuple(pages), tuple(tokens), words, fingerprints_of(words), spans, names, margins)


def words_without_names(
    texts: Sequence[str], vocabulary: Vocabulary
) -> tuple[list[Token], list[int], AgencyNames, Margins]:
    """The words of all pages without margins and names, the index at which each page starts, names and margins."""
    cleared, margins = clear(texts)
    names = find_names(texts, margins)
    says_lea = sum(text.count("LEA") for text in texts)
    if not names.short and says_lea < _GENERIC and (short := common_short(texts)):
        names = AgencyNames(names.written, short, names.mentions)
    spelled = _spellings(names)
    tokens: list[Token] = []
    starts = [0]
    for index, text in enumerate(mask(cleared, names)):
        tokens += _without(vocabulary.read(raw_tokens(text, index)), spelled, vocabulary)
        starts.append(len(tokens))
    return tokens, starts, names, margins


def _spellings(names: AgencyNames) -> list[tuple[str, str, int]]:
    """Of each name long enough to be told from noise: its first word, its letters, its number of words."""
    out = []
    for name in names.known_as():
        parts = re.findall(r"[a-z]{2,}", name.lower().replace("'", "").replace("’", ""))
        if len(parts) >= 2 and len("".join(parts)) >= _NAME_LETTERS:
            out.append((parts[0], "".join(parts), len(parts)))
    return out


def _without(tokens: list[Token], spelled: Sequence[tuple[str, str, int]], vocabulary: Vocabulary) -> list[Token]:
    """`tokens` without runs that are a noisy spelling of a name."""
    if not spelled:
        return tokens
    words = set(map(itemgetter(0), tokens))
    strange = words - vocabulary.known
    likely = {first for first, _, _ in spelled}
    for first in list(likely):
        likely |= {
            word
            for word, _, _ in process.extract(first, strange, scorer=fuzz.ratio, score_cutoff=_FIRST_WORD, limit=None)
        }
    if likely.isdisjoint(words):
        return tokens
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        size = _name_at(tokens, index, spelled) if tokens[index].word in likely else 0
        if size:
            index += size
        else:
            out.append(tokens[index])
            index += 1
    return out


def _name_at(tokens: Sequence[Token], index: int, spelled: Sequence[tuple[str, str, int]]) -> int:
    best, best_size = _SPELLED, 0
    for _, letters, count in spelled:
        for size in range(max(1, count - 1), count + 3):
            joined = "".join(t.word for t in tokens[index : index + size])
            score = fuzz.ratio(joined, letters)
            if score > best:
                best, best_size = score, size
    return best_size
