"""Pages that are no agreement are named as what they are, keep no contacts, and no file ends a batch."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.documents.compare import beside_edition
from open287g.documents.editions.wording import wordings
from open287g.documents.library import rows
from open287g.documents.pages.contacts import contacts_hidden, without_contacts
from open287g.documents.pages.kinds import kind_of
from open287g.documents.read import ReadOptions, read_document
from tests.documents.samples import agreement, needs_shared, pdf_of
from tests.documents.typeset import add_page, memorandum

NO_OCR = ReadOptions(engine="none")
CERTIFICATE = [
    "Certificate Of Completion",
    "Envelope Id: 1B2C3D4E-0000-4000-8000-123456789ABC        Status: Completed",
    "Envelope Originator: clerk of the board, clerk@county.example.gov",
    "IP Address: 192.0.2.44    Telephone (555) 010-4477",
    "Signer Events   Signature   Timestamp",
]
RESOLUTION = [
    "RESOLUTION NO. 2025-17",
    "WHEREAS, the Town wishes to sign an agreement with a federal agency; and",
    "NOW, THEREFORE, BE IT RESOLVED by the Town Council that the Mayor may sign it.",
]
PLACEHOLDER = [
    "Please wait...",
    "If this message is not eventually replaced by the proper contents of the document, your PDF",
    "viewer may not be able to display this type of document.",
]
PORTFOLIO = ["For the best experience, open this PDF portfolio in", "Acrobat X or Adobe Reader X, or later."]
SECRETS = ("clerk@county.example.gov", "192.0.2.44", "010-4477")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [(CERTIFICATE, "certificate"), (RESOLUTION, "resolution"), (PLACEHOLDER, "placeholder"), (PORTFOLIO, "portfolio")],
)
def test_a_file_that_is_no_agreement_is_named_as_what_it_is(lines: list[str], kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([lines]))
    document = read_document(tmp_path / "a.pdf", NO_OCR)
    assert document.kind == kind and document.pages[0].kind == kind
    assert rows.json_row(document)["kind"] == kind


def test_a_certificate_within_an_agreement_is_a_foreign_page_that_keeps_no_contacts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(memorandum("WSO-2025", add_page(8, CERTIFICATE), add_page(9, RESOLUTION)))
    document = read_document(tmp_path / "a.pdf", NO_OCR)
    assert document.kind == "agreement" and document.identity.edition == "WSO-2025"
    foreign = [(d.page, d.page_end, d.like) for d in document.differences if d.what == "foreign page"]
    assert foreign == [(8, 8, "certificate"), (9, 9, "resolution")]
    home = tmp_path / "home"
    out = CliRunner().invoke(
        app, ["documents", "show", str(tmp_path / "a.pdf"), "--home", str(home), "--format", "json"]
    )
    assert "certificate" in out.stdout
    with closing(sqlite3.connect(home / "documents" / "search.sqlite")) as index:
        told = out.stdout + " ".join(row[0] for row in index.execute("SELECT text FROM pages"))
    assert not [secret for secret in SECRETS if secret in told]


@needs_shared
def test_no_page_of_a_plain_agreement_is_taken_for_something_else() -> None:
    for name in ("287g_JEM_TarrantCoTX", "287gWSO_StJohnsCoFl", "287gJEM_LaPazCoAZ"):
        assert not [page.number for page in read_document(agreement(name), NO_OCR).pages if page.kind]


@given(
    st.sampled_from(
        ["a@b.gov", "pat.doe @ county.us", "(555) 010-4477", "555.010.4477", "10.0.0.1", "fe80:0:0:1:2:3:4:5"]
    )
)
def test_a_contact_is_taken_out_and_offsets_stay(contact: str) -> None:
    text = f"before {contact} after"
    kept = without_contacts(text)
    assert len(kept) == len(text) and kept.split() == ["before", "after"]


@pytest.mark.parametrize(
    "told",
    ["A200123456", "A# 200-123-456", "a-200 123 456", "200-123-456", "123-45-6789", "SSN: 123 45 6789",
     "alien registration number 200123456", "DOB: 04/12/1985", "D.O.B. 4-12-85", "born on April 12, 1985",
     "date of birth: 12 April 1985", "Birthdate 1985-04-12"],
)  # fmt: skip
def test_a_number_or_day_of_birth_of_a_person_is_taken_out_and_shown_nowhere(told: str) -> None:
    text = f"before {told}, after"
    kept = without_contacts(text)
    assert len(kept) == len(text) and kept.replace(",", " ").split() == ["before", "after"]
    assert contacts_hidden(text) == "before [contact], after"


def test_days_amounts_and_citations_are_no_contacts() -> None:
    text = "8 CFR 287.5(c)(1), 03.12.2025, $1,200.50, Section 4.4.4, 2025-03-12, 1-833-4ICE-OPR, "
    text += "Appendix A 2025-03-12, a 10-day notice, a 1,234,567.00 award, signed April 12, 1985, 2020.06.16 14:23:16"
    assert without_contacts(text) == text
    assert kind_of("This MOA is an agreement between ICE and the agency.") == ""


def test_a_scan_read_without_ocr_says_what_was_not_read(tmp_path: Path) -> None:
    from open287g.documents.pages import pdf
    from open287g.documents.pages.limits import DEFAULT

    with pdf.opened(pdf_of([["MEMORANDUM OF AGREEMENT"] * 30]), "x.pdf", DEFAULT) as handle:
        pdf.picture(handle, 0, DEFAULT).save(tmp_path / "scan.pdf", resolution=200)
    document = read_document(tmp_path / "scan.pdf", NO_OCR)
    assert document.kind == "unread" and document.unread == (1,)
    row = rows.table_row(document)
    assert row["not_read"] == "1" and row["kind"] == "unread"
    assert "OCR was not asked for" in rows.json_row(document)["pages"][0]["note"]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX systems only")
@pytest.mark.parametrize("format", ["json", "csv", "table"])
def test_names_that_are_not_utf8_end_no_batch(format: str, tmp_path: Path) -> None:
    folder = tmp_path / "moa"
    folder.mkdir()
    for name, content in (
        (b"good.pdf", pdf_of([["an agreement"]])),
        (b"caf\xe9.pdf", pdf_of([["another agreement"]])),
        (b"bad\xff.pdf", b"<html>403</html>"),
    ):
        (folder / os.fsdecode(name)).write_bytes(content)
    words = ["documents", "read", str(tmp_path / "moa"), "--ocr", "none", "--home", str(tmp_path / "home")]
    result = CliRunner().invoke(app, [*words, "--format", format])
    assert result.exit_code == 1 and not isinstance(result.exception, UnicodeError)
    if format == "json":
        files = sorted(row["file"] for row in json.loads(result.stdout))
        assert files == ["bad�.pdf", "caf�.pdf", "good.pdf"]
    assert "web page" in result.stderr and "good.pdf" in result.stdout


def test_what_was_not_compared_is_never_told_as_no_differences(tmp_path: Path) -> None:
    files = {"rule.pdf": pdf_of([RESOLUTION]), "other.pdf": pdf_of([["Minutes and words of no edition."] * 9])}
    files["sound.pdf"] = memorandum("WSO-2025")
    told = {}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        told[name] = rows.table_row(read_document(tmp_path / name, NO_OCR))["differences"]
    assert told == {
        "rule.pdf": "not compared: a resolution",
        "other.pdf": "not compared: of no known edition",
        "sound.pdf": "none",
    }


def test_a_file_that_is_no_agreement_is_laid_beside_no_edition(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([RESOLUTION]))
    with pytest.raises(InputError, match="resolution and no agreement"):
        beside_edition(read_document(tmp_path / "a.pdf", NO_OCR), wordings()["WSO-2025"], "WSO-2025")


@pytest.mark.parametrize(
    ("page", "kind"), [(RESOLUTION, "resolution"), (CERTIFICATE, "certificate"), (PLACEHOLDER, "placeholder")]
)
@pytest.mark.parametrize("command", [["review"], ["clause", "IV.E"], ["compare"]])
def test_every_command_says_what_a_file_is_that_is_no_agreement(
    tmp_path: Path, page: list[str], kind: str, command: list[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of([page]))
    given = ["WSO-2025", str(path)] if command == ["compare"] else [str(path), *command[1:]]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        told = CliRunner().invoke(app, ["documents", command[0], *given, "--home", str(tmp_path / "home")])
    assert told.exit_code == 1 and f"it is a {kind} and no agreement" in " ".join(str(told.exception).split())


def test_a_word_file_is_refused_with_what_reads_it(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(b"PK\x03\x04" + b"\0" * 99)
    with pytest.raises(InputError) as refused:
        read_document(tmp_path / "draft.docx", NO_OCR)
    assert "Word" in refused.value.what and "documents compare" in refused.value.remedy
