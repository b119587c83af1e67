"""A review shows each change within its sentence, and who signed as it was read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from open287g.documents.library.word_draft import read_draft
from open287g.documents.read import ReadOptions, read_document
from open287g.publish.review.make import make
from open287g.publish.review.paper import html
from open287g.publish.review.pictures import pictures
from tests.documents.typeset import AGENCY, DIRECTOR, SHERIFF, insert, memorandum
from tools.planted_words import unedited

OWN = "The agency may leave this agreement at the end of any quarter of its fiscal year."


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "ours.pdf"
    path.write_bytes(memorandum("TFM-2025-0307", insert(6, 40, OWN)))
    return path


@pytest.mark.parametrize(("language", "signed"), [("en", "Signed for the agency"), ("es", "Firmó por la agencia")])
def test_a_change_stands_within_its_sentence_and_the_signatures_above(
    language: str, signed: str, written: Path
) -> None:
    document = read_document(written, ReadOptions("none"))
    review = make(document, language, {})
    assert [line for line in review.lead if AGENCY in line] == [review.lead[0]]
    assert f"{signed}: {SHERIFF.name}, {SHERIFF.title}" in review.lead[1] and DIRECTOR.name in review.lead[2]
    [item] = [item for _, items in review.groups for item in items]
    assert "fiscal year" in item.words and len(item.before.split()) == 8 and item.after
    page = html(review)
    assert f"{item.before} <ins>" in page.replace("\n", " ") and "<script" not in page


def test_the_words_around_a_change_at_a_pages_end_are_the_next_pages_and_no_footer(written: Path) -> None:
    document = read_document(written, ReadOptions("none"))
    [changed] = document.differences
    assert "Revised" in document.pages[changed.page_end - 1].text[changed.end : changed.end + 80]
    [item] = [item for _, items in make(document, "en", {}).groups for item in items]
    assert "Revised" not in item.after and AGENCY not in item.after
    assert " ".join(document.pages[changed.page_end].text.split()).startswith(item.after)


def test_provisions_of_a_section_are_listed_once_and_a_sentence_after_the_contacts_is_told(tmp_path: Path) -> None:
    draft = Document()
    for line in [*unedited("WSO-2025").paragraphs, "The county shall not indemnify the United States for any claim."]:
        draft.add_paragraph(line.replace("48 hours", "96 hours"))
    draft.save(tmp_path / "draft.docx")
    review = make(read_draft(tmp_path / "draft.docx"), "es", {})
    assert review.title == "Revisión de draft.docx"
    [(_, items)] = review.groups
    assert any("shall not indemnify" in item.words for item in items)
    listed = [item.touches for item in items if item.touches and item.title.startswith("App.A")]
    assert len(listed) == 3 and len(listed[0]) > 1 and listed[1] == listed[2] and len(listed[1]) == 1


def test_the_words_of_a_change_are_framed_on_the_picture_of_their_page(written: Path) -> None:
    document = read_document(written, ReadOptions("none"))
    shown = pictures(written, document)
    assert list(shown) == [0] and shown[0].startswith("data:image/png;base64,")


def test_the_edition_is_given_no_words_of_the_document_and_a_doubtful_change_is_not_told_as_negotiated(
    written: Path,
) -> None:
    document = read_document(written, ReadOptions("none"))
    [change] = document.differences
    doubtful = replace(change, grade="doubtful", standard="Before {5} days")
    page = replace(change, kind="assembly", what="out of order", word_class="", standard="", words="", start=-1)
    letters = replace(change, kind="assembly", what="letters missing")
    review = make(replace(document, differences=(doubtful, page)), "en", {})
    assert [title for title, _ in review.groups] == [
        "What may have been changed: look at the page",
        "What is missing or put together wrongly",
    ]
    shown = html(review)
    assert re.findall(r"The edition says: (.*?)</p>", shown) == ["<del>Before ______ days</del>"]
    assert not any("accepted" in question for question in review.questions)
    assert any("missing pages" in question for question in review.questions)
    only_letters = make(replace(document, differences=(letters,)), "en", {})
    assert not any("missing pages" in question for question in only_letters.questions)
