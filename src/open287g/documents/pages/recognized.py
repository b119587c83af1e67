"""Pages whose text layer is not to be trusted: which they are, and what OCR reads on their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.thresholds import threshold, whole
from open287g.documents.pages import laid_over, pdf, pdfium
from open287g.documents.pages.drawn_over import UNDRAWN
from open287g.documents.pages.engines import Engine, OcrPage
from open287g.documents.pages.frame import Box, upright
from open287g.documents.pages.ink import has_ink
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.lying import read_upright
from open287g.documents.pages.page_text import Page, is_scan, named
from open287g.documents.words.vocabulary import Vocabulary

TRUSTED = threshold("documents", "trusted_layer")
FEW_WORDS = whole("documents", "stamp_words")
NO_WORDS = "its picture is not blank, and no word on it could be read"
_PAPER = Box(0.05, 0.05, 0.95, 0.95)
"""The part of a page within its edges, which scanners darken."""
HARDLY_SHOWN = "the page shows hardly any of the words that its file holds"


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


def left_unread(handle: Any, pages: Sequence[Page], why: str) -> list[Page]:
    """`pages` with a note `why` on each that OCR would have read; a stamp on a scan is no reading of its page."""
    out = list(pages)
    for index in doubtful(handle, pages):
        page = pages[index]
        if not page.text.strip() and _is_blank(handle, index):
            continue
        out[index] = _unread(handle, page, why)
    return out


def _unread(handle: Any, page: Page, why: str) -> Page:
    """`page`, whose picture nobody read; a stamp on a scan is no reading of it."""
    bare = len(page.text.split()) < FEW_WORDS and is_scan(handle, page.number - 1)
    return replace(page, note=why, text_from="none" if bare else page.text_from)


def _is_blank(handle: Any, index: int) -> bool:
    """Whether page `index` draws nothing, and nothing that may be drawn lies over it."""
    with upright(handle, index) as page:
        drawn = pdfium.FPDFPage_CountObjects(page.raw)
        return not drawn and not any(laid_over.may_be_drawn(page))


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
                read = named(_better(handle, pages[index], job, vocabulary, limits))
                hidden = tuple(each for each in pages[index].gone if each.kind == UNDRAWN)
                note = HARDLY_SHOWN if hidden and not read.text.strip() else read.note
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


def _better(handle: Any, page: Page, job: _Job, vocabulary: Vocabulary, limits: Limits) -> Page:
    """`page` as OCR has it, when that gives better text than its layer; the layer stays at hand either way.

    Where OCR fails, or finds no word in what has ink enough for many, the page was not read.
    """
    try:
        if isinstance(job, InputError):
            raise job
        read, further = job.result()
    except InputError as error:
        return _unread(handle, page, str(error))
    if not read.text.strip() and not page.text.strip():
        inked = has_ink(pdf.picture(handle, page.number - 1, limits, page.turned), _PAPER)
        return replace(page, ocr_page=read, note=NO_WORDS if inked else "")
    quality, words = vocabulary.glance(read.text)
    _, layer_words = vocabulary.glance(page.text)
    turned = (page.turned + further) % 360
    if words * quality > layer_words * page.quality:
        return Page(page.number, read.text, "ocr", quality, page.layer, read, turned=turned, marks=page.marks)
    return page if further else replace(page, ocr_page=read)
