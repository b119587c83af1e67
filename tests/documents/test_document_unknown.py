"""What could not be looked at stays unknown: it is never told as the same, as blank, or as gone."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.core.extras import MissingExtraError
from open287g.documents.findings import other_engine
from open287g.documents.findings.marks import notes_on
from open287g.documents.findings.other_engine import by_other_engine
from open287g.documents.findings.picture_beside import by_the_picture, to_be_seen
from open287g.documents.findings.second_reading import ONE_OF_TWO, confirmed
from open287g.documents.findings.signature_evidence import signature_evidence
from open287g.documents.findings.unread_ink import undrawn, unread
from open287g.documents.findings.word_changes import Comparison, WordChange
from open287g.documents.pages import recognized
from open287g.documents.pages.contacts import without_contacts
from open287g.documents.pages.drawn_over import UNSEEN, Gone, drawn_over
from open287g.documents.pages.engines import OcrPage, OcrPiece
from open287g.documents.pages.frame import Box
from open287g.documents.pages.letters_shown import shows_others
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.look_alikes import as_drawn
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.pictures import picture
from open287g.documents.pages.recognized import NO_WORDS, left_unread, recognize
from open287g.documents.read import ReadOptions, read_document, read_pages
from open287g.documents.told_beside import marks_said
from open287g.documents.words.printed import printed_words
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.vocabulary.messages import translations
from tests.documents.samples import pdf_of
from tests.documents.typeset import memorandum
from tests.documents.wordings import beside, edition_pages

LINES = [f"the agency shall pay within {number} days of written notice" for number in range(20, 60)]


def _fails(*_: Any, **__: Any) -> Any:
    raise InputError("page 2 cannot be drawn")


def _lost(found: Comparison, known: bool) -> tuple[WordChange, list[Page]]:
    """Eight words that a scan lacks, and its pages, on which the place of the words around them is known or not."""
    word = found.words[400]
    pieces = tuple(
        OcrPiece(each.word, each.start, Box(0.1, 0.2 if n < 400 else 0.4, 0.2, 0.21 if n < 400 else 0.41), 1.0)
        for n, each in enumerate(found.words)
        if each.page == word.page and known
    )
    pages = [Page(n, "", "ocr", 1.0, "", OcrPage("made up", "", pieces)) for n in range(1, 4)]
    at = word.page + 1
    return WordChange("II", at, at, "a b c d e f g h", "", "other", 400, 408, 400, 400), pages


@pytest.mark.parametrize("known", [True, False])
def test_a_sentence_lost_on_a_scan_that_cannot_be_looked_at_is_not_checked(
    monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    found = beside(edition_pages())
    change, pages = _lost(found, known)
    monkeypatch.setattr("open287g.documents.pages.pdf.picture", _fails)
    assert unread(None, pages, found, [change], [change.page - 1], DEFAULT) == [change]
    assert undrawn(None, pages, [change], DEFAULT) == [change.page]


@pytest.mark.parametrize("line", [None, ""])
@pytest.mark.parametrize("at", [[], [Box(0.1, 0.1, 0.2, 0.12)], None])
def test_what_one_of_two_readings_has_and_no_other_engine_can_judge_stays_doubtful(
    monkeypatch: pytest.MonkeyPatch, at: list[Box] | None, line: str | None
) -> None:
    found = beside(edition_pages())
    change = WordChange("II", 2, 2, "", "shall", "modal", 100, 100, 100, 101, "doubtful", ONE_OF_TWO)
    monkeypatch.setattr(other_engine, "_looked_for", lambda *_: at)
    monkeypatch.setattr(other_engine._OtherEngine, "line", lambda *_: line)
    some = Comparison(found.wording, found.words, found.cells, (change,))
    assert list(by_other_engine(None, [], some, [1], None, DEFAULT)) == [change]


def test_without_the_other_engine_a_line_is_read_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> Any:
        raise MissingExtraError("this needs rapidocr, which is not installed")

    monkeypatch.setattr(other_engine.pdf, "picture", lambda *_, **__: Image.new("L", (100, 100), 255))
    monkeypatch.setattr(other_engine, "engine_named", missing)
    read = other_engine._OtherEngine(None, [Page(1, "", "ocr", 1.0, "")], Counter(), None, DEFAULT)
    assert read.line(1, [Box(0.1, 0.1, 0.9, 0.2)]) is None


def test_what_a_picture_has_is_told_where_it_cannot_be_read_a_second_time() -> None:
    found = beside(edition_pages())
    lines = edition_pages()[1]
    seen = "\n".join([*lines[:9], " ".join(["shall", *lines[9].split()[1:]]), *lines[10:]])

    def anew(pages: Any) -> Comparison:
        return beside([pages[n].split("\n") if n in pages else page for n, page in enumerate(edition_pages())])

    [change] = by_the_picture(found, {1: seen}, lambda _: "", anew).changes
    assert (change.words, change.grade) == ("shall", "doubtful")


def test_letters_of_a_page_too_large_to_be_drawn_are_not_known_to_be_what_they_say() -> None:
    large = pdf_of([LINES]).replace(b"[0 0 612 792]", b"[0 0 9999 999]")
    with pdfium.PdfDocument(large) as handle:
        page = Page(1, "words", "layer", 1.0, "words")
        assert shows_others(handle, 0) is None
        assert to_be_seen(handle, [page], []) == [0]


def _drawn(monkeypatch: pytest.MonkeyPatch, read: Any, shade: int, stamp: str = "") -> Page:
    """A page that is a picture, with a stamp's words as its layer, as `read` reads it."""
    picture = Image.new("L", (400, 400), 250)
    ImageDraw.Draw(picture).rectangle((50, 100, 350, 130), fill=shade)
    monkeypatch.setattr(recognized.pdf, "picture", lambda *_, **__: picture)
    monkeypatch.setattr(recognized, "is_scan", lambda *_: True)
    monkeypatch.setattr(recognized, "read_upright", read)
    page = Page(1, stamp, "layer" if stamp else "none", 1.0 if stamp else 0.0, stamp)
    [told] = recognize(None, [page], shipped_vocabulary(), None, None, DEFAULT)  # type: ignore[arg-type]
    return told


