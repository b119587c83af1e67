"""A document's running text: its pages without furniture and names, as words that know their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from open287g.documents.findings.agency import AgencyNames, common_short, find_names, mask
from open287g.documents.pages.margins import Furniture, clear
from open287g.documents.pages.text import Page
from open287g.documents.words.words import Hashes, Token, Vocabulary, raw_tokens, shingles

_GENERIC = 40
"""Uses of "LEA" in an edition that does not write the agency's acronym throughout; it has two hundred."""


@dataclass(frozen=True)
class Body:
    """`tokens`: the words of all pages, noise taken away, agency names and furniture left out. `marks`: their
    fingerprints. `page_starts`: the index of each page's first token, and the number of tokens at the end."""

    pages: tuple[Page, ...]
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    marks: Hashes
    page_starts: tuple[int, ...]
    names: AgencyNames
    furniture: Furniture

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


def reordered(body: Body, block: tuple[int, int], before: int) -> Body:
    """`body` with tokens [start, end) of one page set before token `before` of the same page."""
    start, end = block
    tokens = list(body.tokens)
    moved = tokens[start:end]
    rest = tokens[:start] + tokens[end:]
    at = before if before <= start else before - (end - start)
    tokens = rest[:at] + moved + rest[at:]
    words = tuple(token.word for token in tokens)
    return replace(body, tokens=tuple(tokens), words=words, marks=shingles(words))


def body_of(pages: Sequence[Page], vocabulary: Vocabulary) -> Body:
    """The running text of `pages`."""
    texts = [page.text for page in pages]
    tokens, starts, names, furniture = running_text(texts, vocabulary)
    words = tuple(token.word for token in tokens)
    return Body(tuple(pages), tuple(tokens), words, shingles(words), tuple(starts), names, furniture)


def running_text(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[list[Token], list[int], AgencyNames, Furniture]:
    """The words of all pages without furniture and names, the index at which each page starts, names and furniture."""
    cleared, furniture = clear(texts)
    names = find_names(texts, furniture)
    says_lea = sum(text.count("LEA") for text in texts)
    if not names.short and says_lea < _GENERIC and (short := common_short(texts)):
        names = AgencyNames(names.written, short, names.readings)
    spelled = _spellings(names)
    tokens: list[Token] = []
    starts = [0]
    for index, text in enumerate(mask(cleared, names)):
        tokens += _without(vocabulary.read(raw_tokens(text, index)), spelled, vocabulary)
        starts.append(len(tokens))
    return tokens, starts, names, furniture


def _spellings(names: AgencyNames) -> list[tuple[str, str, int]]:
    """Of each name long enough to be told from noise: its first word, its letters, its number of words."""
    out = []
    for name in names.known_as():
        parts = re.findall(r"[a-z]{2,}", name.lower().replace("'", "").replace("’", ""))
        if len(parts) >= 2 and len("".join(parts)) >= 10:
            out.append((parts[0], "".join(parts), len(parts)))
    return out


def _without(tokens: list[Token], spelled: Sequence[tuple[str, str, int]], vocabulary: Vocabulary) -> list[Token]:
    """`tokens` without runs that are a noisy spelling of a name."""
    if not spelled:
        return tokens
    strange = {token[0] for token in tokens} - vocabulary.known
    likely = {first for first, _, _ in spelled}
    for first in list(likely):
        likely |= {
            word for word, _, _ in process.extract(first, strange, scorer=fuzz.ratio, score_cutoff=70, limit=None)
        }
    if likely.isdisjoint(token[0] for token in tokens):
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
    best, best_size = 84.0, 0
    for _, whole, count in spelled:
        for size in range(max(1, count - 1), count + 3):
            joined = "".join(t.word for t in tokens[index : index + size])
            score = fuzz.ratio(joined, whole)
            if score > best:
                best, best_size = score, size
    return best_size
