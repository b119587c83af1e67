"""From a PDF to what it says: the flow of this room, top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.extras import MissingExtraError
from open287g.core.files import sha256_of, shown
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.alignment.align import Alignment
from open287g.documents.editions.identify import Identity
from open287g.documents.findings.checked import Checked
from open287g.documents.findings.clauses import clauses
from open287g.documents.findings.fields import read_fields
from open287g.documents.findings.signature_lines import PlacedWord
from open287g.documents.findings.signature_page import SignaturePage, signature_index
from open287g.documents.findings.written_days import FIRST
from open287g.documents.identified import aligned, identified
from open287g.documents.pages import hand, ocr, pdf
from open287g.documents.pages.as_shown import as_shown
from open287g.documents.pages.engines import OcrPage, engine_named
from open287g.documents.pages.frame import Box
from open287g.documents.pages.page_text import Page, is_scan, layer_pages
from open287g.documents.pages.recognized import left_unread, recognize
from open287g.documents.pages.running_text import RunningText, running_text_of
from open287g.documents.pages.shifted_fonts import decode
from open287g.documents.pages.struck_pages import as_struck
from open287g.documents.read_options import ReadOptions as ReadOptions
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.vocabulary.editions import EDITIONS

_NOT_ASKED = "a picture without a text layer to trust, and OCR was not asked for"
_CLOSER_DPI = 300
"""A block whose names two readings have otherwise is read from a finer picture."""
_DRAFTED_BEFORE = timedelta(days=60)
"""Drafts of an edition went round before the day from which it is known."""


def read_document(path: Path, options: ReadOptions = ReadOptions()) -> AgreementDocument:
    """Read one PDF in this process. Raises InputError that says why it cannot be read."""
    content = pdf.content_of(path, options.limits)
    with pdf.opened(content, str(path), options.limits) as handle:
        return understand(handle, read_pages(handle, options), shown(path.name), sha256_of(content), options)


def understand(handle: Any, pages: Sequence[Page], file: str, sha256: str, options: ReadOptions) -> AgreementDocument:
    """What the pages of an opened PDF say; the PDF is looked at again for its signature block alone."""
    identity, running, alignment, moved = identified(running_text_of(pages, shipped_vocabulary()))
    # The quick way to clauses does not load what compares words.
    from open287g.documents.findings.differences import further_signatories
    from open287g.documents.judge import word_by_word

    index = signature_index(running, alignment)
    block = None if index is None else _signature_page(handle, pages[index], identity, options)
    fields = read_fields(running, block, lambda number: _text_by_ocr(handle, pages[number], options))
    found, told = (None, []) if alignment is None else word_by_word(handle, running, alignment, moved, options)
    return AgreementDocument(
        file,
        sha256,
        tuple(pages),
        identity,
        fields,
        tuple(clauses(running, alignment)) if alignment else (),
        (*told, *further_signatories(fields)) if alignment else (),
        found or Checked(),
    )


def read_pages(handle: Any, options: ReadOptions) -> list[Page]:
    """The text of every page of an opened PDF, by OCR where the layer is not to be trusted."""
    vocabulary = shipped_vocabulary()
    pages = as_shown(handle, layer_pages(handle, vocabulary, options.limits))
    if options.engine == "none":
        return left_unread(handle, pages, _NOT_ASKED)
    engine = engine_named(options.engine, options.threads)
    read = recognize(handle, pages, vocabulary, engine, options.cache, options.limits, options.threads)
    return as_struck(handle, read, options.limits)


def aligned_text(document: AgreementDocument) -> tuple[RunningText, Alignment | None]:
    """The running text of a document that was read, and its alignment, found again from its pages."""
    running, alignment, _ = aligned(running_text_of(document.pages, shipped_vocabulary()), document.identity)
    return running, alignment


def _by_ocr(handle: Any, page: Page, options: ReadOptions, dpi: int = pdf.OCR_DPI) -> OcrPage | None:
    """What OCR reads on a page; None where it may not, or cannot."""
    if options.engine == "none" or (page.ocr_page is not None and dpi == pdf.OCR_DPI):
        return page.ocr_page
    try:
        drawn = pdf.picture(handle, page.number - 1, options.limits, page.turned, dpi=dpi)
        return ocr.read_page(drawn, engine_named(options.engine), options.cache, options.limits)
    except InputError:
        return None


def _by_another_engine(handle: Any, page: Page, options: ReadOptions) -> OcrPage | None:
    """What another engine than rapidocr, which reads the block, has on a page; None where there is no other."""
    if options.engine == "none" or engine_named(options.engine).name.startswith("rapidocr"):
        return None
    return _by_ocr(handle, page, options)


def _text_by_ocr(handle: Any, page: Page, options: ReadOptions) -> str:
    """What OCR reads on a page; of one that is known by OCR alone what it reads on a finer picture."""
    read = _by_ocr(handle, page, options, _CLOSER_DPI if page.text_from == "ocr" else pdf.OCR_DPI)
    return read.text if read else ""


def _signature_page(handle: Any, page: Page, identity: Identity, options: ReadOptions) -> SignaturePage:
    index = page.number - 1
    vocabulary = shipped_vocabulary()
    words = pdf.words(handle, index, page.turned)
    layer = [PlacedWord(decode(text, vocabulary)[0], box, "layer") for text, box in words]
    by_ocr = [PlacedWord(p.text, p.box, "ocr") for p in page.ocr_page.pieces] if page.ocr_page else []

    def block(dpi: int) -> OcrPage | None:
        """The block read once more, from a picture of `dpi`."""
        if options.engine == "none":
            return None
        last_words = (w.box.bottom for w in [*layer, *by_ocr] if re.search("fullest|allowed", w.text))
        top = max(last_words, default=0.2)
        try:
            return ocr.read_part(handle, index, page.turned, top, options.cache, options.limits, dpi=dpi)
        except (InputError, MissingExtraError):
            return None

    def printed(box: Box) -> bool:
        """Whether what stands there is seen to be printed; on a page that cannot be drawn nothing is."""
        try:
            return hand.printed(pdf.picture(handle, index, options.limits, page.turned), box)
        except InputError:
            return False

    scanned = is_scan(handle, index)
    return SignaturePage(
        index,
        tuple(layer),
        page.ocr_page,
        lambda: block(pdf.OCR_DPI),
        tuple(pdf.signature_days(handle)),
        _earliest_signing(identity),
        scanned,
        lambda box: not scanned or printed(box),
        lambda: _by_another_engine(handle, page, options),
        lambda: block(_CLOSER_DPI),
    )


def _earliest_signing(identity: Identity) -> date:
    edition = EDITIONS.get(identity.edition)
    return edition.since - _DRAFTED_BEFORE if edition else FIRST