def test_a_scan_of_which_no_word_could_be_read_is_unread_and_a_blank_one_is_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = lambda *_: (OcrPage("made up", "", ()), 0)  # noqa: E731
    assert _drawn(monkeypatch, nothing, 30).note == NO_WORDS and _drawn(monkeypatch, nothing, 30).unread
    assert _drawn(monkeypatch, nothing, 250).note == "" and not _drawn(monkeypatch, nothing, 250).unread


def test_a_stamp_on_a_scan_that_no_engine_could_read_is_no_reading_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = _drawn(monkeypatch, _fails, 30, "received by the clerk")
    assert page.unread and "cannot be drawn" in page.note


def test_a_page_that_draws_nothing_but_a_stamp_laid_over_it_is_not_blank() -> None:
    stamp = "<< /Type /Annot /Subtype /Stamp /Rect [100 100 500 500] >>"
    bare = pdf_of([LINES, []], extra=[stamp])
    for content, notes in ((bare, ["", ""]), (_with_annotation(bare), ["", "why"])):
        with pdfium.PdfDocument(content) as handle:
            pages = [Page(1, "words", "layer", 1.0, "words"), Page(2, "", "none", 0.0, "")]
            assert [page.note for page in left_unread(handle, pages, "why")] == notes


def _with_annotation(content: bytes) -> bytes:
    """`content` with its last object laid over its last page."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    stamp = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Stamp")})
    stamp[NameObject("/Rect")] = ArrayObject(map(NumberObject, (100, 100, 500, 500)))
    writer.pages[-1][NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_words_of_a_page_that_cannot_be_drawn_are_told_as_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise pdfium.PdfiumError("no bitmap")

    monkeypatch.setattr("open287g.documents.pages.drawn_over.unseen", fails)
    with pdfium.PdfDocument(pdf_of([LINES])) as handle:
        assert drawn_over(handle, 0) is None
        [page] = read_pages(handle, ReadOptions("none"))
        notes = notes_on(handle, [page], [])
    assert page.text.startswith("the agency") and notes == ("undrawn: 1",)


def test_of_a_page_on_which_more_is_drawn_than_is_looked_at_it_is_said() -> None:
    shapes = b"0 0 m 9 9 l S\n" * 500
    content = pdf_of([LINES]).replace(b"BT /F1", shapes + b"BT /F1")
    with pdfium.PdfDocument(content) as handle:
        [page] = read_pages(handle, ReadOptions("none"))
        assert notes_on(handle, [page], []) == ("crowded: : 1",)
    assert page.text == page.layer


def test_one_page_that_cannot_be_loaded_costs_none_of_the_others(tmp_path: Path) -> None:
    whole = memorandum("WSO-2025")
    count = len(pdfium.PdfDocument(whole))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(_without_last_page(whole))
    document = read_document(broken, ReadOptions("none"))
    assert document.unread == (count,) and document.identity.edition == "WSO-2025"
    assert not [each for each in document.differences if each.page == count]


def _without_last_page(content: bytes) -> bytes:
    """`content` whose last page is a number and no page."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NumberObject

    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    number = writer.pages[-1].indirect_reference.idnum
    writer._objects[number - 1] = NumberObject(7)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("note", ["undrawn: 3", "crowded: : 3", "letters: 3"])
def test_each_thing_not_looked_at_is_said_with_its_page_in_both_languages(note: str) -> None:
    (said,) = marks_said([note], str)
    (spanish,) = marks_said([note], translations("es").gettext)
    assert "page 3" in said.lower() and "página 3" in spanish


def test_a_long_run_of_letters_beside_an_unseen_sign_is_read_in_one_go() -> None:
    run = "a" * 200_000
    assert as_drawn(f"\u200b {run}") == (f"  {run}", ())


