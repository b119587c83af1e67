"""What an attorney needs to know of one agreement: where it differs, what that touches, what was not checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.files import write_atomic
from open287g.core.version import __version__
from open287g.documents.agreement_document import AgreementDocument, require_agreement
from open287g.documents.compare import CONTEXT
from open287g.documents.editions.wording import FEW
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.doubts import doubt_said
from open287g.documents.findings.second_reading import ITS_NAME
from open287g.documents.findings.word_changes import MISREAD, UNREAD
from open287g.documents.library.library import Library
from open287g.documents.library.reading import document_called
from open287g.documents.library.shipped import shipped_documents
from open287g.documents.pages.contacts import contacts_hidden
from open287g.documents.pages.margins import clear
from open287g.documents.told_beside import marks_said, pages_said
from open287g.publish.review.paper import Item, Review, html, pdf
from open287g.publish.review.pictures import pictures
from open287g.publish.review.signed import signed
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary import labels
from open287g.vocabulary.messages import language_named, translations
from open287g.vocabulary.sections import sections_of

_FILLED_IN = re.compile(r"\{\w+\}")
"""A blank of the standard text: the agency's name, or about so many words."""
_BLANK = "______"
_OF_PAGES = frozenset({"text lost", "page missing", "blank page", "foreign page", "repeated page", "out of order"})
"""What differs where pages are missing or were put together wrongly; letters missing on a page are not that."""


@dataclass(frozen=True)
class _Reader:
    language: str

    def say(self, message: str) -> str:
        return translations(self.language).gettext(message)

    def word(self, code: str, table: dict[str, str]) -> str:
        return self.say(table[code]) if code in table else code


def write_review(library: Library, name: str, language: str = "en", out: Path | None = None) -> Path:
    """Write the review of the document called `name` as HTML or PDF, by the ending of `out`; returns where.

    Raises InputError for a document of no known edition, for a language or an ending there is not.
    """
    language_named(language)
    wanted = out or Path(f"review-{Path(name).stem}-{language}.pdf")
    if wanted.suffix not in (".pdf", ".html"):
        raise InputError("it ends neither in .pdf nor in .html", str(wanted), "Name one that does.", exit_code=2)
    document = document_called(library, name)
    require_agreement(document, "there is nothing to review")
    if not document.identity.edition:
        raise InputError(
            "it is of no edition that is known, so there is nothing to compare it with",
            document.file,
            "See the editions: open287g documents templates",
        )
    shown = pictures(Path(name), document) if Path(name).suffix.lower() == ".pdf" and Path(name).is_file() else {}
    review = make(document, language, shown)
    write_atomic(wanted, pdf(review) if wanted.suffix == ".pdf" else html(review).encode())
    return wanted


def make(document: AgreementDocument, language: str, shown: dict[int, str]) -> Review:
    """The review of a document; `shown`: pictures as data addresses, by the place of a difference in its list."""
    reader = _Reader(language)
    texts, _ = clear([page.text for page in document.pages])
    items = [
        (item, _item(reader, document, texts, item, shown.get(index, "")))
        for index, item in enumerate(document.differences)
    ]
    items = list(_told_once(items, reader.say("As at the first change of this section.")))
    say = reader.say
    groups = (
        (say("What was negotiated"), [made for item, made in items if _sure(item)]),
        (say("What may have been changed: look at the page"), [m for i, m in items if _perhaps(i)]),
        (say("Wording of another edition, or of several documents"), [m for i, m in items if i.kind == "edition"]),
        (say("What is missing or put together wrongly"), [m for i, m in items if i.kind == "assembly"]),
    )
    source = say("Compared word by word with the text that signed memoranda print alike; open287g %(version)s.")
    return Review(
        title=say("Review of %(file)s") % {"file": document.file},
        lead=_lead(reader, document),
        groups=tuple((title, tuple(made)) for title, made in groups if made),
        unchecked_title=say("What was not checked"),
        unchecked=tuple(_unchecked(reader, document)),
        questions_title=say("Questions to ask"),
        questions=tuple(_questions(reader, document)),
        words=_words(reader),
        source=source % {"version": __version__},
        language=language,
    )


def _told_once(items: Iterable[tuple[Difference, Item]], again: str) -> Iterator[tuple[Difference, Item]]:
    """`items`, the provisions of a section listed at its first change of a kind and `again` at the others."""
    listed: set[tuple[str, str]] = set()
    for item, made in items:
        if made.touches and (item.kind, item.section) in listed:
            made = replace(made, touches=(again,))
        listed.add((item.kind, item.section))
        yield item, made


def _lead(reader: _Reader, document: AgreementDocument) -> tuple[str, ...]:
    checked = document.checked
    edition = reader.say("Edition: %(edition)s, by %(share)s of its wording.") % {
        "edition": document.identity.edition,
        "share": f"{document.identity.share:.0%}",
    }
    share = reader.say("Checked: %(share)s of %(words)s words; %(changed)s changed, %(doubtful)s doubtful.") % {
        "share": f"{checked.share:.1%}",
        "words": checked.words,
        "changed": checked.changed,
        "doubtful": checked.doubtful,
    }
    rests = reader.say("The standard text rests on %(copies)s signed memoranda.") % {"copies": checked.copies}
    few = reader.say("That is too few to tell a clause of one agency's own from ICE's.")
    none = reader.say("No difference was found in what was checked.")
    lines = [*signed(document, reader.say), edition, share, f"{rests} {few}" if checked.copies < FEW else rests]
    return tuple(lines if document.differences else [*lines, none])


