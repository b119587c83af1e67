"""Two editions of the memorandum, typeset on the spot: which they are, who signed, and what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.editions.from_documents import make
from open287g.documents.editions.profile_files import profiles
from open287g.documents.findings.clauses import boxes_in, clause, text_of, up_to_the_next
from open287g.documents.identified import text_to_clauses
from open287g.documents.pages import pdf
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.read import ReadOptions, read_document
from tests.documents.typeset import (
    AGENCY,
    DIRECTOR,
    REVISED,
    SHERIFF,
    Edit,
    Signer,
    add_page,
    drop,
    insert,
    memorandum,
    pages_of,
    strike,
)

NO_OCR = ReadOptions(engine="none")
OWN = "The county may leave this agreement at the end of any quarter and owes nothing for the time after it."


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "memorandum.pdf"


def read(path: Path, content: bytes) -> AgreementDocument:
    path.write_bytes(content)
    return read_document(path, NO_OCR)


def reading(path: Path, edition: str, *edits: Edit) -> AgreementDocument:
    return read(path, memorandum(edition, *edits))


def told(document: AgreementDocument) -> list[tuple[str, str, str, int]]:
    return [(d.kind, d.what, d.section, d.page) for d in document.differences]


@pytest.mark.parametrize("edition", REVISED)
def test_edition_model_and_revision_are_known(edition: str, written: Path) -> None:
    identity = reading(written, edition).identity
    assert (identity.model, identity.edition, identity.revision) == (edition[:3], edition, REVISED[edition])
    assert identity.share > 0.98 and not identity.bespoke


@pytest.mark.parametrize(("revised", "edition"), [("02/12/2025", "TFM-2025-0212"), ("02/14/2025", "TFM-2025-0214")])
def test_one_wording_is_told_apart_by_the_revision_it_prints(revised: str, edition: str, written: Path) -> None:
    assert read(written, memorandum("TFM-2025-0307", revised=revised)).identity.edition == edition


@pytest.mark.parametrize("edition", REVISED)
def test_the_days_of_both_signatures_and_the_later_of_them_are_read(edition: str, written: Path) -> None:
    fields = reading(written, edition).fields
    assert fields["ice_signed_on"].value == "2025-03-26"
    assert fields["agency_signed_on"].value == ("2025-03-18",)
    assert fields["effective_on"].value == "2025-03-26"
    assert fields["agency"].value == AGENCY


def test_who_signed_for_whom_is_read_where_the_block_has_names(written: Path) -> None:
    fields = reading(written, "TFM-2025-0307").fields
    assert (fields["ice_signatory"].value, fields["ice_title"].value) == (DIRECTOR.name, DIRECTOR.title)
    assert (fields["agency_signatories"].value, fields["agency_titles"].value) == ((SHERIFF.name,), (SHERIFF.title,))


def test_a_name_that_no_line_prints_stays_unknown(written: Path) -> None:
    fields = reading(written, "WSO-2025").fields
    assert fields["ice_signatory"].value is None and fields["agency_signatories"].value is None
    assert fields["agency_titles"].value == ("Sheriff",)


def test_an_unsigned_memorandum_has_no_day(written: Path) -> None:
    blank = [Signer(s.party, "", s.name, s.title, s.agency) for s in (SHERIFF, DIRECTOR)]
    fields = read(written, memorandum("TFM-2025-0307", signers=blank)).fields
    assert [fields[name].value for name in ("ice_signed_on", "agency_signed_on", "effective_on")] == [None] * 3


@pytest.mark.parametrize("edition", REVISED)
@pytest.mark.parametrize("agency", [AGENCY, "Sample Springs Police Department", "Parish of Example Jail"])
def test_a_plain_memorandum_differs_in_nothing_whoever_signs(edition: str, agency: str, written: Path) -> None:
    assert told(read(written, memorandum(edition, agency=agency))) == []


def test_a_clause_of_its_own_is_negotiated_with_section_page_and_words(written: Path) -> None:
    document = reading(written, "WSO-2025", insert(6, 40, OWN))
    assert told(document) == [("negotiated", "added", "VIII", 6)]
    assert "leave this agreement at the end of any quarter" in document.differences[0].words


def test_a_clause_struck_tells_how_many_words_are_absent(written: Path) -> None:
    document = reading(written, "TFM-2025-0307", strike(6, "Whenever possible, the LEA will deconflict", 5))
    assert told(document) == [("negotiated", "removed", "XI", 6)]
    assert document.differences[0].missing in range(45, 70)


def test_a_clause_replaced_is_one_difference(written: Path) -> None:
    document = reading(written, "WSO-2025", strike(3, "The LEA will make every attempt", 4), insert(3, 7, OWN))
    assert told(document) == [("negotiated", "replaced", "IV.D", 3)]


def test_a_page_left_out_a_page_twice_and_a_blank_one_are_faults_of_assembly(written: Path) -> None:
    assert told(reading(written, "WSO-2025", drop(5))) == [("assembly", "page missing", "IV.H", 5)]
    twice = add_page(5, pages_of("TFM-2025-0307")[3])
    assert [d[:2] for d in told(reading(written, "TFM-2025-0307", twice))] == [("assembly", "repeated page")]
    assert [d[:2] for d in told(reading(written, "WSO-2025", add_page(3, [])))] == [("assembly", "blank page")]


def test_a_page_of_the_other_memorandum_is_foreign_and_known(written: Path) -> None:
    document = reading(written, "TFM-2025-0307", add_page(7, pages_of("WSO-2025")[7]))
    [fault] = document.differences
    assert (fault.kind, fault.what, fault.page, fault.like) == ("assembly", "foreign page", 7, "WSO-2025")


def test_an_addendum_is_read_with_the_section_it_changes(written: Path) -> None:
    page = ["ADDENDUM TO THE MEMORANDUM OF AGREEMENT", "Section VIII of this MOA shall read as follows.", OWN]
    document = reading(written, "WSO-2025", add_page(11, page))
    assert told(document) == [("negotiated", "addendum", "VIII", 11)]


def test_sections_are_found_in_order_with_their_pages(written: Path) -> None:
    for edition in REVISED:
        clauses = [c for c in reading(written, edition).clauses if c.found > 0.5]
        places = [(c.page, c.start) for c in clauses]
        assert len(places) >= 18 and places == sorted(places)


def test_a_clause_has_boxes_on_its_pages_and_its_own_words(written: Path) -> None:
    document = reading(written, "WSO-2025")
    held = clause(document.clauses, "IV.F")
    assert (held.page, held.page_end) == (3, 4)
    assert text_of(document.pages, held).startswith("F. ICE SUPERVISION")
    boxes = boxes_in(written, document.pages, held)
    assert set(boxes) == {3, 4}
    assert all(0 <= b.left < b.right <= 1 and 0 <= b.top < b.bottom <= 1 for page in boxes.values() for b in page)


@pytest.mark.parametrize("said", ["iv.f", "IV (F)", "Section IV.F", "§ IV F", "app a", "Appendix A", "APP. A"])
def test_a_section_is_called_as_people_write_it(said: str, written: Path) -> None:
    wanted = "App.A" if "a" in said.casefold()[:3] else "IV.F"
    assert clause(reading(written, "WSO-2025").clauses, said).section == wanted


def test_a_clause_ends_where_the_next_begins_without_footers_or_the_next_number(written: Path) -> None:
    document = reading(written, "WSO-2025", insert(6, 40, OWN))
    held = up_to_the_next(document.clauses, clause(document.clauses, "VIII"))
    assert "leave this agreement at the end of any quarter" in text_of(document.pages, held)
    across = up_to_the_next(document.clauses, clause(document.clauses, "IV.F"))
    said = text_of(document.pages, across)
    assert across.page < across.page_end and "Revised" not in said
    assert said.startswith("F. ICE SUPERVISION") and said.endswith("who shall attempt to resolve the conflict.")


def test_a_clause_and_its_boxes_begin_at_its_own_number_and_hold_no_footer(written: Path) -> None:
    document = reading(written, "TFM-2025-0307")
    for section, ends in (("XIII", "identified in Appendix C."), ("XIV", "information under this MOA.")):
        held = up_to_the_next(document.clauses, clause(document.clauses, section))
        said = text_of(document.pages, held)
        assert said.startswith(f"{section}. ") and said.endswith(ends)
        for number, boxes in boxes_in(written, document.pages, held).items():
            with pdf.opened(written.read_bytes(), "x", DEFAULT) as handle:
                words = pdf.words(handle, number - 1)
            framed = [word for word, box in words if any(_inside(box, each) for each in boxes)]
            assert framed and not {"Revised", "03/07/2025"} & set(framed), section
            assert "XV." not in framed and (number > held.page or framed[0] == f"{section}.")


def _inside(box: Box, other: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return other.left <= x <= other.right and other.top <= y <= other.bottom


def test_the_quick_way_gives_the_same_clauses(written: Path) -> None:
    document = reading(written, "WSO-2025")
    identity, clauses = text_to_clauses(written)
    assert identity == document.identity and tuple(clauses) == document.clauses


def test_the_wordings_can_be_made_again_from_memoranda_of_several_agencies(tmp_path: Path) -> None:
    agencies = ("Sample Police Department", "Example County Sheriff's Office", "Specimen Parish Jail", AGENCY)
    texts = {}
    for edition in REVISED:
        for agency in agencies:
            document = read(tmp_path / f"{edition} {agency}.pdf", memorandum(edition, agency=agency))
            texts[document.file] = [page.text for page in document.pages]
    made = make(texts)
    assert set(made) == {"WSO-2025", "TFM-2025"}
    for name, profile in made.items():
        shipped = set(profiles()[name].fingerprints.tolist())
        marks = profile.fingerprints.tolist()
        assert sum(mark in shipped for mark in marks) / len(marks) > 0.97
        assert [s.id for s in profile.sections] == [s.id for s in profiles()[name].sections]


def test_a_redline_shows_what_was_agreed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(memorandum("WSO-2025"))
    (tmp_path / "own.pdf").write_bytes(memorandum("WSO-2025", insert(6, 40, OWN)))
    run = _run("documents", "compare", tmp_path / "plain.pdf", tmp_path / "own.pdf", "--home", tmp_path, "-f", "json")
    [change] = json.loads(run)
    assert (change["section"], change["page_after"], change["removed"]) == ("VIII", 6, "")
    assert change["added"].startswith("The county may leave")


def _run(*words: object) -> str:
    run = CliRunner().invoke(app, [str(word) for word in words])
    assert run.exit_code == 0, run.output
    return run.stdout