@pytest.mark.parametrize("command", [["read"], ["check"], ["check", "--compared"]])
def test_of_files_that_were_all_refused_no_answer_is_printed(tmp_path: Path, command: list[str]) -> None:
    page = tmp_path / "page.pdf"
    page.write_text("<html>404</html>")
    verb, *options = command
    done = CliRunner().invoke(app, ["documents", verb, str(page), *options, "--home", str(tmp_path / "home")])
    assert done.exit_code == 1 and "web page" in done.stderr
    assert done.stdout == ""


def test_facts_are_not_written_anew_where_no_file_was_read(tmp_path: Path) -> None:
    page, to = tmp_path / "page.pdf", tmp_path / "facts"
    page.write_text("<html>404</html>")
    done = CliRunner().invoke(app, ["documents", "pack", str(page), "--to", str(to), "--home", str(tmp_path / "home")])
    assert done.exit_code == 1 and not to.exists()


HUGE = b"[0 0 14400 14400]"


def test_letters_of_a_page_as_large_as_a_house_are_not_told_as_unseen() -> None:
    with pdfium.PdfDocument(pdf_of([LINES]).replace(b"[0 0 612 792]", HUGE)) as handle:
        [page] = read_pages(handle, ReadOptions("none"))
        assert page.text == page.layer and page.marks == ("undrawn",)


@pytest.mark.parametrize("box", [b"[0 0 0.1 9999]", b"[0 0 9999 0.1]"])
def test_a_page_that_is_a_strip_is_drawn_for_no_engine(box: bytes) -> None:
    strip = pdf_of([LINES]).replace(b"[0 0 612 792]", box)
    with pdfium.PdfDocument(strip) as handle, pytest.raises(InputError, match="page 1 cannot be drawn"):
        picture(handle, 0, DEFAULT)


def _with_strokes(points: int) -> bytes:
    """A page of lines with a pen stroke of so many points over it, which brings no picture of its own."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of([LINES]))))
    ink = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Ink")})
    ink[NameObject("/Rect")] = ArrayObject(map(NumberObject, (0, 0, 600, 20)))
    line = ArrayObject(NumberObject(10 * side + number % 500) for number in range(points) for side in (0, 1))
    ink[NameObject("/InkList")] = ArrayObject([line])
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(ink)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("points", "marks"), [(300, ("pen stroke",)), (60_000, ("pen stroke", "undrawn"))])
def test_a_page_under_more_pen_strokes_than_anybody_draws_is_not_drawn(points: int, marks: tuple[str, ...]) -> None:
    with pdfium.PdfDocument(_with_strokes(points)) as handle:
        [page] = read_pages(handle, ReadOptions("none"))
        assert page.marks == marks and page.text.startswith("the agency shall pay")


def test_a_file_without_a_page_is_damaged_whatever_was_read_before(tmp_path: Path) -> None:
    empty, locked = tmp_path / "empty.pdf", tmp_path / "locked.pdf"
    empty.write_bytes(pdf_of([]))
    locked.write_bytes(_locked())
    for path, said in ((empty, "no page"), (locked, "password"), (empty, "no page")):
        with pytest.raises(InputError, match=said):
            read_document(path, ReadOptions("none"))


def _locked() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of([LINES]))))
    writer.encrypt("known to nobody", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("sign", ["_", "(", "a'", "1,", "~", "ab:", "\n"])
def test_a_page_that_is_one_run_of_signs_is_searched_once(sign: str) -> None:
    run = (sign * 60_000)[:60_000]
    assert len(without_contacts(f"{run} sheriff{chr(64)}county.gov")) == len(run) + 19
    assert printed_words(f"{run} shall", 0)[-1].word == "shall"
    assert signature_evidence(Page(1, f"Signature: {run} Date:", "layer", 1.0, "")) > 0


def test_a_mailbox_is_hidden_and_one_word_however_long_the_run_before_it() -> None:
    assert without_contacts(f"{'x' * 300}@county.gov").strip() == ""
    assert [word.word for word in printed_words(f"write {'x' * 300}@county.gov now", 0)] == ["write", "@", "now"]


def test_words_hidden_at_a_pages_end_leave_no_sure_change_on_the_next() -> None:
    found = beside(edition_pages())
    last = max(n for n, word in enumerate(found.words) if word.page == 0)
    first, end = found.words[last - 3], found.words[last]
    gone = {0: [Gone(UNSEEN, first.start, end.end)]}
    words = [*found.words[: last - 3], *found.words[last + 1 :]]
    change = WordChange("II", 2, 2, "a b c d", "", "other", 10, 14, last - 3, last - 3)
    some = Comparison(found.wording, tuple(words), found.cells, (change,))
    [told] = confirmed(some, [], lambda _: "", lambda _: some, gone).changes
    assert (told.grade, told.why) == ("doubtful", "the page does not show it")