def _item(reader: _Reader, document: AgreementDocument, texts: Sequence[str], item: Difference, picture: str) -> Item:
    heading = sections_of(document.identity.edition).get(item.section, "")
    page = f"{reader.say('p.')} {pages_said(item)}"
    like = reader.word(item.like, labels.PAGE_KINDS)
    grade = "" if item.grade == "sure" else doubt_said(item.why, reader.say)
    before, after = _around(texts, item)
    section = reader.word(item.section, labels.PARTS)
    touched = [p for p in provisions() if (document.identity.edition, item.section) in p.clauses]
    return Item(
        title=" ".join(part for part in (section, heading) if part) or reader.word(item.what, labels.WHAT) or page,
        place=", ".join(part for part in (page, reader.word(item.what, labels.WHAT), like, grade) if part),
        standard=_FILLED_IN.sub(_BLANK, item.standard),
        words=contacts_hidden(item.words),
        before=before,
        after=after,
        touches=tuple(f"{p.id}: {_spoken(reader, p)}" for p in touched),
        others=tuple(_others(document, item)),
        picture=picture,
    )


def _spoken(reader: _Reader, provision: Provision) -> str:
    """What a provision says in the reader's language, words that it stresses in quotation marks."""
    said = says_es(provision.id) if reader.language == "es" else provision.says
    return re.sub(r"\*([^*]+)\*", r"“\1”", said)


def _around(texts: Sequence[str], item: Difference) -> tuple[str, str]:
    """The words that stand before and after a change of words in `texts`, the pages without footers and page numbers,
    at a page's edge those of the page beside it; none where its place is not known."""
    if item.start < 0 or not item.word_class:
        return "", ""
    before = " ".join([*texts[max(0, item.page - 2) : item.page - 1], texts[item.page - 1][: item.start]])
    end = item.end if item.words else item.start  # where words are gone, the place is that of the next one
    after = " ".join([texts[item.page_end - 1][max(end, 0) :], *texts[item.page_end : item.page_end + 1]])
    words = before.split()[-CONTEXT:], after.lstrip(").,;: \r\n").split()[:CONTEXT]
    return contacts_hidden(" ".join(words[0])), contacts_hidden(" ".join(words[1]))


def _others(document: AgreementDocument, item: Difference) -> Iterator[str]:
    """Files of the shipped facts whose text of the same edition differs in the same section."""
    if item.kind != "negotiated":
        return
    for other in shipped_documents().values():
        same = other.facts["edition"] == document.identity.edition and other.facts["sha256"] != document.sha256
        if same and any(d["kind"] == "negotiated" and d["section"] == item.section for d in other.differences):
            yield other.file


def _unchecked(reader: _Reader, document: AgreementDocument) -> Iterator[str]:
    say = reader.say
    yield say("Names, addresses, contacts and signatures, which each agency fills in.")
    if unread := document.checked.unchecked.get(UNREAD):
        yield say("About %(count)s words on pages without readable text.") % {"count": unread}
    if misread := document.checked.unchecked.get(MISREAD):
        yield say("Words of the standard text that were read as no word: %(count)s. Look at the pages.") % {
            "count": misread
        }
    yield from marks_said(document.checked.notes, say)


def _questions(reader: _Reader, document: AgreementDocument) -> Iterator[str]:
    say = reader.say
    yield from _of_words(reader, document)
    if any(map(_sure, document.differences)):
        yield say("Has ICE accepted each change in writing, signed by the same office?")
    if any(item.what in _OF_PAGES for item in document.differences):
        yield say("Where are the missing pages, and which text did both sides sign?")
    by_hand = ("line through", "painted over", "not shown", "annotation")
    if any(note.startswith(by_hand) for note in document.checked.notes):
        yield say("Who struck or covered words by hand, and did both sides initial it?")
    if any(item.grade != "sure" for item in document.differences):
        yield say("What does the paper itself say where the reading is doubtful?")
    yield say("Is this the newest edition that ICE offers?")


def _of_words(reader: _Reader, document: AgreementDocument) -> Iterator[str]:
    """Questions that changed words raise, by their class."""
    say = reader.say
    named = any(item.standard == ITS_NAME for item in document.differences)
    kinds = {item.word_class for item in document.differences if _sure(item) and item.standard != ITS_NAME}
    whats = {item.what for item in document.differences}
    asked = (
        (kinds & {"days", "number"}, say("Who asked for the other number or term, and can our staff keep it?")),
        ("party" in kinds, say("Who now pays, answers or decides where the other side did before?")),
        (kinds & {"modal", "negation"}, say("Is a duty now a choice, or a choice a duty? Did both sides mean it?")),
        ("citation" in kinds, say("Is the other citation meant, or a slip of the pen?")),
        (named, say("Which agency is bound where another name stands in its place?")),
        ("moved" in whats, say("Do the words in another place still mean the same?")),
        ("line on pages" in whats, say("Who put the line on page after page, and does ICE's own copy bear it?")),
    )
    yield from (question for raised, question in asked if raised)


def _sure(item: Difference) -> bool:
    return item.kind == "negotiated" and item.grade == "sure"


def _perhaps(item: Difference) -> bool:
    return item.kind == "negotiated" and item.grade != "sure"


def _words(reader: _Reader) -> dict[str, str]:
    say = reader.say
    return {
        "standard": say("The edition says"),
        "words": say("This document says"),
        "nothing": say("nothing"),
        "touches": say("What it touches"),
        "others": say("Others who changed the same section"),
        "picture": say("The page at this place"),
    }
