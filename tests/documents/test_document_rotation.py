"""One frame: however a page is stored, shown or scanned, its text, its places and its signatures come out the same."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.clauses import boxes_in, clause
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.lying import lies
from open287g.documents.read import ReadOptions, read_document
from tests.documents.samples import agreement, needs_shared
from tests.documents.typeset import memorandum

NO_OCR = ReadOptions(engine="none")
TURNS = (90, 180, 270)


def shown_turned(content: bytes, degrees: int) -> bytes:
    """Every page shown on its side: nothing but its /Rotate differs."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        page.rotate(degrees)
    return _written(writer)


def stored_turned(content: bytes, degrees: int) -> bytes:
    """Every page stored on its side and shown upright by its /Rotate."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        page.rotate(degrees)
        page.transfer_rotation_to_content()
        page.rotate(-degrees)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def upright() -> bytes:
    return memorandum("TFM-2025-0307")


def read(content: bytes, folder: Path) -> tuple[AgreementDocument, Path]:
    path = folder / "memorandum.pdf"
    path.write_bytes(content)
    return read_document(path, NO_OCR), path


def same_places(one: dict[int, list[Box]], other: dict[int, list[Box]]) -> bool:
    return one.keys() == other.keys() and all(
        len(a) == len(b) and all(_near(p, q) for p, q in zip(a, b, strict=True))
        for a, b in zip(*map(dict.values, (one, other)), strict=True)
    )


def _near(one: Box, other: Box) -> bool:
    return all(abs(getattr(one, s) - getattr(other, s)) < 0.004 for s in ("left", "top", "right", "bottom"))


@pytest.mark.parametrize("store", [shown_turned, stored_turned])
@pytest.mark.parametrize("degrees", TURNS)
def test_a_turned_memorandum_reads_as_the_upright_one(store: object, degrees: int, tmp_path: Path) -> None:
    assert callable(store)
    plain, path = read(upright(), tmp_path)
    expected = boxes_in(path, plain.pages, clause(plain.clauses, "XVIII"))
    turned, path = read(store(upright(), degrees), tmp_path)
    assert [p.text for p in turned.pages] == [p.text for p in plain.pages]
    assert turned.fields == plain.fields and plain.fields["ice_signed_on"].value == "2025-03-26"
    assert turned.fields["agency_signatories"].value == ("Pat Example",)
    assert same_places(boxes_in(path, turned.pages, clause(turned.clauses, "XVIII")), expected)
    assert all(0 <= b.left < b.right <= 1 and 0 <= b.top < b.bottom <= 1 for bs in expected.values() for b in bs)


@pytest.mark.parametrize("degrees", (0, *TURNS))
def test_the_picture_of_a_turned_page_is_upright(degrees: int) -> None:
    with pdf.opened(shown_turned(upright(), degrees), "x.pdf", DEFAULT) as handle:
        text, turned = pdf.layer_text(handle, 0, DEFAULT)
        image = pdf.picture(handle, 0, DEFAULT, turned)
        asked, _ = pdf.layer_text(handle, 0, DEFAULT)
    assert turned == -degrees % 360
    assert image.size[0] < image.size[1] and not lies(image)
    assert text.startswith("MEMORANDUM") and asked == text


@pytest.mark.parametrize(("degrees", "down"), [(0, False), (90, True), (180, False), (270, True)])
def test_lines_that_run_down_are_seen_in_the_picture(degrees: int, down: bool) -> None:
    with pdf.opened(upright(), "x.pdf", DEFAULT) as handle:
        image = pdf.picture(handle, 3, DEFAULT)
    assert lies(image.rotate(-degrees, expand=True)) is down


@needs_shared
@pytest.mark.parametrize("name", ["287gWSO_StJohnsCoFl2019-10-15", "287g_JEM_TarrantCoTX"])
def test_a_real_agreement_turned_gives_the_same_days_and_boxes(name: str, tmp_path: Path) -> None:
    content = agreement(name).read_bytes()
    plain, path = read(content, tmp_path)
    expected = boxes_in(path, plain.pages, clause(plain.clauses, "IV.E"))
    for store in (shown_turned, stored_turned):
        turned, path = read(store(content, 90), tmp_path)
        assert {n: f.value for n, f in turned.fields.items()} == {n: f.value for n, f in plain.fields.items()}
        assert same_places(boxes_in(path, turned.pages, clause(turned.clauses, "IV.E")), expected)
