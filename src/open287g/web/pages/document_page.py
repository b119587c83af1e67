"""One page of a memorandum: its picture and its text beside each other, where the home has them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from open287g.core.errors import InputError, NotFoundError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.doubts import doubt_said
from open287g.documents.library.library import Library
from open287g.publish.memorandum.held import file_of, held_document
from open287g.publish.memorandum.page import differences_from, marked_page
from open287g.publish.memorandum.picture import can_be_shown, drawing, drawn
from open287g.vocabulary.editions import HELD, editions_of
from open287g.vocabulary.file_names import file_key
from open287g.vocabulary.sections import sections_of
from open287g.web.view.page import Page
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View

NONE = "none"
"""What stands in the address for no edition: the page without marks of difference."""


@page("/document/{key}/page/{number}", every=nowhere, apart=True)
def document_page(view: View, key: str, number: str) -> Page:
    """A page of a memorandum beside its own edition, or that of `?edition=`; `none` marks no difference."""
    document, at = _asked(view, key, number)
    edition = _edition(view, document)
    told = differences_from(document, edition)
    read = document.pages[at - 1]
    return view.render(
        "document_page.html",
        document=document,
        key=key,
        read=read,
        marked=marked_page(document, at, told),
        count=len(document.pages),
        on_page=_on_pages(document, told),
        edition=edition or NONE,
        own=document.identity.edition,
        editions=[*_editions(document), NONE],
        headings=sections_of(edition) if edition else {},
        doubt=lambda why: doubt_said(why, view.gettext),
        name=document.fields["agency"].value or document.file,
        picture=_file(view, document) is not None,
        can_be_shown=can_be_shown(read),
        agreements=view.record.agreements_by_file.get(file_key(document.file), []),
    )


@page("/document/{key}/page/{number}/picture.webp", every=nowhere, in_languages=False, apart=True)
def page_picture(view: View, key: str, number: str) -> Page:
    """The page as a picture, with the same marks as its text."""
    document, at = _asked(view, key, number)
    home, file, read = view.site.home, _file(view, document), document.pages[at - 1]
    if home is None or file is None or not can_be_shown(read):
        raise NotFoundError("the picture of this page is not here")
    marked = marked_page(document, at, differences_from(document, _edition(view, document)))
    return Page(drawn(drawing(file, read, marked, Library(home).ocr)), media_type="image/webp")


def _asked(view: View, key: str, number: str) -> tuple[AgreementDocument, int]:
    document = held_document(view.site.home, key, view.record)
    if document is None:
        raise NotFoundError(f"the text of {key[:20]!r} is not here", remedy="Read it first: open287g documents read")
    if not (number.isascii() and number.isdigit() and len(number) < 5 and 1 <= int(number) <= len(document.pages)):
        raise NotFoundError(f"the memorandum has no page {number[:20]!r}")
    return document, int(number)


def _edition(view: View, document: AgreementDocument) -> str:
    asked = view.query.get("edition", document.identity.edition)
    if asked not in ("", NONE, *HELD):
        raise InputError("there is no such edition", "edition", f"Choose {', '.join(HELD)} or {NONE}.")
    return "" if asked == NONE else asked


def _editions(document: AgreementDocument) -> Sequence[str]:
    """The editions to toggle: those of its model; of a document of no known model, all."""
    return [name for name in editions_of(document.identity.model) if name in HELD] if document.identity.model else HELD


def _on_pages(document: AgreementDocument, told: Sequence[Difference]) -> list[int]:
    """How many differences stand on each page."""
    return [sum(item.page <= n <= item.page_end for item in told) for n in range(1, len(document.pages) + 1)]


def _file(view: View, document: AgreementDocument) -> Path | None:
    return file_of(view.site.home, document) if view.site.home else None
