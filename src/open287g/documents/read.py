"""From a file to what it says: the flow of this room, top to bottom."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from open287g.core.files import sha256_of
from open287g.documents.editions.identify import Identity, identify
from open287g.documents.editions.templates import editions, profiles
from open287g.documents.findings.clauses import Clause, clauses
from open287g.documents.findings.days import FIRST
from open287g.documents.findings.differences import Difference, differences
from open287g.documents.findings.fields import Field, SignaturePage, read_fields, signature_index
from open287g.documents.findings.signatures import Word
from open287g.documents.pages import ocr, pdf
from open287g.documents.pages.limits import DEFAULT, Limits
from open287g.documents.pages.order import in_order
from open287g.documents.pages.shifted_fonts import decode
from open287g.documents.pages.text import Page, is_scan, layer_pages, recognize
from open287g.documents.words.align import Alignment, align
from open287g.documents.words.body import Body, body_of
from open287g.documents.words.words import shipped_vocabulary

_NAME_LINES = re.compile(r"\bName\s*[:·]")


@dataclass(frozen=True)
class Reading:
    """All that was read of one file."""

    file: str
    sha256: str
    pages: tuple[Page, ...]
    identity: Identity
    fields: dict[str, Field]
    clauses: tuple[Clause, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Options:
    """How to read: `engine` auto, tesseract, rapidocr or none; `cache` remembers OCR by page hash; `threads`: pages
    read by OCR at a time."""

    engine: str = "auto"
    cache: Path | None = None
    threads: int = 1
    limits: Limits = DEFAULT


def read(path: Path, options: Options = Options()) -> Reading:
    """Read one PDF in this process; an InputError says why it cannot be read."""
    content = pdf.content_of(path, options.limits)
    with pdf.opened(content, str(path), options.limits) as document:
        pages = read_pages(document, options)
        body = body_of(pages, shipped_vocabulary())
        identity, alignment = recognized(body)
        moved: tuple[int, ...] = ()
        if alignment:
            body, alignment, moved = in_order(body, alignment)
        page = _signature_page(document, body, signature_index(body, alignment), identity, options)
        fields = read_fields(body, page)
        return Reading(
            path.name,
            sha256_of(content),
            tuple(pages),
            identity,
            fields,
            tuple(clauses(body, alignment)) if alignment else (),
            tuple([*differences(body, alignment, shipped_vocabulary(), moved), *further_signatories(fields)])
            if alignment
            else (),
        )


def spare_collections() -> None:
    """Let the garbage collector look less often: a document makes five thousand small tuples and no cycles."""
    gc.set_threshold(100_000, 20, 20)


def text_to_clauses(path: Path, limits: Limits = DEFAULT) -> tuple[Identity, list[Clause]]:
    """The edition and the clauses of a PDF by its text layer alone: the quickest useful reading."""
    vocabulary = shipped_vocabulary()
    pdf.check_head(path, limits)
    with pdf.opened(path, str(path), limits) as document:
        body = body_of(layer_pages(document, vocabulary, limits), vocabulary)
    identity, alignment = recognized(body)
    if alignment is None:
        return identity, []
    body, alignment, _ = in_order(body, alignment)
    return identity, clauses(body, alignment)


def further_signatories(fields: dict[str, Field]) -> list[Difference]:
    """A second signatory for the agency, which no edition has a place for."""
    titles, names = (fields[key].value for key in ("agency_titles", "agency_signatories"))
    count = max(len(value) if isinstance(value, tuple) else 0 for value in (titles, names))
    if count < 2:
        return []
    said = "; ".join(title or "unknown" for title in (titles if isinstance(titles, tuple) else ())[1:])
    page = fields["agency_titles"].page
    return [
        Difference(
            "negotiated", "signatory", "Signatures", page, page, said, confidence=fields["agency_titles"].confidence
        )
    ]


def read_pages(document: Any, options: Options) -> list[Page]:
    """The text of every page, by OCR where the layer is not to be trusted."""
    vocabulary = shipped_vocabulary()
    pages = layer_pages(document, vocabulary, options.limits)
    if options.engine != "none":
        engine = ocr.engine(options.engine, options.threads)
        pages = recognize(document, pages, vocabulary, engine, options.cache, options.limits, options.threads)
    return pages


def words_of(reading: Reading) -> tuple[Body, Alignment | None]:
    """The running text of a reading and its alignment, found again from its pages."""
    body = body_of(reading.pages, shipped_vocabulary())
    profile = profiles().get(reading.identity.profile)
    if profile is None:
        return body, None
    body, alignment, _ = in_order(body, align(body.words, profile, body.marks))
    return body, alignment


def recognized(body: Body) -> tuple[Identity, Alignment | None]:
    """The edition of `body`, and where its words stand in it; None when it is of none."""
    text = "\n".join(page.text for page in body.pages)
    identity = identify(body.marks, body.furniture.revisions, bool(_NAME_LINES.search(text)))
    profile = profiles().get(identity.profile)
    return identity, align(body.words, profile, body.marks) if profile else None


def _earliest(identity: Identity) -> date:
    """Two months before the edition is known: drafts went round before."""
    since = next((e.since for e in editions() if e.id == identity.edition), "")
    if not since:
        return FIRST
    year, month, day = (*map(int, since.split("-")), 1, 1)[:3]
    return date(year, month, day) - timedelta(days=60)


def _signature_page(
    document: Any, body: Body, index: int | None, identity: Identity, options: Options
) -> SignaturePage | None:
    if index is None:
        return None
    page = body.pages[index]
    layer = [Word(decode(text, shipped_vocabulary())[0], box, "layer") for text, box in pdf.words(document, index)]

    def second_look() -> ocr.OcrPage | None:
        if options.engine == "none":
            return None
        top = max((w.box.bottom for w in [*layer, *pieces] if re.search("fullest|allowed", w.text)), default=0.2)
        return ocr.read_part(document, index, top, options.cache, options.limits)

    pieces = [Word(p.text, p.box, "ocr") for p in page.read.pieces] if page.read else []
    scanned = is_scan(document, index)
    return SignaturePage(
        index, tuple(layer), page.read, second_look, tuple(pdf.signature_days(document)), _earliest(identity), scanned
    )
