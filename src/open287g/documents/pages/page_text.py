"""Page text: taken from the text layer where it can be trusted, decoded or read by OCR where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.thresholds import threshold, whole
from open287g.documents.pages import laid_over, pdf
from open287g.documents.pages.contacts import without_contacts
from open287g.documents.pages.drawn_over import UNDER, UNDRAWN, Gone, drawn_over
from open287g.documents.pages.engines import Engine, OcrPage
from open287g.documents.pages.frame import Box, upright
from open287g.documents.pages.kinds import kind_of
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.look_alikes import as_drawn
from open287g.documents.pages.lying import read_upright
from open287g.documents.pages.shifted_fonts import decode
from open287g.documents.words.vocabulary import Vocabulary

TRUSTED = threshold("documents", "trusted_layer")
FEW_WORDS = whole("documents", "stamp_words")
_SCAN_SHARE = threshold("documents", "scan_share")
STRANGE = "letters of another alphabet"
NOT_DRAWN = "the page shows hardly any of the words that its file holds"
_COVERED = 12
"""Words that a small picture pasted over a page covers at most; what lies under more of them is a figure or a stamp."""


@dataclass(frozen=True)
class Page:
    """The text of one page and how it came to be.

    `text_from`: layer, decoded (a shifted font read), ocr, or none. `quality`: the share of its words that are words of
    the templates, 0 to 1. `layer`: what the text layer says, decoded, whether trusted or not. `ocr_page`: the OCR, with
    places. `note`: why the page has no better text. `turned`: by how many degrees clockwise the page, as shown, is
    turned to be read; its places are those of the upright page. `kind`: what it is if it is no page of an agreement
    (placeholder, portfolio, certificate, resolution, minutes); such a page keeps no contacts. `marks`: the kinds of
    annotation that lie over it with what they say, and words in which letters look like others. `gone`: the parts of
    its layer that it does not show as they stand (`drawn_over`).
    """

    number: int
    text: str
    text_from: str
    quality: float
    layer: str
    ocr_page: OcrPage | None = None
    note: str = ""
    turned: int = 0
    kind: str = ""
    marks: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether nothing was read here though the page may say something."""
        return self.text_from == "none" and bool(self.note)


def layer_pages(handle: Any, vocabulary: Vocabulary, limits: Limits) -> list[Page]:
    """The text layer of every page, decoded and judged; a page that cannot be loaded says so in its note.

    What form fields hold becomes part of the page in the opened PDF, and so of its layer and its picture.
    """
    pages = []
    for index, over in enumerate(laid_over.set_into_the_pages(handle)):
        try:
            raw, turned = pdf.layer_text(handle, index, limits)
        except InputError as error:
            pages.append(Page(index + 1, "", "none", 0.0, "", note=str(error), marks=over))
            continue
        text, decoded = decode(raw, vocabulary) if raw else ("", 0)
        text, strange = as_drawn(text)
        over += (f"{STRANGE}: {' '.join(strange)}",) if strange else ()
        quality, words = vocabulary.glance(text)
        source = "none" if not words else "decoded" if decoded else "layer"
        pages.append(named(Page(index + 1, text, source, quality, text, turned=turned, marks=over)))
    return pages


def as_shown(handle: Any, pages: Sequence[Page]) -> list[Page]:
    """`pages` without the words of their layers that are struck, painted over or under a small picture.

    Spaces stand in their place, or what was set over them if it fits, so that every other word keeps its own. A page
    that shows few of its layer's words is left to its picture.
    """
    out = list(pages)
    for index, page in enumerate(pages):
        if page.text_from not in ("layer", "decoded") or page.kind or is_scan(handle, index):
            continue
        found = tuple(drawn_over(handle, index, page.turned))
        if any(each.kind == UNDRAWN for each in found):
            out[index] = replace(page, text="", text_from="none", quality=0.0, gone=found)
            continue
        text = page.text
        for kind, start, end, instead in found:
            if kind == UNDER and len(text[start:end].split()) > _COVERED:
                continue
            said = text[slice(*instead)] if instead[1] - instead[0] <= end - start else ""
            text = f"{text[:start]}{said.ljust(end - start)}{text[end:]}"
            if said:
                text = f"{text[: instead[0]]}{' ' * len(said)}{text[instead[1] :]}"
        out[index] = replace(page, text=text, gone=found)
    return out


