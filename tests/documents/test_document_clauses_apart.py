"""What stands beside an agreement's own text and binds all the same: page heads, signature blocks, another's name."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from open287g.documents.compare import beside_edition
from open287g.documents.editions.wording import wordings
from open287g.documents.findings.binding import is_a_clause
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.second_reading import ITS_NAME, confirmed
from open287g.documents.findings.word_changes import WordChange
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.redline_page import redline_page
from open287g.documents.redline_word import redline_word
from tests.documents.typeset import AGENCY, Pages, insert, memorandum, strike
from tests.documents.wordings import beside, edition_pages
from tools.planted_words import typeset, unedited


def told(path: Path, content: bytes) -> tuple[Difference, ...]:
    path.write_bytes(content)
    return read_document(path, ReadOptions("none")).differences


def on_every_page(line: str) -> Callable[[Pages], None]:
    """An edit that heads every page with `line`."""

    def edit(pages: Pages) -> None:
        for page in pages:
            page.insert(0, line)

    return edit


@pytest.mark.parametrize(
    "line",
    ["SUBJECT TO COUNTY ORDINANCE 25-114", "This MOA is not binding until ratified.", "DRAFT - NOT FOR SIGNATURE"],
)
def test_a_line_on_page_after_page_that_binds_is_told_once(line: str, tmp_path: Path) -> None:
    [found] = told(tmp_path / "m.pdf", memorandum("WSO-2025", on_every_page(line)))
    assert (found.kind, found.what, found.page, found.words) == ("negotiated", "line on pages", 1, line)
    assert found.page_end > 5


@pytest.mark.parametrize("line", [AGENCY, "Sample County, Example State", "DocuSign Envelope ID: 5F2A-11", "Page 3"])
def test_a_line_that_says_who_or_where_is_no_clause(line: str, tmp_path: Path) -> None:
    assert not is_a_clause(line)
    assert told(tmp_path / "m.pdf", memorandum("WSO-2025", on_every_page(line))) == ()


@pytest.mark.parametrize(
    "words",
    ["Subject to approval of the county commission.", "This agreement expires on June 30, 2026.",
     "SIGNED UNDER PROTEST"],
)  # fmt: skip
def test_a_condition_among_the_signatures_is_told(words: str, tmp_path: Path) -> None:
    edition = unedited("TFM-2025")
    lines = list(edition.paragraphs)
    at = next(n for n, line in enumerate(lines) if line.startswith("By signing this MOA"))
    lines.insert(at + 1, words)
    [found] = told(tmp_path / "m.pdf", typeset(replace(edition, paragraphs=tuple(lines))))
    assert (found.what, found.section) == ("added", "XVIII") and found.words.startswith(words.rstrip("."))


def test_a_condition_before_the_title_is_told_and_a_letterhead_is_not(tmp_path: Path) -> None:
    def headed(line: str) -> tuple[Difference, ...]:
        edition = unedited("TFM-2025")
        return told(tmp_path / "m.pdf", typeset(replace(edition, paragraphs=(line, *edition.paragraphs))))

    [found] = headed("SUBJECT TO COUNTY RESOLUTION 25-114, WHICH CONTROLS")
    assert found.words.startswith("SUBJECT TO")
    assert headed("Sample County Board, Resolution 25-114, Exhibit A") == ()


@pytest.mark.parametrize(
    ("place", "other", "alarms"),
    [("between ICE and the ", "Simple County Sheriff's Office", 1), ("employees of the ", "Sample County Police", 1),
     ("employees of the ", "Sample County Sheriff's Off", 0), ("employees of the ", "Sample County", 0)],
)  # fmt: skip
def test_another_agency_in_one_place_is_told_and_a_part_of_the_name_is_not(
    place: str, other: str, alarms: int, tmp_path: Path
) -> None:
    edition = unedited("TFM-2025")
    lines = tuple(line.replace(f"{place}{AGENCY}", f"{place}{other}") for line in edition.paragraphs)
    assert lines != edition.paragraphs
    found = told(tmp_path / "m.pdf", typeset(replace(edition, paragraphs=lines)))
    assert [(d.what, d.word_class, d.words) for d in found] == [("replaced", "party", other)] * alarms


def test_words_in_another_place_are_moved_and_not_removed(tmp_path: Path) -> None:
    edition = unedited("TFM-2025")
    lines = list(edition.paragraphs)
    at = next(n for n, line in enumerate(lines) if line.startswith("Authorization of participating LEA personnel"))
    lines.insert(next(n for n, line in enumerate(lines) if line.startswith("The chief officer")) + 1, lines.pop(at))
    came, gone = told(tmp_path / "m.pdf", typeset(replace(edition, paragraphs=tuple(lines))))
    assert [(d.kind, d.what, d.section) for d in (came, gone)] == [
        ("negotiated", "moved", "VII"), ("negotiated", "moved", "IX"),
    ]  # fmt: skip
    assert came.words.startswith("Authorization") and gone.standard.startswith("Authorization")


def test_words_removed_stay_removed(tmp_path: Path) -> None:
    content = memorandum(
        "TFM-2025-0307", strike(6, "Whenever possible, the LEA will deconflict", 5), insert(6, 3, "So.")
    )
    assert "removed" in {d.what for d in told(tmp_path / "m.pdf", content)}


def test_a_number_changed_within_moved_words_is_told_besides(tmp_path: Path) -> None:
    edition = unedited("TFM-2025")
    lines = list(edition.paragraphs)
    at = next(n for n, line in enumerate(lines) if line.startswith("Authorization of participating LEA personnel"))
    moved = lines.pop(at).replace("48 hours", "72 hours")
    lines.insert(next(n for n, line in enumerate(lines) if line.startswith("The chief officer")) + 1, moved)
    found = told(tmp_path / "m.pdf", typeset(replace(edition, paragraphs=tuple(lines))))
    [inner] = [item for item in found if item.what == "replaced"]
    assert (inner.section, inner.page, inner.standard, inner.words, inner.word_class) == ("IX", 3, "48", "72", "days")


@pytest.mark.parametrize(
    ("picture", "grade"), [("ICE and the Simple County Sheriff's Office, her", "sure"), ("blur", "doubtful")]
)
def test_another_agencys_name_is_sure_where_the_picture_has_it_too(picture: str, grade: str) -> None:
    found = beside(edition_pages())
    change = WordChange("II", 2, 2, ITS_NAME, "Simple County Sheriff's Office", "party", 9, 10, 9, 13)
    again = confirmed(replace(found, changes=(change,)), [], lambda _: picture, lambda _: found)
    assert [item.grade for item in again.changes] == [grade]


def test_a_redline_in_word_begins_with_the_line_that_heads_the_pages_(tmp_path: Path) -> None:
    line = "SUBJECT TO COUNTY ORDINANCE 25-114"
    path = tmp_path / "m.pdf"
    path.write_bytes(memorandum("WSO-2025", on_every_page(line)))
    document = read_document(path, ReadOptions("none"))
    redline = beside_edition(document, wordings()["WSO-2025"], "WSO-2025")
    (tmp_path / "m.docx").write_bytes(redline_word(redline))
    assert Document(str(tmp_path / "m.docx")).paragraphs[0]._p.xpath("string(.//w:ins)").strip() == line
    assert line in redline_page(redline) and "<h2>Título</h2>" in redline_page(redline, "es")


def test_a_page_of_another_revision_is_like_the_edition_of_its_own_model(tmp_path: Path) -> None:
    own, other = (PdfReader(io.BytesIO(memorandum("TFM-2025-0307", revised=day))) for day in (None, "02/14/2025"))
    writer, out = PdfWriter(), io.BytesIO()
    for number, page in enumerate(own.pages, 1):
        writer.add_page(other.pages[9] if number == 10 else page)
    writer.write(out)
    [found] = told(tmp_path / "m.pdf", out.getvalue())
    assert (found.what, found.page, found.like) == ("foreign page", 10, "TFM-2025-0214")
