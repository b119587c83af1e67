"""A change of one word is told, noise is not, and what one reading alone says is doubtful."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document

from open287g.core.errors import InputError
from open287g.documents.compare import beside_edition
from open287g.documents.editions.wording import wordings
from open287g.documents.findings.second_reading import confirmed
from open287g.documents.findings.word_changes import MISREAD, UNREAD, Comparison, WordChange, compared
from open287g.documents.findings.word_classes import classed, word_class
from open287g.documents.library.library import Library
from open287g.documents.library.reading import document_called
from open287g.documents.library.word_draft import read_draft
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.redline_page import redline_page
from open287g.documents.redline_word import redline_word
from open287g.documents.told_beside import marks_said
from open287g.documents.words.likeness import one_shape_apart
from tests.documents.typeset import memorandum
from tests.documents.wordings import beside, document, edition_pages, wording
from tools.planted_words import KINDS, edited_documents, measured, scanned, typeset, unedited


def test_one_word_changed_is_one_change_with_both_words() -> None:
    pages = edition_pages()
    words = pages[1][9].split()
    pages[1][9] = " ".join(["shall", *words[1:]])
    [change] = beside(pages).changes
    assert (change.section, change.page, change.standard, change.words, change.kind) == (
        "II", 2, words[0], "shall", "modal",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "around", "kind"),
    [("not", [], "negation"), ("may", [], "modal"), ("48", ["hours"], "days"), ("48", [], "number"),
     ("1357", ["\u00a7"], "citation"), ("ice", [], "party"), ("jail", [], "other"), ("ninety", ["days"], "days")],
)  # fmt: skip
def test_words_have_classes(word: str, around: list[str], kind: str) -> None:
    assert word_class(word, around) == kind


def test_the_strongest_word_gives_the_class() -> None:
    assert classed(["the", "lea", "may", "not"], 0, 4) == "negation"


def test_every_kind_of_small_edit_is_found_on_a_text_layer() -> None:
    counts = measured(list(edited_documents(20, 10)), scan=False)
    assert sum(counts.planted.values()) == 20 and set(KINDS) == set(counts.found)
    assert sum(counts.found.values()) == 20, counts.missed
    assert counts.alarms == 0, counts.missed


def _with(pages: Mapping[int, str]) -> Comparison:
    edition = edition_pages()
    return beside([pages[n].split("\n") if n in pages else lines for n, lines in enumerate(edition)])


def test_a_change_that_the_second_reading_has_not_is_a_misreading_on_a_scan_and_doubtful_on_a_layer() -> None:
    pages = edition_pages()
    pages[1][9] = pages[1][9].replace(pages[1][9].split()[0], "shall", 1)
    found = beside(pages)
    plain = "\n".join(edition_pages()[1])
    assert confirmed(found, [1], lambda page: plain, _with).changes == ()
    [change] = confirmed(found, [], lambda page: plain, _with).changes
    assert change.grade == "doubtful" and "picture" in change.why


def test_lines_that_one_reader_took_in_another_order_are_no_change_and_a_sentence_that_one_lost_is_doubtful() -> None:
    edition, words = edition_pages(), " ".join(edition_pages()[1][9:11])
    moved = edition_pages()
    moved[1][9:11], moved[1][20:20] = [], [words]
    second = "\n".join(edition[1])
    assert beside(moved).changes and confirmed(beside(moved), [1], lambda page: second, _with).changes == ()
    added = edition_pages()
    added[1].insert(9, "shall amber not velvet birch may yonder cedar")
    [change] = confirmed(beside(added), [1], lambda page: second, _with).changes
    assert (change.grade, change.words) == ("doubtful", added[1][9])


def test_two_readings_that_agree_are_sure_and_one_alone_is_doubtful_on_a_scan() -> None:
    pages = edition_pages()
    pages[1][9] = pages[1][9].replace(pages[1][9].split()[0], "shall", 1)
    found = beside(pages)
    [change] = confirmed(found, [1], lambda page: "\n".join(pages[1]), _with).changes
    assert (change.grade, change.why) == ("sure", "two readings agree")
    [change] = confirmed(found, [1], lambda page: "", _with).changes
    assert change.grade == "doubtful"


def test_a_word_that_a_scan_has_as_no_word_is_not_checked_and_no_change() -> None:
    pages = edition_pages()
    pages[1][9] = pages[1][9].replace(pages[1][9].split()[0], "xq" + pages[1][9].split()[0][2:], 1)
    found = beside(pages, scans=[1])
    assert (found.changes, found.unchecked) == ((), {MISREAD: 1})
    assert beside(edition_pages(), scans=[1]).unchecked == {}


@pytest.mark.parametrize("misread", [lambda word: word[-2:], lambda word: word[0] + word[2:0:-1] + word[3:]])
def test_an_end_of_a_word_or_its_letters_in_disorder_are_misread_on_a_scan(misread: Callable[[str], str]) -> None:
    pages = edition_pages()
    first = pages[1][9].split()[0]
    pages[1][9] = pages[1][9].replace(first, misread(first), 1)
    assert beside(pages).changes and beside(pages, scans=[1]).unchecked == {MISREAD: 1}
    assert beside(pages, scans=[1]).changes == ()


def test_words_one_letter_of_one_shape_apart_are_doubtful_on_a_scan_but_for_those_on_which_much_turns() -> None:
    assert one_shape_apart("be", "he") and one_shape_apart("an", "on")
    assert (
        not one_shape_apart("may", "shall") and not one_shape_apart("not", "note") and not one_shape_apart("of", "or")
    )


def test_on_a_page_that_is_mostly_no_words_only_changes_of_known_words_are_told() -> None:
    pages = edition_pages()
    pages[1][1:9] = [line.replace(" ", "o") for line in pages[1][1:9]]
    pages[1][20] = pages[1][20].replace(pages[1][20].split()[3], "shall", 1)
    running, alignment = document(pages)
    bad = replace(running, pages=[replace(page, quality=0.47) for page in running.pages])
    assert alignment and len(compared(running, wording(), (), [1]).changes) > 1
    found = compared(bad, wording(), (), [1])
    assert [change.words for change in found.changes] == ["shall"] and found.unchecked[MISREAD] >= 60


def test_a_page_that_could_not_be_read_is_not_checked_and_not_missing(tmp_path: Path) -> None:
    [edited] = edited_documents(1, 1)
    document = read_document(_with_a_picture(typeset(edited), [2], tmp_path), ReadOptions("none"))
    assert document.unread == (3,) and "page missing" not in {d.what for d in document.differences}
    assert document.checked.unchecked[UNREAD] > 300 and document.checked.share < 0.95
    told = beside_edition(document, wordings()[edited.profile], edited.profile)
    assert told.unread == ("mixed.pdf p. 3",) and len(told.changes) == 1
    assert "mixed.pdf p. 3" in redline_page(told)


def test_two_dense_pages_that_could_not_be_read_are_not_missing(tmp_path: Path) -> None:
    document = read_document(_with_a_picture(memorandum("WSO-2025"), [2, 3], tmp_path), ReadOptions("none"))
    assert document.unread == (3, 4) and not document.differences
    assert document.checked.unchecked[UNREAD] > 1000 and document.checked.share < 0.8


def test_more_words_than_an_unread_page_holds_are_missing_all_the_same(tmp_path: Path) -> None:
    [edited] = edited_documents(1, 1)
    document = read_document(_with_a_picture(typeset(edited), [2], tmp_path, without=[3, 4, 5]), ReadOptions("none"))
    assert document.unread == (3,) and "page missing" in {d.what for d in document.differences}


def _with_a_picture(content: bytes, pictured: Sequence[int], folder: Path, without: Sequence[int] = ()) -> Path:
    """`content` with some pages (from 0) as pictures and `without` others."""
    source, drawn = (pdfium.PdfDocument(one) for one in (content, scanned(content, random.Random(1))))
    made = pdfium.PdfDocument.new()
    for page in range(len(source)):
        if page not in without:
            made.import_pages(drawn if page in pictured else source, [page])
    made.save(folder / "mixed.pdf")
    return folder / "mixed.pdf"


def test_a_redline_in_word_is_read_back_with_its_changes_accepted(tmp_path: Path) -> None:
    [edited] = edited_documents(4, 4)
    path = tmp_path / "ours.pdf"
    path.write_bytes(typeset(edited))
    document = read_document(path, ReadOptions("none"))
    wording = wordings()[edited.profile]
    told = beside_edition(document, wording, edited.profile)
    (tmp_path / "answer.docx").write_bytes(redline_word(told))
    again = beside_edition(read_draft(tmp_path / "answer.docx"), wording, edited.profile)
    assert len(told.changes) == 4
    assert [(c.removed, c.added) for c in again.changes] == [(c.removed, c.added) for c in told.changes]
    paragraphs = [one.text for one in Document(tmp_path / "answer.docx").paragraphs]
    numbers = [name.rpartition(".")[2] for name in wording.names if not name.startswith(("App", "Title", "Pre", "Sig"))]
    heads = [one for one in paragraphs if re.match(r"([IVX]+|[A-Z])\.\s", one)]
    assert len(heads) == len(numbers) and all(map(str.startswith, heads, numbers))
    page = redline_page(told, language="es")
    assert page.count("<ins") >= 1 and "http" not in page and "script" not in page


def test_what_a_draft_holds_beside_its_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    draft = Document()
    for line in unedited("WSO-2025").paragraphs:
        draft.add_paragraph(line)
    draft.save(path)
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    with zipfile.ZipFile(path, "a") as packed:
        note = run % "The county pays nothing; ask pat@example.gov."
        empty = '<w:footnote w:type="separator"><w:p/></w:footnote>'
        packed.writestr(
            "word/footnotes.xml", f"<w:footnotes {main}>{empty}<w:footnote>{note}</w:footnote></w:footnotes>"
        )
        packed.writestr("word/comments.xml", f"<w:comments {main}><w:comment>{run % 'why?'}</w:comment></w:comments>")
    said = list(marks_said(read_draft(path).checked.notes, str))
    assert said == [
        "A footnote of the draft was not compared: The county pays nothing; ask [contact]",
        "The draft holds comments, which were not read: 1.",
    ]


def test_a_draft_without_words_and_a_file_of_another_kind_are_refused(tmp_path: Path) -> None:
    Document().save(tmp_path / "empty.docx")
    with pytest.raises(InputError, match="no words"):
        read_draft(tmp_path / "empty.docx")
    (tmp_path / "draft.txt").write_text("any")
    with pytest.raises(InputError, match="neither a PDF nor a Word file"):
        document_called(Library(tmp_path), str(tmp_path / "draft.txt"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"<html>"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "draft.docx").write_bytes(content)
    with pytest.raises(InputError, match="Word"):
        read_draft(tmp_path / "draft.docx")


@pytest.mark.parametrize(
    ("standard", "words", "kind", "grade"),
    [("DHS", "OHS", "party", "doubtful"), ("such", "h", "other", "doubtful"), ("at", "aW", "other", "doubtful"),
     ("ICE", "CBP", "party", "sure"), ("training", "housing", "other", "sure"), ("not", "nott", "negation", "sure")],
)  # fmt: skip
def test_letters_of_a_layer_that_are_no_word_are_doubtful_where_nothing_else_was_read(
    standard: str, words: str, kind: str, grade: str
) -> None:
    found = beside(edition_pages())
    change = WordChange("II", 2, 2, standard, words, kind, 9, 10, 9, 10)
    again = confirmed(replace(found, changes=(change,)), [], lambda _: "", lambda _: found)
    assert [item.grade for item in again.changes] == [grade]
