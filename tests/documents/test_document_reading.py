"""From a PDF on disk to pages, OCR, kept readings, search and the command line."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError
from open287g.documents.library.library import Library
from open287g.documents.library.pdf_files import left_aside, pdfs
from open287g.documents.library.search import facets, refresh, search
from open287g.documents.pages import ocr, pdf
from open287g.documents.pages.engines import check_engine, engine_named
from open287g.documents.pages.limits import DEFAULT, Limits
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.told_beside import marks_said
from tests.documents.samples import pdf_of
from tools.planted_words import typeset, unedited

WORDS = ["MEMORANDUM OF AGREEMENT", "The agency pays medical expenses of every person in its custody."]
NO_OCR = ReadOptions(engine="none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "pdfs"
    home.mkdir()
    (home / "one.pdf").write_bytes(pdf_of([WORDS, ["Second page: nothing of note, call 555-123-4567 or a@b.gov"]]))
    (home / "two.PDF").write_bytes(pdf_of([["Another agreement about immigration enforcement training"]]))
    (home / "notes.txt").write_text("no PDF")
    return home


def test_a_document_of_no_edition_is_read_and_called_unknown(folder: Path) -> None:
    reading = read_document(folder / "one.pdf", NO_OCR)
    assert [page.text_from for page in reading.pages] == ["layer", "layer"]
    assert reading.identity.edition == "" and reading.identity.model == ""
    assert reading.differences == () and reading.clauses == ()
    assert reading.fields["ice_signed_on"].value is None


@pytest.mark.parametrize("engine", ["tesseract", "rapidocr"])
def test_both_engines_read_a_page_and_remember_it(engine: str, tmp_path: Path) -> None:
    if engine == "tesseract" and not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed; rapidocr serves instead")
    content = pdf_of([["MEMORANDUM OF AGREEMENT", "Date: 04/16/2025"]])
    with pdf.opened(content, "test.pdf", DEFAULT) as handle:
        image = pdf.picture(handle, 0, DEFAULT)
    found = ocr.read_page(image, engine_named(engine), tmp_path, DEFAULT)
    assert "MEMORANDUM" in found.text
    assert "04/16/2025" in found.text.replace(" ", "")
    assert all(0 <= p.box.left < p.box.right <= 1 and 0 <= p.box.top < p.box.bottom <= 1 for p in found.pieces)
    for piece in found.pieces:
        assert found.text[piece.start : piece.start + len(piece.text)] == piece.text
    [kept] = tmp_path.iterdir()
    kept.write_text(kept.read_text().replace("MEMORANDUM", "REMEMBERED"))
    assert "REMEMBERED" in ocr.read_page(image, engine_named(engine), tmp_path, DEFAULT).text


def test_a_picture_of_text_is_read_by_ocr(tmp_path: Path) -> None:
    with pdf.opened(pdf_of([WORDS * 12]), "text.pdf", DEFAULT) as handle:
        image = pdf.picture(handle, 0, DEFAULT)
    image.save(tmp_path / "scan.pdf", resolution=200)
    reading = read_document(tmp_path / "scan.pdf", ReadOptions(cache=tmp_path / "ocr"))
    [page] = reading.pages
    assert page.text_from == "ocr"
    assert page.quality > 0.7
    assert "custody" in page.text
    assert [p.text_from for p in read_document(tmp_path / "scan.pdf", NO_OCR).pages] == ["none"]


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(InputError, match="no OCR engine is called 'magic'"):
        check_engine("magic")
    check_engine("none")


def test_a_page_too_large_is_drawn_coarser() -> None:
    content = pdf_of([["x"]]).replace(b"[0 0 612 792]", b"[0 0 9612 9792]")
    with pdf.opened(content, "large.pdf", DEFAULT) as handle:
        width, height = pdf.picture(handle, 0, Limits(pixels=1_000_000)).size
    assert width * height <= 1_010_000


def test_pdfs_finds_files_once_and_sorted(folder: Path) -> None:
    assert [p.name for p in pdfs([folder, folder / "one.pdf"])] == ["one.pdf", "two.PDF"]
    empty = folder / "empty"
    empty.mkdir()
    with pytest.raises(NotFoundError, match="no PDF in this folder"):
        pdfs([empty])


def test_a_closed_folder_is_told_of_and_other_files_are_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "rider.docx").write_bytes(b"PK")
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert [p.name for p in pdfs([folder])] == ["closed", "one.pdf", "two.PDF"]
    assert [p.name for p in left_aside([folder])] == ["notes.txt", "rider.docx"]
    with pytest.raises(InputError, match="a folder that may not be opened"):
        read_document(folder / "closed", NO_OCR)


def test_a_file_within_a_pdf_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "cover.pdf"
    writer = PdfWriter(clone_from=io.BytesIO(typeset(unedited("WSO-2025"))))
    writer.add_attachment("rider.pdf", b"%PDF-1.4")
    writer.write(path)
    read = read_document(path, NO_OCR)
    assert read.checked.notes == ("attached: rider.pdf: 0",)
    assert list(marks_said(read.checked.notes, str)) == ["A file lies within the PDF and was not read: rider.pdf."]


def test_what_was_read_is_kept_whole_and_not_read_again(folder: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    [first] = [o.document for o in library.read([folder / "one.pdf"], NO_OCR, 1)]
    assert first is not None
    assert library.get(first.sha256, "none") == first
    shutil.copy(folder / "one.pdf", folder / "renamed.pdf")
    [again] = [o.document for o in library.read([folder / "renamed.pdf"], NO_OCR, 1)]
    assert again is not None and again.file == "renamed.pdf" and again.pages == first.pages


def test_a_damaged_kept_reading_is_made_again(folder: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    [first] = [o.document for o in library.read([folder / "one.pdf"], NO_OCR, 1)]
    assert first is not None
    library.path(first.sha256, "none").write_bytes(b"damaged")
    assert library.get(first.sha256, "none") is None
    [again] = [o.document for o in library.read([folder / "one.pdf"], NO_OCR, 1)]
    assert again == first


def test_search_ranks_pages_and_stores_no_contacts(folder: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    list(library.read(pdfs([folder]), NO_OCR, 1))
    refresh(library)
    [hit] = search(tmp_path / "home", "medical expense")
    assert (hit["file"], hit["page"]) == ("one.pdf", 1)
    assert "[medical] [expenses]" in hit["excerpt"]
    assert search(tmp_path / "home", '"expenses medical"') == []
    assert search(tmp_path / "home", "555") == [] and search(tmp_path / "home", "a@b.gov") == []
    assert search(tmp_path / "home", "medical", model="JEM") == []
    assert sum(facets(tmp_path / "home")["model"].values()) == 2


@pytest.mark.parametrize("query", ['"', "a OR b*", "NEAR(x y", "text:x", "'; DROP TABLE pages; --"])
def test_no_query_is_an_operator(query: str, folder: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    list(library.read(pdfs([folder]), NO_OCR, 1))
    refresh(library)
    if not any(c.isalnum() for c in query):
        with pytest.raises(InputError, match="no word to search for"):
            search(tmp_path / "home", query)
    else:
        assert search(tmp_path / "home", query) == []
    assert search(tmp_path / "home", "medical")


def test_search_without_documents_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="documents read PATH"):
        search(tmp_path, "medical")


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["documents", *words])
    return result.exit_code, result.stdout


def test_read_prints_json_and_goes_on_after_a_bad_file(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"<html>403</html>")
    code, out = _run("read", str(folder), "--ocr", "none", "--home", str(tmp_path), "--format", "json")
    rows = {row["file"]: row for row in json.loads(out)}
    assert code == 1
    assert "web page" in rows["bad.pdf"]["error"]
    one = rows["one.pdf"]
    assert len(one["sha256"]) == 64
    assert one["model"] is None and one["agency"] is None
    assert one["pages"][0]["text_from"] == "layer" and 0 < one["pages"][0]["quality"] <= 1
    assert one["differences"] == []
    assert one["confidence"]["ice_signed_on"] == 0.0


def test_read_prints_csv_that_a_spreadsheet_opens(folder: Path, tmp_path: Path) -> None:
    code, out = _run("read", str(folder), "--ocr", "none", "--home", str(tmp_path), "--format", "csv")
    assert code == 0
    assert out.splitlines()[0].startswith("file,model,edition,revision,agency")
    assert len(out.splitlines()) == 3


def test_templates_are_listed_with_their_sections() -> None:
    code, out = _run("templates", "--format", "json")
    editions = {row["id"] for row in json.loads(out)}
    assert code == 0
    assert {"WSO-2019", "WSO-2020b", "WSO-2025", "JEM-2020", "JEM-2025", "TFM-OAG"} <= editions
    assert {"TFM-2025-0212", "TFM-2025-0214", "TFM-2025-0307"} <= editions
    _, out = _run("templates", "JEM-2025", "--format", "json")
    assert {"IV.F", "V.C", "App.A"} <= {row["id"] for row in json.loads(out)}


def test_compare_marks_what_each_has(folder: Path, tmp_path: Path) -> None:
    (folder / "three.pdf").write_bytes(pdf_of([[*WORDS, "The agency may end it at once & <b>without</b> notice."]]))
    page = tmp_path / "redline.html"
    first, second = str(folder / "one.pdf"), str(folder / "three.pdf")
    code, _ = _run("compare", first, second, "--html", str(page), "--home", str(tmp_path))
    assert code == 0
    text = page.read_text()
    assert "<ins>" in text and "<del>" in text
    assert "&lt;b&gt;" in text and "<b>without" not in text
    code, out = _run("compare", first, second, "--home", str(tmp_path), "--format", "json")
    assert any("at once" in change["added"] for change in json.loads(out))


def test_a_letter_is_laid_beside_no_edition_and_one_file_is_not_compared_with_itself(
    folder: Path, tmp_path: Path
) -> None:
    one = str(folder / "one.pdf")
    for first, second in (("JEM-2025", one), (one, one), (one, "JEM-2025"), ("JEM-2025", "WSO-2025")):
        result = CliRunner().invoke(app, ["documents", "compare", first, second, "--home", str(tmp_path)])
        assert isinstance(result.exception, InputError), (first, second)


def test_the_archives_pdfs_are_read_under_the_names_they_were_seen_by(folder: Path, tmp_path: Path) -> None:
    from open287g.archive.store.archive import Archive

    code, _ = _run("read", "--home", str(tmp_path / "bare"))
    assert code == 1
    Archive(tmp_path).add(folder / "one.pdf")
    code, out = _run("read", "--ocr", "none", "--home", str(tmp_path), "--format", "json")
    assert code == 0
    assert [row["file"] for row in json.loads(out)] == ["one.pdf"]


def test_readings_of_another_version_are_not_used_and_told_of(folder: Path, tmp_path: Path) -> None:
    library = Library(tmp_path)
    [first] = [o.document for o in library.read([folder / "one.pdf"], NO_OCR, 1)]
    assert first is not None
    path = library.path(first.sha256, "none")
    raw = json.loads(gzip.decompress(path.read_bytes()))
    path.write_bytes(gzip.compress(json.dumps({**raw, "reader": "older"}).encode()))
    with pytest.raises(NotFoundError, match="1 readings were made by another version"):
        library.find("one.pdf")


def test_another_value_of_a_threshold_is_another_reader_and_another_proof_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from open287g.core.thresholds import thresholds
    from open287g.documents.library import reader_version as versions

    known = thresholds("documents")
    row = known["trusted_layer"]
    proved = {**known, "trusted_layer": replace(row, measured={"precision": "0.5"})}
    changed = {**known, "trusted_layer": replace(row, value="0.8")}
    before = versions.reader_version.__wrapped__()
    monkeypatch.setattr(versions, "thresholds", lambda room: proved)
    assert versions.reader_version.__wrapped__() == before
    monkeypatch.setattr(versions, "thresholds", lambda room: changed)
    assert versions.reader_version.__wrapped__() != before
