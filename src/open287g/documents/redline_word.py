"""A redline as a Word file: the first text with what the second changes as tracked changes, to accept or refuse."""

from __future__ import annotations

import io
from itertools import groupby
from typing import Any

from open287g.core.extras import extra
from open287g.documents.compare import ADDED, EQUAL, Beside, Stretch

with extra("pdf"):
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

_AUTHOR = "open287g"


def redline_word(told: Beside) -> bytes:
    """The bytes of a .docx: `w:ins` and `w:del` where the texts differ, a paragraph for each section and, before
    them, for each line that heads page after page."""
    document = Document()
    document.core_properties.author = _AUTHOR
    _undated(document)
    document.core_properties.title = f"{told.first} - {told.second}"
    heads = [item.words for item in told.faults if item.what == "line on pages"]
    for number, line in enumerate(heads, 1):
        _add(document.add_paragraph(), Stretch(ADDED, line, "", 1), number)
    number = len(heads)
    for _, stretches in groupby(told.stretches, key=lambda stretch: stretch.section):
        paragraph = document.add_paragraph()
        for stretch in stretches:
            number += 1
            _add(paragraph, stretch, number)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _undated(document: Any) -> None:
    """Take out the days of the template: no day at all is told, so that the same texts give the same bytes."""
    properties = document.core_properties._element
    for name in ("dcterms:created", "dcterms:modified"):
        for element in properties.findall(qn(name)):
            properties.remove(element)


def _add(paragraph: Any, stretch: Stretch, number: int) -> None:
    run = paragraph.add_run(_clean(stretch.text) + " ")
    if stretch.tag == EQUAL:
        return
    mark = OxmlElement("w:ins" if stretch.tag == ADDED else "w:del")
    mark.set(qn("w:id"), str(number))
    mark.set(qn("w:author"), _AUTHOR if stretch.grade == "sure" else f"{_AUTHOR} (doubtful)")
    element = run._r
    paragraph._p.remove(element)
    if stretch.tag != ADDED:
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")
    mark.append(element)
    paragraph._p.append(mark)


def _clean(text: str) -> str:
    """`text` without characters that XML has no place for."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe"))
