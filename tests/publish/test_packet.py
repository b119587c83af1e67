"""The agenda packet: what it binds, in which order, and what it says of what is not at hand."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript

from open287g.core.errors import InputError, NotFoundError
from open287g.core.guarded import Bounds, read_each
from open287g.publish.dossier.binder import Part, _copied, bound, pages_of
from open287g.publish.dossier.write import write_dossier
from open287g.ui.paper import Dossier, Section, pdf
from tests.documents.hostile import NAMED
from tests.documents.samples import pdf_of
from tests.documents.typeset import insert, memorandum

COLLIER = "collier county fl"


def bookmarks(path: Path) -> list[tuple[str, int | None]]:
    reader = PdfReader(path)
    return [
        (item.title, reader.get_destination_page_number(item)) for item in reader.outline if not isinstance(item, list)
    ]


def text_of(path: Path) -> str:
    pages = (page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))
    return " ".join(" ".join(pages).split())


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A home of its own, for what is read of an agreement is kept in it."""
    own = tmp_path / "home"
    shutil.copytree(home / "record", own / "record")
    return own


def test_a_packet_without_the_file_says_so_and_has_its_bookmarks_in_order(home: Path, tmp_path: Path) -> None:
    out = write_dossier(COLLIER, home=home, out=tmp_path / "p.pdf", model="TFM", whole=True)
    marks = bookmarks(out)
    assert [title for title, _ in marks] == ["Dossier", "The agreement", "Fiscal note", "Assumptions"]
    assert [page for _, page in marks] == sorted({page or 0 for _, page in marks})
    said = text_of(out)
    assert "no file of it is at hand" in said
    assert "No cost is counted" in said and "unknown" in said
    again = write_dossier(COLLIER, home=home, out=tmp_path / "q.pdf", model="TFM", whole=True)
    assert out.read_bytes() == again.read_bytes()


def test_a_file_at_hand_is_bound_in_with_its_redline(own_home: Path, tmp_path: Path) -> None:
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(
        memorandum("TFM-2025-0307", insert(3, 4, "The Sheriff shall feed every horse of the county daily."))
    )
    how = {"home": own_home, "language": "es", "model": "TFM", "whole": True}
    out = write_dossier(COLLIER, out=tmp_path / "p.pdf", agreements=[signed], **how)  # type: ignore[arg-type]
    titles = [title for title, _ in bookmarks(out)]
    assert [title.endswith("signed.pdf") for title in titles] == [False, True, True, False, False]
    assert PdfReader(out).trailer["/Root"]["/Lang"] == "es"  # type: ignore[index]
    said = text_of(out)
    assert "[+ The Sheriff shall feed every horse of the county daily" in said
    assert "no enlaza ningún archivo con este nombre" in said, "who names a file is told if no list links one so named"


def test_what_cannot_be_bound_is_said_and_the_rest_is_whole(own_home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    out = write_dossier(COLLIER, home=own_home, out=tmp_path / "p.pdf", model="TFM", whole=True, agreements=[broken])
    assert "its pages could not be bound in" in text_of(out)
    with pytest.raises(NotFoundError, match="no such file"):
        write_dossier(COLLIER, home=own_home, out=tmp_path / "q.pdf", whole=True, agreements=[tmp_path / "none.pdf"])
    with pytest.raises(InputError, match="one PDF"):
        write_dossier(COLLIER, home=own_home, out=tmp_path / "q.html", whole=True)
    with pytest.raises(InputError, match="only a packet"):
        write_dossier(COLLIER, home=own_home, out=tmp_path / "q.pdf", agreements=[broken])
    assert not (tmp_path / "q.pdf").exists() and not (tmp_path / "q.html").exists()


def test_only_the_pages_of_a_file_are_bound_in(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([["one"], ["two"]]))))
    writer.add_open_action(JavaScript("app.alert('x')"))
    writer.add_attachment("x.txt", b"secret")
    writer.write(tmp_path / "armed.pdf")
    copied = pages_of(tmp_path / "armed.pdf")
    assert b"secret" not in copied and b"JavaScript" not in copied and b"alert" not in copied
    whole = PdfReader(io.BytesIO(bound([Part("a", copied), Part("b", copied)], "t", "en")))
    assert len(whole.pages) == 4
    assert [item.title for item in whole.outline if not isinstance(item, list)] == ["a", "b"]


def test_no_hostile_file_harms_the_one_who_binds(tmp_path: Path) -> None:
    paths = []
    for name, made in NAMED.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(made())
    outcomes = list(read_each(_copied, paths, Bounds(10, 2_000_000_000, 64 << 20), jobs=2, forked=True))
    assert len(outcomes) == len(NAMED)
    for outcome in outcomes:
        assert (outcome.answer is None) != (outcome.failure is None)
        if outcome.answer is not None:
            assert len(PdfReader(io.BytesIO(outcome.answer)).pages) > 0


def test_a_letter_that_no_font_has_is_a_question_mark_and_no_crash() -> None:
    made = pdf(Dossier("t", "", "s", "en", (Section("x", ("fine ￾ \ue000 word", "𓀀 ☃ ok")),)))
    said = pdfium.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "word" in said and "ok" in said
