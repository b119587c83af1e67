"""Several PDFs as one, with a bookmark for each: our own papers, and agreements as they were signed.

An agreement is a file nobody vouches for: its pages are copied in a process of bounded memory and time, and only its
pages, so that scripts, attachments and forms' actions of the file stay behind.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.core.files import shown
from open287g.core.guarded import Bounds, read_each

with extra("pdf"):
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError
    from pypdf.generic import NameObject, TextStringObject

MOST_BYTES = 64 << 20
MOST_PAGES = 200
"""An agreement has 10 to 17 pages."""
_BOUNDS = Bounds(seconds=60.0, memory=2_000_000_000, answer=MOST_BYTES)
_PRODUCER = "open287g"
_LEFT_BEHIND = ("/AA", "/A")
"""Entries of a page that make a reader do something."""


@dataclass(frozen=True)
class Part:
    """A part of a packet: what its bookmark says, and its PDF."""

    title: str
    pdf: bytes


def bound(parts: Sequence[Part], title: str, language: str) -> bytes:
    """The parts as one PDF, in order, each under its bookmark; the same parts give the same bytes."""
    writer = PdfWriter()
    for part in parts:
        first = len(writer.pages)
        for page in PdfReader(io.BytesIO(part.pdf)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=part.title, page_number=first)
    writer.page_mode = "/UseOutlines"
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    return _written(writer, title)


def pages_of(path: Path) -> bytes:
    """The pages of a PDF and nothing else of it. Raises InputError that names the file and says why they cannot be."""
    (outcome,) = read_each(_copied, [path], _BOUNDS, jobs=1)
    if outcome.answer is None:
        why = outcome.failure.what if outcome.failure else "nothing came back"
        raise InputError(shown(why), shown(path.name), "Fetch the file again from its source.")
    return outcome.answer


def _copied(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"it is larger than {MOST_BYTES >> 20} MiB", path.name)
    try:
        reader = PdfReader(path)
        if len(reader.pages) > MOST_PAGES:
            raise InputError(f"it has more than {MOST_PAGES} pages", path.name)
        writer = PdfWriter()
        for page in reader.pages:
            copy = writer.add_page(page)
            for entry in _LEFT_BEHIND:
                copy.pop(entry, None)
            for mark in copy.get("/Annots") or ():
                told = mark.get_object()
                for entry in _LEFT_BEHIND:
                    told.pop(entry, None)
        if not len(writer.pages):
            raise InputError("it has no page", path.name)
        return _written(writer, path.name)
    except (PyPdfError, RecursionError, AttributeError, KeyError) as error:
        raise InputError(f"its pages cannot be read ({type(error).__name__})", path.name) from error


def _written(writer: PdfWriter, title: str) -> bytes:
    writer.metadata = {"/Title": title, "/Producer": _PRODUCER}
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()
