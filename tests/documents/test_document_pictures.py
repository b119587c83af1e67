"""The words that a file holds are held against what its pages show: letters that lie, lines by hand, pages askew."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from open287g.documents.findings.other_engine import by_other_engine
from open287g.documents.findings.picture_beside import alone, by_the_picture, read_beside, tells
from open287g.documents.findings.second_reading import ONE_OF_TWO, confirmed
from open287g.documents.findings.unread_ink import unread
from open287g.documents.findings.word_changes import BESIDE, Comparison, WordChange
from open287g.documents.pages.drawn_over import THROUGH, UNDRAWN, UNSEEN, Gone
from open287g.documents.pages.engines import OcrPage, OcrPiece
from open287g.documents.pages.frame import Box
from open287g.documents.pages.letters_shown import shows_others
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.margins import revision_on
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.straight import askew, before, straightened
from open287g.documents.pages.strokes import struck
from open287g.documents.pages.struck_pages import as_struck
from open287g.documents.read import ReadOptions, read_pages
from tests.documents.samples import pdf_of
from tests.documents.wordings import beside, document, edition_pages

LINES = [f"the agency shall pay within {number} days of written notice" for number in range(20, 60)]
FONT = "DejaVuSerif.ttf"


def _with(pages: Mapping[int, str]) -> Comparison:
    return beside([pages[n].split("\n") if n in pages else lines for n, lines in enumerate(edition_pages())])


def _otherwise(word: str) -> str:
    """The second page with another word at the start of its tenth line."""
    lines = edition_pages()[1]
    return "\n".join([*lines[:9], " ".join([word, *lines[9].split()[1:]]), *lines[10:]])


def test_what_two_readings_of_a_picture_have_and_the_files_words_have_not_is_doubtful_at_their_place() -> None:
    found = _with({})
    told = by_the_picture(found, {1: _otherwise("shall")}, lambda page: _otherwise("shall"), _with)
    [change] = told.changes
    first = edition_pages()[1][9].split()[0]
    assert (change.page, change.standard, change.words) == (2, first, "shall")
    assert (change.grade, change.why) == ("doubtful", BESIDE)
    assert found.words[change.doc].word == first and change.start == found.words[change.doc].start
    assert list(alone(told.changes)) == [change]


def test_what_a_finer_reading_of_the_picture_has_not_is_no_change() -> None:
    plain = "\n".join(edition_pages()[1])
    assert by_the_picture(_with({}), {1: _otherwise("shall")}, lambda page: plain, _with).changes == ()


@pytest.mark.parametrize(("second", "count"), [("zzyx", 1), ("zzyxw", 0)])
def test_letters_that_no_edition_has_are_a_word_where_both_readings_have_the_same(second: str, count: int) -> None:
    told = by_the_picture(_with({}), {1: _otherwise("zzyx")}, lambda page: _otherwise(second), _with)
    assert len(told.changes) == count


def test_a_change_that_the_files_words_have_too_is_told_once() -> None:
    found = _with({1: _otherwise("shall")})
    assert by_the_picture(found, {1: _otherwise("shall")}, lambda page: _otherwise("shall"), _with).changes == ()


def test_a_picture_of_which_little_can_be_read_says_nothing_against_the_files_words() -> None:
    page = Page(1, "the county shall pay within ninety days of notice", "layer", 1.0, "")
    assert read_beside([page], [0], lambda index: "the cxqz") == {}
    assert read_beside([page], [0], lambda index: page.text) == {0: page.text}


def test_a_word_hidden_under_another_is_told_by_what_the_page_shows() -> None:
    found = _with({1: _otherwise("noany")})
    [change] = confirmed(found, [], lambda page: _otherwise("any"), _with).changes
    assert change.grade == "doubtful" and "'any'" in change.why
    assert confirmed(found, [1], lambda page: _otherwise("any"), _with).changes == ()


def _lying(shows: str, says: str) -> bytes:
    """A page of lines, and one more whose font draws `shows` and says `says`, of one length."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([LINES]))))
    page, table, stream = writer.pages[0], DecodedStreamObject(), DecodedStreamObject()
    rows = "".join(f"<{n + 33:02x}> <{ord(sign):04x}>\n" for n, sign in enumerate(says))
    table.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        + f"{len(says)} beginbfchar\n{rows}endbfchar\nendcmap end end".encode()
    )
    names = {"0": "zero", "3": "three", "9": "nine"}
    coded: Any = [NumberObject(33), *(NameObject(f"/{names.get(sign, sign)}") for sign in shows)]
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Times-Roman")
    font[NameObject("/Encoding")] = DictionaryObject({NameObject("/Differences"): ArrayObject(coded)})
    font[NameObject("/ToUnicode")] = writer._add_object(table)
    page["/Resources"]["/Font"][NameObject("/F9")] = writer._add_object(font)
    codes = "".join(chr(33 + n) for n in range(len(shows)))
    stream.set_data(page.get_contents().get_data() + f"\nBT /F9 11 Tf 60 100 Td ({codes}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("shows", "says", "found"), [("30", "90", True), ("90", "90", False), ("may", "may", False)])
def test_letters_that_a_font_draws_as_others_are_a_reason_to_read_the_picture(
    shows: str, says: str, found: bool
) -> None:
    with pdfium.PdfDocument(_lying(shows, says)) as handle:
        assert handle[0].get_textpage().get_text_range().endswith(says)
        assert shows_others(handle, 0) is found


def _picture(line: bool = False, below: bool = False) -> tuple[Any, list[tuple[str, Box, float]]]:
    """Lines of words with their boxes; a line through the fourth word of the second, or below it."""
    size, words = (1700, 600), []
    picture, font = Image.new("L", size, 250), ImageFont.truetype(FONT, 30)
    pen = ImageDraw.Draw(picture)
    for row, text in enumerate(LINES[:3]):
        left = 100.0
        for word in text.split():
            pen.text((left, 100 + 60 * row), word, fill=30, font=font)
            one = pen.textbbox((left, 100 + 60 * row), word, font=font)
            words.append((word, Box(one[0] / 1700, one[1] / 600, one[2] / 1700, one[3] / 600), 0.95))
            left += font.getlength(word + " ")
    box = words[13][1]
    y = (box.top + 0.55 * (box.bottom - box.top)) * 600 if line else box.bottom * 600 + 4
    if line or below:
        pen.line([(box.left * 1700 - 4, y + 1), (box.right * 1700 + 4, y - 1)], fill=40, width=3)
    return picture, words


def test_a_line_through_a_word_strikes_it_and_one_below_does_not() -> None:
    picture, words = _picture(line=True)
    assert [words[number][0] for number in struck(picture, words)] == ["pay"]
    assert list(struck(*_picture())) == list(struck(*_picture(below=True))) == []


def test_letters_that_join_all_through_a_short_word_are_no_line_through_it() -> None:
    picture, words = _picture()
    box = words[13][1]
    left, right, middle = box.left * 1700, box.right * 1700, (box.top + 0.55 * (box.bottom - box.top)) * 600
    assert right - left < 68  # twice the least run of ink
    pen = ImageDraw.Draw(picture)
    pen.line([(left, middle), (right - 1, middle)], fill=40, width=3)
    assert list(struck(picture, words)) == []
    pen.line([(left, middle), (right + 5, middle)], fill=40, width=3)
    assert [words[number][0] for number in struck(picture, words)] == ["pay"]


def test_an_underline_that_a_tall_box_places_higher_is_no_line_through() -> None:
    picture, words = _picture(below=True)
    longer = [(word, replace(box, bottom=box.bottom + 0.03), sure) for word, box, sure in words]
    assert list(struck(picture, longer)) == []


def test_a_word_whose_box_is_five_lines_tall_has_no_line_through_it() -> None:
    picture, words = _picture(line=True)
    tall = [(word, replace(box, top=box.top - 0.1, bottom=box.bottom + 0.07), sure) for word, box, sure in words]
    assert list(struck(picture, tall)) == []


def test_in_a_word_that_a_reader_joined_by_a_line_part_of_it_is_enough() -> None:
    picture, words = _picture(line=True)
    left, right = words[13][1], words[14][1]
    joined = ("pay-within", Box(left.left, left.top, right.right, left.bottom), 0.2)
    some = [*words[:13], joined, *words[15:]]
    assert list(struck(picture, some)) == [13]
    assert list(struck(picture, [*words[:13], (*joined[:2], 0.95), *words[15:]])) == []


def test_letters_that_a_reader_makes_of_a_signature_are_struck_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, words = _picture(line=True)
    monkeypatch.setattr("open287g.documents.pages.struck_pages.is_scan", lambda *_: True)
    monkeypatch.setattr("open287g.documents.pages.pdf.picture", lambda *_: picture)
    for said, gone in (([word for word, *_ in words], ["pay"]), (["Bxq"] * len(words), [])):
        text = " ".join(said)
        starts = [len(" ".join([*said[:n], ""])) for n in range(len(said))]
        pieces = (OcrPiece(word, at, box, 0.9) for word, at, (_, box, _) in zip(said, starts, words, strict=True))
        [page] = as_struck(None, [Page(1, text, "ocr", 1.0, "", OcrPage("made up", text, tuple(pieces)))], DEFAULT)
        assert [text[each.start : each.end] for each in page.gone] == gone
        assert len(page.text) == len(text) and page.text.count("pay") == text.count("pay") - len(gone)


def test_lines_through_words_all_over_a_document_are_letters_that_join(monkeypatch: pytest.MonkeyPatch) -> None:
    def of_page(_: Any, page: Page, __: Any) -> Page:
        return replace(page, text="", gone=tuple(Gone(THROUGH, n * 9, n * 9 + 3) for n in range(page.number)))

    monkeypatch.setattr("open287g.documents.pages.struck_pages._of_page", of_page)
    pages = [Page(number, "words", "ocr", 1.0, "") for number in range(1, 5)]
    assert as_struck(None, pages, DEFAULT) == pages
    assert [len(page.gone) for page in as_struck(None, pages[:3], DEFAULT)] == [1, 2, 3]


def _page_askew(degrees: float) -> Any:
    picture, font = Image.new("L", (1200, 1500), 250), ImageFont.truetype(FONT, 26)
    for row, text in enumerate(LINES[:32]):
        ImageDraw.Draw(picture).text((120, 100 + 42 * row), text, fill=30, font=font)
    return picture.rotate(degrees, fillcolor=250, resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize(("turned", "found"), [(-2.0, 2.0), (1.5, -1.5), (0.25, 0.0), (0.0, 0.0)])
def test_a_page_askew_is_turned_back_and_one_that_lies_nearly_straight_is_left(turned: float, found: float) -> None:
    assert askew(_page_askew(turned)) == pytest.approx(found, abs=0.26)
    assert askew(Image.new("L", (1200, 1500), 255)) == 0.0


@settings(max_examples=30, deadline=None)
@given(st.floats(0.15, 0.85), st.floats(0.15, 0.85), st.floats(-3, 3))
def test_places_on_a_straightened_page_are_told_as_they_were(x: float, y: float, angle: float) -> None:
    picture = Image.new("L", (200, 260), 255)
    picture.paste(0, (round(x * 200) - 3, round(y * 260) - 3, round(x * 200) + 3, round(y * 260) + 3))
    rows, columns = np.nonzero(np.asarray(straightened(picture, angle)) < 128)
    there = Box(columns.min() / 200, rows.min() / 260, (columns.max() + 1) / 200, (rows.max() + 1) / 260)
    was = before(there, angle, picture.size)
    assert abs((was.left + was.right) / 2 - round(x * 200) / 200) < 0.01
    assert abs((was.top + was.bottom) / 2 - round(y * 260) / 260) < 0.01


def test_a_page_that_shows_hardly_any_of_its_words_is_left_to_its_picture() -> None:
    white = pdf_of([LINES]).replace(b"BT /F1", b"1 g BT     ".replace(b"     ", b"/F1  "))
    with pdfium.PdfDocument(white) as handle:
        [page] = read_pages(handle, ReadOptions("none"))
    assert page.text == "" and page.unread and [each.kind for each in page.gone] == [UNDRAWN]


def test_words_beyond_the_edge_of_a_page_that_was_cut_are_no_words_of_it_however_many() -> None:
    cut = pdf_of([LINES]).replace(b"[0 0 612 792]", b"[0 600 612 792]")
    with pdfium.PdfDocument(cut) as handle:
        [page] = read_pages(handle, ReadOptions("none"))
    assert len(page.text.split()) < 0.5 * len(page.layer.split())
    assert {each.kind for each in page.gone} == {UNSEEN}


def _change(**also: Any) -> WordChange:
    return WordChange(**{**dict(section="II", page=2, page_end=2, standard="", words="shall", kind="modal", at=100,
        at_end=100, doc=100, doc_end=101, why=ONE_OF_TWO), **also})  # fmt: skip


def test_a_word_put_in_that_the_second_reading_lost_is_for_another_engine_to_judge() -> None:
    lines = edition_pages()[1]
    put_in = "\n".join([*lines[:9], f"shall {lines[9]}", *lines[10:]])
    [change] = confirmed(_with({1: put_in}), [1], lambda page: "\n".join(lines), _with).changes
    assert (change.standard, change.words, change.why) == ("", "shall", ONE_OF_TWO)


def test_a_word_that_one_of_two_readings_has_is_told_where_another_engine_has_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = _with({})
    words = found.wording.plain
    pages = [Page(n, "", "ocr", 1.0, "") for n in range(1, 4)]
    box = [Box(0.1, 0.1, 0.2, 0.12)]
    monkeypatch.setattr("open287g.documents.findings.other_engine.boxes_of", lambda *_: box)
    line = " ".join([*words[97:100], "shall", *words[100:103]])
    for read, count in ((line, 1), (line.replace("shall ", ""), 0)):
        monkeypatch.setattr("open287g.documents.findings.other_engine._OtherEngine.line", lambda *_, said=read: said)
        some = Comparison(found.wording, found.words, found.cells, (_change(),))
        told = list(by_other_engine(None, pages, some, [1], None, DEFAULT))
        assert len(told) == count and all(each.why == "two of three readings have it" for each in told)


@pytest.mark.parametrize("low", [0, 1, 2])
def test_the_editions_words_at_a_lines_end_are_read_without_those_on_the_next(
    monkeypatch: pytest.MonkeyPatch, low: int
) -> None:
    found = _with({})
    words = found.wording.plain[100 - low : 103]
    change = _change(standard=words[low], words="xx", at=100, at_end=101, kind="other", why="two readings agree")
    monkeypatch.setattr("open287g.documents.findings.other_engine.boxes_of", lambda *_: [Box(0.1, 0.1, 0.2, 0.12)])
    monkeypatch.setattr("open287g.documents.findings.other_engine._OtherEngine.line", lambda *_: " ".join(words))
    some = Comparison(found.wording, found.words, found.cells, (change,))
    pages = [Page(n, "", "ocr", 1.0, "") for n in range(1, 4)]
    assert list(by_other_engine(None, pages, some, [1], None, DEFAULT)) == []


def test_a_sentence_lost_where_the_scan_has_ink_is_unread_and_where_it_is_blank_it_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = _with({})
    word = found.words[400]
    pieces = tuple(
        OcrPiece(each.word, each.start, Box(0.1, 0.2 if n < 400 else 0.4, 0.2, 0.21 if n < 400 else 0.41), 1.0)
        for n, each in enumerate(found.words)
        if each.page == word.page
    )
    pages = [Page(n, "", "ocr", 1.0, "", OcrPage("made up", "", pieces)) for n in range(1, 4)]
    lost = _change(standard="a b c d e f g h", words="", page=word.page + 1, at=400, at_end=408, doc=400, doc_end=400)
    page_lost = replace(lost, at_end=761)  # more words than have room there
    others = replace(lost, at_end=460, doc_end=407)  # words that stand there and are the ink
    for shade, change, count in ((30, lost, 1), (250, lost, 0), (30, page_lost, 0), (30, others, 0)):
        picture = Image.new("L", (1000, 1000), 250)
        ImageDraw.Draw(picture).rectangle((200, 300, 700, 310), fill=shade)
        monkeypatch.setattr("open287g.documents.pages.pdf.picture", lambda *_, drawn=picture: drawn)
        assert len(unread(None, pages, found, [change], [word.page], DEFAULT)) == count


def test_a_revision_is_read_with_a_dash_before_its_day() -> None:
    assert revision_on("4 : Revised-02/14/2025") == "02/14/2025"


@pytest.mark.parametrize(
    ("line", "gone", "told"),
    [
        ("Further supervisory and Responsibilities Held;,", "further supervisory and responsibilities held", False),
        ("the Department of Homeland Security pays", "Department of Homeland Security", True),
        ("ICE pays for all of the training", "ICE pays for all of the training", True),
    ],
)  # fmt: skip
def test_a_heading_that_the_picture_leaves_unread_is_no_change_and_words_within_a_line_are(
    line: str, gone: str, told: bool
) -> None:
    running, _ = document([["before it.", line, "after it."]])
    text = running.pages[0].text
    start = text.lower().index(gone.split()[0].lower())
    assert tells(WordChange("I", 1, 1, gone, "", "other", 0, 5, 0, 5, start=start, end=start + 5), running) is told


@pytest.mark.parametrize(
    ("came", "told"),
    [("Sample Rever Shores Dapartwant of Public Safety", False), ("ICE Shall Pay", True), ("unless zzyx agrees", True)],
)
def test_a_name_that_the_picture_reads_badly_is_no_change_and_words_are(came: str, told: bool) -> None:
    running, _ = document([["a line"]])
    assert tells(WordChange("I", 1, 1, "", came, "other", 0, 0, 0, 0), running) is told
