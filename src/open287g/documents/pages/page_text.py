"""The text of a page and how it came to be; first of all its text layer, decoded and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from open287g.core.errors import InputError
from open287g.core.thresholds import threshold
from open287g.documents.pages import laid_over, pdf, pdfium
from open287g.documents.pages.frame import Box
from open287g.documents.pages.kinds import kind_of
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.look_alikes import as_drawn
from open287g.documents.pages.shifted_fonts import decode
from open287g.documents.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    # The quick way to clauses draws no page and reads no picture.
    from open287g.documents.pages.drawn_over import Gone
    from open287g.documents.pages.engines import OcrPage

_SCAN_SHARE = threshold("documents", "scan_share")
STRANGE = "letters of another alphabet"
NOT_DRAWN = "undrawn"
"""The mark of a page that cannot be drawn, so that nobody knows what it shows."""


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
    laid_over.know_the_form(handle)
    return [_layer_page(handle, index, vocabulary, limits) for index in range(len(handle))]


def _layer_page(handle: Any, index: int, vocabulary: Vocabulary, limits: Limits) -> Page:
    over: tuple[str, ...] = ()
    try:
        with pdf.loaded(handle, index) as page:
            over, flattened = laid_over.set_into(handle, page)
            raw, turned = ("", 0) if flattened else pdf.layer_on(page, index, limits)
        if flattened or turned:
            raw, turned = pdf.layer_text(handle, index, limits, turned or None)
    except InputError as error:
        return Page(index + 1, "", "none", 0.0, "", note=str(error), marks=over)
    text, decoded = decode(raw, vocabulary) if raw else ("", 0)
    text, strange = as_drawn(text)
    over += (f"{STRANGE}: {' '.join(strange)}",) if strange else ()
    quality, words = vocabulary.glance(text)
    source = "none" if not words else "decoded" if decoded else "layer"
    return named(Page(index + 1, text, source, quality, text, turned=turned, marks=over))


def named(page: Page) -> Page:
    """`page` with its kind; one that is of no agreement loses its contacts."""
    kind = kind_of(page.text)
    if not kind:
        return page
    from open287g.documents.pages.contacts import without_contacts

    read = page.ocr_page
    kept = read and replace(read, text=without_contacts(read.text), pieces=())
    return replace(page, kind=kind, text=without_contacts(page.text), layer=without_contacts(page.layer), ocr_page=kept)


def is_scan(handle: Any, index: int) -> bool:
    """Whether one picture covers more than half of page `index`; of one that cannot be loaded none is seen, and its
    note says that it was not read."""
    try:
        return pdf.largest_picture(handle, index) > _SCAN_SHARE
    except pdfium.PdfiumError:
        return False


def boxes_of(handle: Any, page: Page, start: int, end: int) -> list[Box]:
    """Where characters `start` to `end` of a page's text, or the one at `start`, stand on it."""
    if page.text_from == "ocr" and page.ocr_page is not None:
        return [p.box for p in page.ocr_page.pieces if p.start < max(end, start + 1) and p.start + len(p.text) > start]
    return pdf.range_boxes(handle, page.number - 1, start, max(end, start + 1), page.turned)
