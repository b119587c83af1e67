"""Lines that run along: what the top or the foot of one page after another says, as readers have it or nearly so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from open287g.core.thresholds import threshold, whole
from open287g.documents.words.vocabulary import shipped_vocabulary

EDGE_LINES = whole("documents", "edge_lines")
_LETTERS_OF_A_LINE = whole("documents", "running_letters")
_PAGES = whole("documents", "running_pages")
_SHARE = threshold("documents", "running_share")
_LIKE = threshold("documents", "running_likeness")
_NEARLY = threshold("documents", "running_nearly")
_SHARE_NEARLY = 0.4
"""Share of the pages that say a line nearly so for it to be a running one that none says to the letter of another."""
_GARBLED = 12
"""Letters from which a line may be known as a running one that a reader garbled."""
_PIECE, _PART = 10, 68
"""Letters of a piece of a footer, and its likeness to a part of another page's from which it is one; `_SCRAP` and
`_SCRAP_PART` of a shorter one."""
_SCRAP, _SCRAP_PART = 7, 85
_OUTERMOST = 2
"""Lines at either end of a page among which a running one is, that a reader garbled."""
_BINDS = re.compile(r"\b(?:shall|may|must|not|should|required?|agrees?)\b")
"""Words of a text, which no running line has."""
_OF_ADDRESSES = ("immigrationandcustomsenforcement", "usimmigrationandcustomsenforcement")
"""Letters of lines that title, signatures and ICE's address have in common: they are the text's own, not margins."""


@dataclass(frozen=True)
class Line:
    """A line near the top or the end of a page; `said`: without page number and revision, `key`: its letters."""

    text: str
    start: int
    end: int
    said: str
    key: str


def repeated(edges: Sequence[Sequence[Line]]) -> dict[str, str]:
    """The lines that page after page says to the letter, by their key, commonest first."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for lines in edges:
        for key, line in {line.key: line.text for line in lines}.items():
            if len(key) >= _LETTERS_OF_A_LINE and key not in _OF_ADDRESSES:
                counts[key] += 1
                shown.setdefault(key, line.strip())
    return {key: shown[key] for key, count in counts.most_common() if count >= _least(edges)}


def nearly_repeated(edges: Sequence[Sequence[Line]], known: dict[str, str]) -> tuple[dict[str, str], set[str]]:
    """Lines that page after page says nearly so at one end: the likest to all others, by its key, where none stands
    there to the letter; and the keys of all of them.

    A scan's faint footer is read in another way on each page. Of a page that has none like it to the letter or nearly,
    the line that is likest to it is taken too, where it binds nobody.
    """
    found: dict[str, str] = {}
    keys: set[str] = set()
    for at_foot in (False, True):
        ends = [list(_outermost(lines, at_foot)) for lines in edges]
        bare = [[] if any(line.key in known for line in lines) else lines for lines in ends]
        seeds = list(dict.fromkeys(line.key for lines in ends for line in lines if line.key in known))
        least = _least(edges) if seeds else max(_PAGES, int(len(edges) * _SHARE_NEARLY))
        if chief := _chief(bare, least):
            found |= {} if seeds else {chief.key: chief.text.strip()}
            seeds.append(chief.key)
        for lines in bare if seeds else ():
            keys.update(_like(lines, seeds))
    return found, keys


def beside_marks(edges: Sequence[Sequence[Line]], marked: Callable[[str], bool]) -> set[str]:
    """The keys of lines that `marked` knows for a footer's, as those with a revision, and of pieces that readers tore
    from such footers: they stand at either end of a page and are part of what the footers of other pages say."""
    footers = [line for lines in edges for line in lines if marked(line.text)]
    if len(footers) < _PAGES:
        return set()
    said = [line.key for line in footers if len(line.key) >= _GARBLED and _is_strange(line)]
    longest = max(map(len, said), default=0)
    keys = {line.key for line in footers if line.key and _is_strange(line)}
    for lines in edges:
        for line in (*lines[:1], *lines[-_OUTERMOST:]):
            if _SCRAP <= len(line.key) <= longest and _is_strange(line):
                part = max(fuzz.partial_ratio(line.key, footer) for footer in said)
                keys |= {line.key} if part >= (_PART if len(line.key) >= _PIECE else _SCRAP_PART) else set()
    return keys


def _least(edges: Sequence[Sequence[Line]]) -> int:
    return max(_PAGES, int(len(edges) * _SHARE))


def _outermost(lines: Sequence[Line], at_foot: bool) -> Iterator[Line]:
    """The outermost lines of a page's end that have letters enough."""
    some = lines[-EDGE_LINES:][::-1] if at_foot else lines[:EDGE_LINES]
    if len(lines) < 2 * EDGE_LINES:  # a page of few lines has one end at most
        some = some if at_foot else []
    long = [line for line in some if len(line.key) >= _LETTERS_OF_A_LINE and line.key not in _OF_ADDRESSES]
    yield from (line for line in long[:_OUTERMOST] if len(line.key) >= _GARBLED and _is_strange(line))


def _is_strange(line: Line) -> bool:
    """Whether a line has a word that no edition has, as names and what readers garble are, and binds nobody."""
    words = re.findall(r"[a-z]{3,}", line.said.lower())
    return (
        not _BINDS.search(line.said)
        and "@" not in line.said
        and any(word not in shipped_vocabulary() for word in words)
    )


def _chief(ends: Sequence[Sequence[Line]], least: int) -> Line | None:
    """The line that is like those of the most pages; None where it is like those of fewer than `least`.

    What two pages have to the letter counts once: a page may be there twice.
    """
    lines = list({line.key: (page, line) for page, some in enumerate(ends) for line in some}.values())
    if len({page for page, _ in lines}) < least:
        return None
    keys = [line.key for _, line in lines]
    alike = process.cdist(keys, keys, scorer=fuzz.ratio, score_cutoff=_LIKE)
    best, most = None, (least - 1, 0.0)
    for (_, line), row in zip(lines, alike, strict=True):
        pages = {page for (page, _), score in zip(lines, row, strict=True) if score}
        if (len(pages), float(row.sum())) > most:
            best, most = line, (len(pages), float(row.sum()))
    return best


def _like(lines: Sequence[Line], seeds: Sequence[str]) -> Iterator[str]:
    """The keys of a page's end that are like a running line; the likest alone where none is very like."""
    scored = [(max(fuzz.ratio(line.key, seed) for seed in seeds), line) for line in lines]
    near = [line.key for score, line in scored if score >= _LIKE]
    if not near and scored:
        score, line = max(scored, key=lambda item: item[0])
        if score >= _NEARLY:
            near = [line.key]
    yield from near
