"""The words that a file holds beside the picture of a page: they are the page's where its picture reads so too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from open287g.core.thresholds import threshold
from open287g.documents.findings.binding import binds, sets_a_condition
from open287g.documents.findings.second_reading import Reader, agree, has_words, is_one_shape_apart, same_place
from open287g.documents.findings.word_changes import BESIDE, DOUBTFUL, MISREAD, Comparison, WordChange
from open287g.documents.pages.letters_shown import shows_others
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.running_text import RunningText
from open287g.documents.words.printed import plain
from open287g.documents.words.vocabulary import shipped_vocabulary

_READABLE = threshold("documents", "readable_page")
_MOST_LOST = 0.5
"""Share of a page's words that a reading of its picture may lack and still be held against them."""
_HEADED = 0.75
"""Share of a heading's longer words that begin with a capital, one of them misread."""
_SIGN = 3
"""Letters of a word below which its absence from a reading says nothing."""
Anew = Callable[[Mapping[int, str]], Comparison]


def to_be_seen(handle: Any, pages: Sequence[Page], scans: Collection[int]) -> list[int]:
    """The pages (from 0) whose own words are held against their pictures: `scans`, and those that show other letters or
    of which nobody can tell."""
    own = [n for n, page in enumerate(pages) if page.text_from in ("layer", "decoded") and not page.kind]
    return [n for n in own if n in scans or shows_others(handle, n, pages[n].turned) is not False]


def read_beside(pages: Sequence[Page], indices: Sequence[int], read: Reader) -> dict[int, str]:
    """What is read on the pictures of the pages `indices`; without those of which too little can be read."""
    texts = {}
    for index in indices:
        text = read(index)
        quality, words = shipped_vocabulary().glance(text)
        if quality >= _READABLE and words >= (1 - _MOST_LOST) * len(pages[index].text.split()):
            texts[index] = text
    return texts


def by_the_picture(found: Comparison, texts: Mapping[int, str], finer: Reader, anew: Anew) -> Comparison:
    """What differs by the pictures `texts` and not by the words that the file holds, with these words' places.

    A change is told where two readings of the picture have it, the second of them `finer`, or the first alone where
    there is no second; words that the picture leaves unclear are counted as misread.
    """
    if not texts:
        return replace(found, changes=())
    seen = anew(texts)
    fresh = [change for change in seen.changes if change.page - 1 in texts and not _is_known(change, found)]
    again = {page: text for page in sorted({change.page - 1 for change in fresh}) if (text := finer(page)).strip()}
    second = anew({**texts, **again}) if again else seen
    borne = [change for change in fresh if _is_borne_out(change, second)]
    misread = max(found.unchecked.get(MISREAD, 0), seen.unchecked.get(MISREAD, 0))
    unchecked = {**found.unchecked, MISREAD: misread} if misread else found.unchecked
    return replace(found, changes=tuple(_placed(change, found) for change in borne), unchecked=unchecked)


def tells(change: WordChange, running: RunningText) -> bool:
    """Whether a change by the picture is more than a heading that it leaves unread, which often is underlined, or a
    name read badly in its blank."""
    if not change.words:
        return not _is_a_heading(change, running.pages[change.page - 1].text)
    own = plain(change.words)
    clause = binds(own) or sets_a_condition(own) or all(word in shipped_vocabulary() for word in own)
    return bool(change.standard) or clause or _capitals(change.words) < 1


def _is_a_heading(change: WordChange, text: str) -> bool:
    """Whether the words that are gone are a whole line of `text`, most of its longer words with capitals."""
    start = text.rfind("\n", 0, max(0, change.start)) + 1
    line = text[start:].partition("\n")[0]
    return plain(line) == plain(change.standard) and _capitals(line) >= _HEADED


def _capitals(words: str) -> float:
    """The share of the longer words that begin with a capital; 0 where there are none."""
    long = [word for word in words.split() if len(word) > _SIGN]
    return sum(word[0].isupper() for word in long) / len(long) if long else 0.0


def alone(changes: Iterable[WordChange]) -> Iterator[WordChange]:
    """Those of `changes` on which no further engine threw doubt."""
    return (change for change in changes if change.why == BESIDE)


def _is_known(change: WordChange, found: Comparison) -> bool:
    return any(same_place(change, other) for other in found.changes)


def _is_borne_out(change: WordChange, second: Comparison) -> bool:
    """Whether a second reading of the picture has a change too, and it is none that readers make."""
    if (not change.words and len(change.standard) < _SIGN) or is_one_shape_apart(change):
        return False
    likely = [other for other in second.changes if same_place(change, other) and agree(change, other)]
    # Letters that no edition has are somebody's word, ten or Monroe, where both readings have the same.
    whole = len(change.words) >= _SIGN and change.words.isalnum()
    return any(has_words(change) or (whole and other.words == change.words) for other in likely)


def _placed(change: WordChange, found: Comparison) -> WordChange:
    """`change` at the place where the file's own words stand."""
    doc = _word_at(change.at, found)
    last = max(doc, _word_at(change.at_end - 1, found) if change.at_end > change.at else doc)
    end = doc if not change.words else last + 1
    words = found.words
    page = words[doc].page + 1
    return replace(
        change,
        page=page,
        page_end=words[last].page + 1,
        doc=doc,
        doc_end=end,
        grade=DOUBTFUL,
        why=BESIDE,
        start=words[doc].start,
        end=words[last].end if words[last].page + 1 == page else words[doc].end,
    )


def _word_at(at: int, found: Comparison) -> int:
    """The document's word at or after word `at` of the edition."""
    for cell in found.cells:
        if at < cell.at_end:
            return min(cell.doc + max(0, at - cell.at), max(cell.doc, cell.doc_end - 1), len(found.words) - 1)
    return len(found.words) - 1
