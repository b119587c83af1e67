"""What is told beside the words that differ: faults of whole pages, and what lies over the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from open287g.documents.findings.difference import Difference
from open287g.vocabulary import labels

Say = Callable[[str], str]


def faults_said(differences: Iterable[Difference], say: Say) -> Iterator[str]:
    """A sentence for each difference that is no change of words: a page missing, foreign or twice, an addendum."""
    for item in differences:
        if not item.word_class:
            what = say(labels.WHAT[item.what]) if item.what in labels.WHAT else item.what
            like = say(labels.PAGE_KINDS[item.like]) if item.like in labels.PAGE_KINDS else item.like
            yield ", ".join(filter(None, (f"{say('p.')} {item.page}", item.section, what, like))) + "."


def marks_said(notes: Iterable[str], say: Say) -> Iterator[str]:
    """A sentence for each of the notes of `findings.marks.notes_on`."""
    for note in notes:
        kind, _, rest = note.partition(": ")
        what, _, page = rest.rpartition(": ")
        if kind == "annotation":
            yield say("A mark lies over page %(page)s: %(mark)s.") % {"mark": what, "page": page}
        elif kind == "picture":
            yield say("A picture lies over page %(page)s.") % {"page": page}
        elif kind == "line through":
            yield say("A line runs through words on page %(page)s: %(words)s") % {"page": page, "words": what}
        elif kind == "under a picture":
            yield say("A picture lies over words on page %(page)s: %(words)s") % {"page": page, "words": what}
        elif kind == "painted over":
            yield say("Something hides words on page %(page)s: %(words)s") % {"page": page, "words": what}
        elif kind == "pen":
            yield say("Strokes of a pen and correction fluid on scanned pages: look at the pages.")
