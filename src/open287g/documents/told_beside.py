"""What is told beside the words that differ: faults of whole pages, and what lies over the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from open287g.documents.findings.difference import Difference
from open287g.documents.pages.contacts import contacts_hidden
from open287g.vocabulary import labels

Say = Callable[[str], str]
_SAID = frozenset(["line on pages", "other agency"])
"""Faults that are told with the words that make them."""


def faults_said(differences: Iterable[Difference], say: Say) -> Iterator[str]:
    """A sentence for each difference that is no change of words: a page missing, foreign or twice, an addendum."""
    for item in differences:
        if not item.word_class:
            what = say(labels.WHAT[item.what]) if item.what in labels.WHAT else item.what
            like = say(labels.PAGE_KINDS[item.like]) if item.like in labels.PAGE_KINDS else item.like
            said = f"“{contacts_hidden(item.words)}”" if item.what in _SAID else ""
            yield ", ".join(filter(None, (f"{say('p.')} {pages_said(item)}", item.section, what, like, said))) + "."


def pages_said(item: Difference) -> str:
    """The page of a difference, or its pages from first to last."""
    return str(item.page) if item.page_end <= item.page else f"{item.page}-{item.page_end}"


def marks_said(notes: Iterable[str], say: Say) -> Iterator[str]:
    """A sentence for each of the notes of `findings.marks.notes_on` and of a draft."""
    sentences = {
        "annotation": say("A mark lies over page %(page)s: %(words)s."),
        "picture": say("A picture lies over page %(page)s."),
        "line through": say("A line runs through words on page %(page)s: %(words)s"),
        "under a picture": say("A picture lies over words on page %(page)s: %(words)s"),
        "painted over": say("Something hides words on page %(page)s: %(words)s"),
        "not shown": say("The file has words on page %(page)s that the page does not show: %(words)s"),
        "hardly shown": say("Page %(page)s shows hardly any of the words that the file holds: %(words)s"),
        "letters of another alphabet": say(
            "Letters of another alphabet stand for ours on page %(page)s, in: %(words)s"
        ),
        "layer": say(
            "The words of scanned pages %(page)s are those that the file holds beside the pictures, and were not "
            "compared with the pictures: look at the pages."
        ),
        "letters": say(
            "Letters of page %(page)s may look like others than the file says, and its picture could not be read: look "
            "at the page."
        ),
        "crowded": say(
            "So much is drawn on page %(page)s that not every line was held against its words: look at the page."
        ),
        "undrawn": say("Page %(page)s cannot be drawn, so that its picture was not looked at: look at the page."),
        "attached": say("A file lies within the PDF and was not read: %(words)s."),
        "footnote": say("A footnote of the draft was not compared: %(words)s"),
        "comments": say("The draft holds comments, which were not read: %(words)s."),
        "tracked": say("The draft holds tracked changes, read as if each were accepted: %(words)s."),
        "pen": say("Strokes of a pen and correction fluid on scanned pages: look at the pages."),
    }
    for note in notes:
        kind, _, rest = note.partition(": ")
        words, _, page = rest.rpartition(": ")
        if kind in sentences:
            yield sentences[kind] % {"words": words, "page": page}
