"""A memorandum page by page: its words marked, its fields in place, its picture with contacts covered."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from starlette.testclient import TestClient

from open287g.archive.store.archive import Archive
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import Field
from open287g.documents.library import search
from open287g.documents.library.library import Library
from open287g.documents.pages import pdf as pdf_pages
from open287g.documents.pages.engines import OcrPage, OcrPiece
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT, Limits
from open287g.documents.pages.ocr import read_page
from open287g.documents.pages.page_text import Page
from open287g.documents.read import ReadOptions, read_document
from open287g.publish.memorandum.page import flowed, hidden, marked_page
from open287g.publish.memorandum.picture import Drawing, Spot, can_be_shown, drawn
from open287g.publish.memorandum.scanned import Scan, boxes_in, of_a_line, pieces_of
from open287g.ui.paper import Dossier, Section, pdf
from open287g.web.server.app import create_app
from tests.web.html import Page as Html

MAILBOX, PHONE = "officer@example.org", "202-555-0147"
LINES = (
    "The agency shall pay every cost within thirty days.",
    f"Write to {MAILBOX} or call {PHONE}.",
    "Collier County Sheriff's Office, March 5, 2025",
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AgreementDocument]:
    """A PDF of one page and what was read of it, with a change and two fields told."""
    path = tmp_path_factory.mktemp("pdf") / "made <up>.pdf"
    path.write_bytes(pdf(Dossier("A memorandum", "made up", "nobody's", "en", (Section("IV", LINES),))))
    read = read_document(path, ReadOptions("none"))
    text = read.pages[0].text
    start = text.index("thirty days")
    change = Difference("negotiated", "replaced", "IV.E", 1, 1, "thirty days", standard="ten <b>days</b>", start=start)
    fields = read.fields | {
        "agency": Field("Collier County Sheriff's Office", 1, "layer", 0.9),
        "ice_signed_on": Field("2025-03-05", 1, "layer", 0.9),
        "ice_title": Field("Director", 1, "layer", 0.9),
    }
    return path, replace(read, fields=fields, differences=(replace(change, end=start + len("thirty days")),))


@pytest.fixture(scope="module")
def held(sample_home: Path, document: tuple[Path, AgreementDocument], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample record with that PDF in its archive and its library."""
    path, read = document
    home = tmp_path_factory.mktemp("held")
    shutil.copytree(sample_home / "record", home / "record", dirs_exist_ok=True)
    Archive(home).add(path)
    library = Library(home)
    library.put(read)
    search.build(library)
    return home


@pytest.fixture(scope="module")
def reader(held: Path) -> Iterator[TestClient]:
    """A reader of that home's atlas."""
    with TestClient(create_app(held), follow_redirects=False) as client:
        yield client


def test_a_page_shows_what_differs_in_words_and_no_contact(
    reader: TestClient, document: tuple[Path, AgreementDocument]
) -> None:
    key = document[1].sha256[:12]
    text = reader.get(f"/document/{key}/page/1").text
    assert Html(text).faults == []
    told = differences_none(reader, key)
    assert "<ins>" not in told and "<del>" not in told
    assert MAILBOX not in text and PHONE not in text and "[contact]" in text
    assert "<mark>" in text and "Director" in text and "its place on the page is not known" in text
    overview = reader.get(f"/document/{key}").text
    assert f"/document/{key}/page/1" in overview and "made &lt;up&gt;.pdf" in overview
    found = reader.get("/documents", params={"q": "thirty days"}).text
    assert f"/document/{key}/page/1" in found


def differences_none(reader: TestClient, key: str) -> str:
    """The page beside no edition."""
    answer = reader.get(f"/document/{key}/page/1?edition=none")
    assert answer.status_code == 200
    return answer.text


def test_a_change_stands_in_place_with_the_editions_words(document: tuple[Path, AgreementDocument]) -> None:
    read = document[1]
    marked = marked_page(read, 1, read.differences)
    (change,) = [piece for piece in marked.pieces if piece.tag == "changed"]
    assert (change.text, change.removed) == ("thirty days", "ten <b>days</b>")
    assert [(mark, item.section) for mark, item in marked.changes] == [(change.mark, "IV.E")]
    pinned = {field.name: field.mark for field in marked.fields}
    assert pinned["agency"] > 0 and pinned["ice_signed_on"] > 0, "both stand on the page"
    assert pinned["ice_title"] == 0, "it stands nowhere there"
    day = next(piece for piece in marked.pieces if piece.mark == pinned["ice_signed_on"])
    assert day.text.rstrip(" .") == "March 5, 2025"
    shown = "".join(piece.text for piece in marked.pieces)
    assert MAILBOX not in shown and PHONE not in shown


def test_the_picture_covers_contacts(reader: TestClient, document: tuple[Path, AgreementDocument]) -> None:
    answer = reader.get(f"/document/{document[1].sha256[:12]}/page/1/picture.webp")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    drawn = Image.open(io.BytesIO(answer.content)).convert("RGB")
    covered = sum(abs(pixel - 225) < 5 for pixel in drawn.convert("L").get_flattened_data())
    assert drawn.width > 900 and covered > 2_000


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/document/{key}/page/0", 404),
        ("/document/{key}/page/2", 404),
        ("/document/{key}/page/١", 404),
        ("/document/{key}/page/1?edition=JEM-1066", 400),
        ("/document/ffffffffffff/page/1", 404),
        ("/document/..%2f..%2f..%2fx/page/1", 404),
        ("/document/************/page/1/picture.webp", 404),
    ],
)
def test_what_is_not_there_is_told(
    reader: TestClient, document: tuple[Path, AgreementDocument], path: str, status: int
) -> None:
    assert reader.get(path.format(key=document[1].sha256[:12])).status_code == status