def named(page: Page) -> Page:
    """`page` with its kind; one that is of no agreement loses its contacts."""
    kind = kind_of(page.text)
    if not kind:
        return page
    read = page.ocr_page
    kept = read and replace(read, text=without_contacts(read.text), pieces=())
    return replace(page, kind=kind, text=without_contacts(page.text), layer=without_contacts(page.layer), ocr_page=kept)


def doubtful(handle: Any, pages: Sequence[Page]) -> list[int]:
    """Indices of the pages whose layer is not to be trusted alone: none, garbage, or a stamp on a scan."""
    doubted = []
    for index, page in enumerate(pages):
        words = len(page.text.split())
        if page.note:
            continue
        if words >= FEW_WORDS:
            if page.quality < TRUSTED:
                doubted.append(index)
        elif words == 0 or page.quality < TRUSTED or is_scan(handle, index):
            doubted.append(index)
    return doubted


def is_scan(handle: Any, index: int) -> bool:
    """Whether one picture covers more than half of page `index`."""
    return pdf.largest_picture(handle, index) > _SCAN_SHARE


def boxes_of(handle: Any, page: Page, start: int, end: int) -> list[Box]:
    """Where characters `start` to `end` of a page's text, or the one at `start`, stand on it."""
    if page.text_from == "ocr" and page.ocr_page is not None:
        return [p.box for p in page.ocr_page.pieces if p.start < max(end, start + 1) and p.start + len(p.text) > start]
    return pdf.range_boxes(handle, page.number - 1, start, max(end, start + 1), page.turned)


def left_unread(handle: Any, pages: Sequence[Page], why: str) -> list[Page]:
    """`pages` with a note `why` on each that OCR would have read; a stamp on a scan is no reading of its page."""
    out = list(pages)
    for index in doubtful(handle, pages):
        page = pages[index]
        if not page.text.strip() and _is_blank(handle, index):
            continue
        bare = len(page.text.split()) < FEW_WORDS and is_scan(handle, index)
        out[index] = replace(page, note=why, text_from="none" if bare else page.text_from)
    return out


def _is_blank(handle: Any, index: int) -> bool:
    """Whether page `index` draws nothing."""
    with upright(handle, index) as page:
        return next(iter(page.get_objects(max_depth=1)), None) is None


def recognize(
    handle: Any,
    pages: list[Page],
    vocabulary: Vocabulary,
    engine: Engine,
    cache: Path | None,
    limits: Limits,
    threads: int = 1,
) -> list[Page]:
    """`pages` with the doubtful ones read by OCR, `threads` at a time; only so many pictures are held in memory."""
    out = list(pages)
    waiting = doubtful(handle, pages)
    with ThreadPoolExecutor(max_workers=max(1, threads)) as pool:
        for start in range(0, len(waiting), max(1, threads)):
            some = waiting[start : start + max(1, threads)]
            jobs = [_submitted(pool, handle, pages[index], engine, cache, limits, vocabulary) for index in some]
            for index, job in zip(some, jobs, strict=True):
                read = named(_better(pages[index], job, vocabulary))
                hidden = tuple(each for each in pages[index].gone if each.kind == UNDRAWN)
                note = NOT_DRAWN if hidden and not read.text.strip() else read.note
                out[index] = replace(read, gone=hidden, note=note) if hidden else read
    return out


_Job = Future[tuple[OcrPage, int]] | InputError


def _submitted(
    pool: ThreadPoolExecutor,
    handle: Any,
    page: Page,
    engine: Engine,
    cache: Path | None,
    limits: Limits,
    vocabulary: Vocabulary,
) -> _Job:
    """Draw the page here, since pdfium is used by one thread, and read it there."""
    try:
        image = pdf.picture(handle, page.number - 1, limits, page.turned)
    except InputError as error:
        return error
    return pool.submit(read_upright, image, engine, cache, limits, vocabulary)


def _better(page: Page, job: _Job, vocabulary: Vocabulary) -> Page:
    """`page` as OCR has it, when that gives better text than its layer; the layer stays at hand either way."""
    try:
        if isinstance(job, InputError):
            raise job
        read, further = job.result()
    except InputError as error:
        return replace(page, note=str(error))
    quality, words = vocabulary.glance(read.text)
    _, layer_words = vocabulary.glance(page.text)
    turned = (page.turned + further) % 360
    if words * quality > layer_words * page.quality:
        return Page(page.number, read.text, "ocr", quality, page.layer, read, turned=turned, marks=page.marks)
    return page if further else replace(page, ocr_page=read)
