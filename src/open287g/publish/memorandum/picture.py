"""The picture of a memorandum's page, its marks laid over it, contacts covered; drawn in a process of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Semaphore
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.core.guarded import Bounds, read_each
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.laid_over import set_into_the_pages
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.shifted_fonts import decode
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.publish.memorandum.page import CHANGED, FIELD, MarkedPage, hidden
from open287g.publish.memorandum.scanned import Scan, boxes_in, engine_names, of_a_line, pieces_of

DPI = 110
_QUALITY = 72
_COLORS = {CHANGED: (255, 205, 140), FIELD: (170, 225, 190)}
_INK = {CHANGED: (150, 60, 0), FIELD: (0, 95, 50)}
_BOUNDS = Bounds(seconds=60.0, memory=1_500_000_000, answer=20_000_000)
_AT_ONCE = Semaphore(2)
"""Pages drawn at the same time; the others wait."""


@dataclass(frozen=True)
class Spot:
    """A stretch of the page's text, offsets in it, that is to be marked: `tag` changed or field, `mark` its number."""

    tag: str
    mark: int
    start: int
    end: int


@dataclass(frozen=True)
class Drawing:
    """What to draw: page `number` (from 1) of the PDF at `path`, turned as it was read, with its marks.

    `placed`: whether the page's text is that of its layer, so that its stretches can be found on it. `scan`: for a
    page that was read from its picture.
    """

    path: Path
    number: int
    turned: int
    placed: bool
    spots: tuple[Spot, ...]
    scan: Scan | None = None


def drawing(path: Path, page: Page, marked: MarkedPage, readings: Path) -> Drawing:
    """What to draw of a page that was read; `readings`: the folder of what programs read on pictures."""
    spots = tuple(Spot(p.tag, p.mark, p.start, p.end) for p in marked.pieces if p.mark)
    scan = Scan(page.text, readings, engine_names()) if page.text_from == "ocr" else None
    return Drawing(path, page.number, page.turned, page.text_from in ("layer", "decoded"), spots, scan)


def can_be_shown(page: Page) -> bool:
    """Whether the contacts of a page can be covered: on a picture they have no place, and unread they are not known."""
    if page.text_from == "ocr":
        return not page.kind and not hidden(page.text)
    return not page.unread


def drawn(asked: Drawing) -> bytes:
    """The page as WebP. Raises NotFoundError where it cannot be drawn, or holds a contact that cannot be covered."""
    with _AT_ONCE:
        outcome = next(iter(read_each(_draw, [asked], _BOUNDS, jobs=1)))
    if outcome.answer is None:
        raise NotFoundError("the page cannot be drawn", remedy="Open the file itself at ICE's address.")
    return outcome.answer


def _draw(asked: Drawing) -> bytes:
    with pdf.opened(pdf.content_of(asked.path, DEFAULT), asked.path.name, DEFAULT) as handle:
        set_into_the_pages(handle)
        index = asked.number - 1
        image = pdf.picture(handle, index, DEFAULT, asked.turned, dpi=DPI).convert("RGB")
        pieces = pieces_of(handle, index, asked.turned, asked.scan) if asked.scan and asked.spots else ()

        def boxes(start: int, end: int) -> Sequence[Box]:
            if asked.placed:
                return pdf.range_boxes(handle, index, start, end, asked.turned)
            return boxes_in(pieces, start, end)

        # What was kept of a page that is no agreement's lacks its contacts, so they are looked for on the page itself.
        text, _ = decode(pdf.layer_text(handle, index, DEFAULT, asked.turned)[0], shipped_vocabulary())
        for start, end in hidden(text) if asked.placed else ():
            places = boxes(start, end)
            if not places:
                raise NotFoundError("a contact on the page cannot be covered")
            _cover(image, places)
        for spot in asked.spots:
            gap = spot.end == spot.start and not of_a_line(pieces, spot.start)
            _mark(image, spot, boxes(spot.start, max(spot.end, spot.start + 1)), gap=gap)
    out = io.BytesIO()
    image.save(out, format="WEBP", quality=_QUALITY, method=3)
    return out.getvalue()


def _cover(image: Any, boxes: Sequence[Box]) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle(_pixels(image, box, 1), fill=(225, 225, 225))


def _mark(image: Any, spot: Spot, boxes: Sequence[Box], *, gap: bool) -> None:
    """Color over the words, a frame around them and the mark's number before; at a `gap`, words missing, a bar."""
    from PIL import Image, ImageChops, ImageDraw, ImageFont

    for box in boxes:
        left, top, right, bottom = _pixels(image, box, 2)
        if gap:
            ImageDraw.Draw(image).line((left, top, left, bottom), fill=_INK[spot.tag], width=3)
        elif right > left and bottom > top:
            part = image.crop((left, top, right, bottom))
            wash = Image.new("RGB", part.size, _COLORS[spot.tag])
            image.paste(ImageChops.multiply(part, wash), (left, top))
            ImageDraw.Draw(image).rectangle((left, top, right - 1, bottom - 1), outline=_INK[spot.tag])
    if boxes:
        left, top, *_ = _pixels(image, boxes[0], 2)
        font = ImageFont.load_default(15)
        at = (max(2, left - 4), max(2, top - 13))
        draw = ImageDraw.Draw(image)
        draw.rectangle(draw.textbbox(at, str(spot.mark), font=font), fill=(255, 255, 255))
        draw.text(at, str(spot.mark), font=font, fill=_INK[spot.tag])


def _pixels(image: Any, box: Box, room: int) -> tuple[int, int, int, int]:
    width, height = image.size
    return (
        max(0, int(box.left * width) - room),
        max(0, int(box.top * height) - room),
        min(width, int(box.right * width) + room),
        min(height, int(box.bottom * height) + room),
    )
