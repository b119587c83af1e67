"""A made-up edition to test with: its words mean nothing, so no sentence of an agreement stands here."""

from __future__ import annotations

from collections.abc import Sequence

from open287g.documents.alignment.align import Alignment, align
from open287g.documents.alignment.reading_order import in_order
from open287g.documents.editions.consensus import Consensus
from open287g.documents.editions.outline import build
from open287g.documents.editions.profile import Profile
from open287g.documents.editions.wording import Wording, wording_of
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.differences import differences, left_out
from open287g.documents.findings.page_faults import page_faults
from open287g.documents.findings.word_changes import Comparison, compared
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.running_text import RunningText, running_text_of
from open287g.documents.words.tokens import Token, raw_tokens
from open287g.documents.words.vocabulary import Vocabulary

_LIST = """
amber birch cedar delta ember fable grove haven ivory jolly kayak lemon maple noble ocean pearl quilt river stone tulip
umbra valor willow xenon yield zebra anchor bridge castle dragon engine forest garden harbor island jungle kettle ladder
magnet needle orchid pencil quartz ribbon saddle temple unicorn velvet walnut yonder zephyr
"""
_ROOTS = _LIST.split()
VOCABULARY = Vocabulary([*_ROOTS, *(root + "s" for root in _ROOTS), "fullest", "extent", "allowed", "by", "law"])
OUTLINE = [("I", "AMBER"), ("II", "BIRCH"), ("III", "CEDAR"), ("Signatures", "")]


def sentence(seed: int, length: int) -> list[str]:
    """`length` words, different for each seed and never a run of three that another seed has."""
    return [_ROOTS[(seed * 7 + index * (seed % 5 + 3) + index * index) % len(_ROOTS)] for index in range(length)]


def edition_pages() -> list[list[str]]:
    """Three pages of lines: a heading, then forty lines of eight words."""
    pages = []
    for number, heading in enumerate(("I. AMBER", "II. BIRCH", "III. CEDAR")):
        lines = [heading, *(" ".join(sentence(number * 40 + row + 1, 8)) for row in range(40))]
        pages.append(lines)
    pages[-1].append("fullest extent allowed by law")
    return pages


def texts(pages: Sequence[Sequence[str]]) -> list[str]:
    return ["\r\n".join(lines) for lines in pages]


def tokens_of(pages: Sequence[Sequence[str]]) -> list[Token]:
    raw = [token for number, text in enumerate(texts(pages)) for token in raw_tokens(text, number)]
    return VOCABULARY.read(raw)


def edition() -> Profile:
    """The edition as a profile."""
    tokens = tokens_of(edition_pages())
    return build("MADE-UP", Consensus([t.word for t in tokens], tokens), OUTLINE, texts(edition_pages()))


def document(pages: Sequence[Sequence[str]]) -> tuple[RunningText, Alignment]:
    """A document of these pages, aligned with the edition."""
    running = running_text_of(
        [Page(n + 1, text, "layer", 1.0, text) for n, text in enumerate(texts(pages))], VOCABULARY
    )
    return running, align(running.words, edition(), running.fingerprints)


def wording() -> Wording:
    """The edition word by word."""
    heads = dict(zip(("I", "II", "III"), edition_pages(), strict=True))
    body = "".join(f"== {name}\n" + "\n".join(lines) + "\n" for name, lines in heads.items())
    return wording_of("MADE-UP", body)


def beside(pages: Sequence[Sequence[str]], scans: Sequence[int] = ()) -> Comparison:
    """A document of these pages beside the edition, word by word."""
    running, alignment = document(pages)
    return compared(running, wording(), left_out(page_faults(running, alignment)), scans)


def told_of(pages: Sequence[Sequence[str]]) -> list[Difference]:
    """The differences of a document of these pages."""
    running, alignment = document(pages)
    running, alignment, moved = in_order(running, alignment)
    faults = page_faults(running, alignment)
    found = compared(running, wording(), left_out(faults))
    return differences(running, alignment, found, moved, faults)