def test_without_the_file_the_words_stand_and_the_picture_is_said_to_be_missing(
    held: Path, document: tuple[Path, AgreementDocument], tmp_path: Path
) -> None:
    shutil.copytree(held / "record", tmp_path / "record")
    shutil.copytree(held / "documents", tmp_path / "documents")
    key = document[1].sha256[:12]
    with TestClient(create_app(tmp_path)) as client:
        text = client.get(f"/document/{key}/page/1").text
        assert "thirty" in text and "<img" not in text and "there is no picture" in text
        assert client.get(f"/document/{key}/page/1/picture.webp").status_code == 404
        shutil.rmtree(tmp_path / "documents" / "readings")
        (tmp_path / "documents" / "readings").mkdir()
        assert client.get(f"/document/{key}/page/1").status_code == 404, "no answer of before is given again"


def test_a_page_whose_contacts_cannot_be_covered_is_not_shown() -> None:
    assert not can_be_shown(Page(1, f"call {PHONE}", "ocr", 0.9, ""))
    assert not can_be_shown(Page(1, "", "none", 0.0, "", note="OCR was not asked for"))
    assert not can_be_shown(Page(1, "a certificate", "ocr", 0.9, "", kind="certificate"))
    assert can_be_shown(Page(1, "nothing private", "ocr", 0.9, ""))
    assert can_be_shown(Page(1, f"call {PHONE}", "layer", 0.9, ""))


@given(st.text(st.sampled_from("ab. \r\n@5-"), max_size=80))
def test_flowing_keeps_every_letter_in_its_place(text: str) -> None:
    out = flowed(text)
    assert len(out) == len(text)
    assert all(a == b or (a.isspace() and b.isspace()) for a, b in zip(text, out, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in hidden(text))


@dataclass
class _Reads:
    """A program that reads three words in two rows."""

    name: str = "tesseract-0"

    def read(self, image: Any, limits: Limits) -> OcrPage:
        boxes = (Box(0.1, 0.1, 0.2, 0.12), Box(0.21, 0.1, 0.3, 0.12), Box(0.1, 0.13, 0.2, 0.15))
        words = zip(("within", "thirty", "days"), (0, 7, 14), boxes, strict=True)
        return OcrPage(self.name, "within thirty\ndays", tuple(OcrPiece(w, at, box, 0.9) for w, at, box in words))


@pytest.mark.parametrize("further", [0, 90])
def test_a_scan_is_marked_where_its_very_words_were_read_on_its_very_pixels(
    document: tuple[Path, AgreementDocument], tmp_path: Path, further: int
) -> None:
    with pdf_pages.opened(document[0], "made up", DEFAULT) as handle:
        image = pdf_pages.picture(handle, 0, DEFAULT)
        read_page(image.rotate(-further, expand=True) if further else image, _Reads(), tmp_path, DEFAULT)
        scan = Scan("within thirty\ndays", tmp_path, ("rapidocr-0", "tesseract-0"))
        pieces = pieces_of(handle, 0, further, scan)
        assert [piece.text for piece in pieces] == ["within", "thirty", "days"]
        assert pieces_of(handle, 0, further, replace(scan, text="within ninety\ndays")) == ()
        assert pieces_of(handle, 0, further, replace(scan, engines=("tesseract-9",))) == ()
    assert len(list(tmp_path.iterdir())) == 1, "drawing reads nothing anew"


def test_words_of_a_row_share_a_frame_and_a_line_is_framed_whole() -> None:
    words = _Reads().read(None, DEFAULT).pieces
    assert boxes_in(words, 0, 18) == [Box(0.1, 0.1, 0.3, 0.12), Box(0.1, 0.13, 0.2, 0.15)]
    assert boxes_in(words, 7, 13) == [Box(0.21, 0.1, 0.3, 0.12)]
    line = (OcrPiece("within thirty days", 0, Box(0.1, 0.1, 0.5, 0.12), 0.9),)
    assert boxes_in(line, 7, 8) == [line[0].box]
    assert of_a_line(line, 7) and not of_a_line(words, 7)


def test_the_picture_of_a_scan_is_framed_only_where_a_place_is_known(
    document: tuple[Path, AgreementDocument], tmp_path: Path
) -> None:
    with pdf_pages.opened(document[0], "made up", DEFAULT) as handle:
        read_page(pdf_pages.picture(handle, 0, DEFAULT), _Reads(), tmp_path, DEFAULT)
    scan = Scan("", tmp_path, ("tesseract-0",))
    asked = Drawing(document[0], 1, 0, False, (Spot("changed", 1, 7, 13),))
    marked, unmarked = (
        Image.open(io.BytesIO(drawn(replace(asked, scan=replace(scan, text=text))))).convert("RGB")
        for text in ("within thirty\ndays", "other words")
    )
    changed = ImageChops.difference(marked, unmarked).convert("L").point(lambda value: 255 * (value > 60)).getbbox()
    assert changed is not None
    width, height = marked.size
    left, top, right, bottom = changed
    assert 0.18 < left / width < 0.22 and 0.29 < right / width < 0.33
    assert 0.07 < top / height < 0.11 and 0.11 < bottom / height < 0.14
