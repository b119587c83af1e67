"""Words that a text layer has and the page does not show: struck, painted over; pages put in another order."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from docx import Document
from docx.oxml import parse_xml

from open287g.core.errors import InputError, NotFoundError
from open287g.documents.compare import beside_edition
from open287g.documents.editions.wording import wordings
from open287g.documents.findings.clauses import clause
from open287g.documents.library.as_json import from_json, to_json
from open287g.documents.library.word_draft import read_draft
from open287g.documents.pages.drawn_over import HIDDEN, THROUGH, drawn_over
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.told_beside import faults_said, marks_said
from tests.documents.samples import pdf_of
from tools.planted_words import typeset, unedited

_EITHER = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LINE = ["first words", "the county shall pay within 90 days", "last words"]
AT = 746
"""Where the second line stands; its letters are ten points high."""


def _drawn(tmp_path: Path, drawing: str, before: bool = False) -> list[tuple[str, str]]:
    """What is found of the three lines with `drawing` after the text, or before it."""
    content = pdf_of([LINE])
    at = b"BT /F1" if before else b"\nET\nendstream"
    there = f"{drawing}\nBT /F1" if before else f"\nET\n{drawing}\nendstream"
    path = tmp_path / "drawn.pdf"
    path.write_bytes(content.replace(at, there.encode()))
    with pdfium.PdfDocument(path) as handle:
        text = handle[0].get_textpage().get_text_range()
        return [(kind, text[start:end]) for kind, start, end, _ in drawn_over(handle, 0)]


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        (f"60 {AT + 3} m 220 {AT + 3} l S", [(THROUGH, "the county shall pay within 90 days")]),
        (f"60 {AT + 3} 90 1 re f", [(THROUGH, "the county shall pay")]),
        (f"60 {AT} m 70 {AT + 6} l 80 {AT} l 90 {AT + 6} l 106 {AT} l S", [(THROUGH, "the county")]),
        (f"60 {AT - 2} m 220 {AT - 2} l S", []),
        (f"55 {AT - 3} 200 14 re S", []),
        (f"1 g 178 {AT - 3} 60 14 re f", [(HIDDEN, "90 days")]),
    ],
)
def test_a_line_through_words_is_found_and_one_under_or_around_them_is_not(
    tmp_path: Path, drawing: str, found: list[tuple[str, str]]
) -> None:
    assert _drawn(tmp_path, drawing) == found


def test_a_shape_that_was_drawn_before_the_words_hides_none(tmp_path: Path) -> None:
    assert _drawn(tmp_path, "1 g 0 0 612 792 re f 0 g", before=True) == []


def _edition_with(path: Path, drawing: str) -> Path:
    """WSO-2025 typeset at `path`, with something drawn over its first "90 day"."""
    handle = pdfium.PdfDocument(typeset(unedited("WSO-2025")))
    for page in handle:
        textpage = page.get_textpage()
        if not (match := textpage.search("90 day").get_next()):
            continue
        left, bottom, right, top = textpage.get_rect(textpage.count_rects(*match) - 1)
        if drawing == "mark":
            mark = pdfium_c.FPDFPage_CreateAnnot(page, pdfium_c.FPDF_ANNOT_STRIKEOUT)
            four = pdfium_c.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
            pdfium_c.FPDFAnnot_AppendAttachmentPoints(mark, four)
            pdfium_c.FPDFPage_CloseAnnot(mark)
        else:
            shape = pdfium_c.FPDFPageObj_CreateNewRect(left - 1, bottom - 1, right - left + 2, top - bottom + 2)
            pdfium_c.FPDFPageObj_SetFillColor(shape, 255, 255, 255, 255)
            pdfium_c.FPDFPath_SetDrawMode(shape, pdfium_c.FPDF_FILLMODE_WINDING, False)
            pdfium_c.FPDFPage_InsertObject(page, shape)
            page.gen_content()
        break
    handle.save(path)
    return path


@pytest.mark.parametrize(("drawing", "said"), [("mark", "A line runs through"), ("shape", "Something hides")])
def test_words_struck_or_hidden_by_hand_are_told_as_gone_and_doubtful(tmp_path: Path, drawing: str, said: str) -> None:
    read = read_document(_edition_with(tmp_path / "ours.pdf", drawing), ReadOptions("none"))
    told = beside_edition(read, wordings()["WSO-2025"], "WSO-2025")
    assert [(c.section, c.removed, c.added, c.word_class, c.grade) for c in told.changes] == [
        ("IV.D", "90 day", "", "days", "doubtful")
    ]
    assert any(line.startswith(said) and "90 day" in line for line in marks_said(told.notes, str))
    assert from_json(to_json(read)) == read


def test_pages_in_another_order_are_told_and_their_words_are_compared(tmp_path: Path) -> None:
    source, mixed = pdfium.PdfDocument(typeset(unedited("WSO-2025"))), pdfium.PdfDocument.new()
    mixed.import_pages(source, [0, 1, 3, 2, *range(4, len(source))])
    mixed.save(tmp_path / "ours.pdf")
    read = read_document(tmp_path / "ours.pdf", ReadOptions("none"))
    told = beside_edition(read, wordings()["WSO-2025"], "WSO-2025")
    assert told.changes == () and read.checked.share == 1.0
    assert list(faults_said(told.faults, str)) == ["p. 4, IV.F, pages out of order."]


def test_words_of_a_draft_struck_by_hand_or_hidden_are_gone_and_a_text_box_stands_once(tmp_path: Path) -> None:
    draft = Document()
    paragraph = draft.add_paragraph()
    for said, mark in (("Ninety ", None), ("ten ", "strike"), ("secret ", "hidden"), ("days", "all_caps")):
        run = paragraph.add_run(said)
        if mark:
            setattr(run.font, mark, True)
    paragraph.add_run(" ke\u200bp\u0442").font.strike = False
    box = "<w:p xmlns:w='{}'><w:r><w:t>boxed</w:t></w:r></w:p>".format(paragraph._p.nsmap["w"])
    choice = f"<m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback>"
    paragraph._p.append(parse_xml(f"<m:AlternateContent xmlns:m='{_EITHER}'>{choice}</m:AlternateContent>"))
    draft.save(str(tmp_path / "draft.docx"))
    assert read_draft(tmp_path / "draft.docx").pages[0].text.split() == ["Ninety", "days", "kept", "boxed"]


def test_what_is_no_version_of_an_edition_is_laid_beside_none(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdf_of([["Dear Sheriff, the county will look at the budget of the jail."]]))
    letter = read_document(tmp_path / "letter.pdf", ReadOptions("none"))
    with pytest.raises(InputError, match="it has 0% of the words of WSO-2025"):
        beside_edition(letter, wordings()["WSO-2025"], "WSO-2025")
    with pytest.raises(NotFoundError, match="of no edition that is known"):
        clause(letter.clauses, "IV.E")
