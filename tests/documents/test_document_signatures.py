"""The signature block is read by place, in both layouts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from open287g.documents.findings.agency_field import agency_field
from open287g.documents.findings.alternatives import Alternative, no_letter_lost
from open287g.documents.findings.fields import read_fields
from open287g.documents.findings.plausibility import name_likely, tidy_name, title_likely
from open287g.documents.findings.plausible_agency import is_a_name, is_misread, tidy_agency
from open287g.documents.findings.signature_block import signature_block
from open287g.documents.findings.signature_lines import PlacedWord
from open287g.documents.findings.signature_page import SignaturePage
from open287g.documents.pages.engines import OcrPage, OcrPiece
from open287g.documents.pages.pdf import Box
from tests.documents.wordings import document, edition_pages

LAYOUT_2025 = [
    (0.10, 0.50, "For the LEA:"),
    (0.60, 0.50, "For ICE:"),
    (0.10, 0.55, "Date: 04/04/2025"),
    (0.60, 0.55, "Date: April 24, 2025"),
    (0.10, 0.60, "Signature: scrawl"),
    (0.60, 0.60, "Signature: scrawl"),
    (0.10, 0.65, "Name: Pat Example"),
    (0.60, 0.65, "Name: Todd M. Lyons"),
    (0.10, 0.70, "Title: Chief of Police"),
    (0.60, 0.70, "Title: Acting Director"),
    (0.10, 0.75, "Agency: Sample Police Department"),
    (0.60, 0.75, "Agency: U.S. Immigration and Customs Enforcement"),
    (0.70, 0.93, "Revised 03/07/2025"),
]
LAYOUT_2020 = [
    (0.10, 0.60, "Date: 6-5-2020"),
    (0.60, 0.60, "Date: 05/27/2020"),
    (0.10, 0.66, "C.M. Cronen"),
    (0.10, 0.69, "Assistant Director, Enforcement"),
    (0.10, 0.72, "U.S. Immigration and Customs Enforcement"),
    (0.60, 0.66, "Pat Example"),
    (0.60, 0.69, "Sheriff"),
    (0.60, 0.72, "Sample County Sheriff's Office"),
]


def words(lines: Sequence[tuple[float, float, str]], source: str = "layer") -> list[PlacedWord]:
    """Each line's words, set side by side from its left edge."""
    out = []
    for left, top, text in lines:
        for word in text.split():
            out.append(PlacedWord(word, Box(left, top, left + 0.008 * len(word), top + 0.012), source))
            left += 0.008 * (len(word) + 1)
    return out


def fields_of(lines: Sequence[tuple[float, float, str]], **more: object) -> dict[str, object]:
    running, _ = document(edition_pages())
    page = SignaturePage(2, tuple(words(lines)), None, lambda: None, **more)  # type: ignore[arg-type]
    return {name: field.value for name, field in read_fields(running, page).items()}


def test_labeled_lines_of_2025() -> None:
    assert fields_of(LAYOUT_2025) == {
        "agency": "Sample Police Department",
        "ice_signatory": "Todd M. Lyons",
        "ice_title": "Acting Director",
        "ice_signed_on": "2025-04-24",
        "agency_signatories": ("Pat Example",),
        "agency_titles": ("Chief of Police",),
        "agency_signed_on": ("2025-04-04",),
        "effective_on": "2025-04-24",
    }


def test_printed_names_of_2020_with_ice_on_the_left() -> None:
    found = fields_of(LAYOUT_2020)
    assert found["ice_signatory"] == "C. M. Cronen"
    assert found["ice_signed_on"] == "2020-06-05"
    assert found["agency_titles"] == ("Sheriff",)
    assert found["agency_signatories"] == ("Pat Example",)
    assert found["effective_on"] == "2020-06-05"


def test_the_revision_in_the_footer_is_no_signature() -> None:
    lines = [line for line in LAYOUT_2025 if "April" not in line[2]]
    assert fields_of(lines)["ice_signed_on"] is None


def test_an_unreadable_day_is_unknown_and_so_is_the_effective_day() -> None:
    lines = [(x, y, text.replace("04/04/2025", "~~/~~")) for x, y, text in LAYOUT_2025]
    found = fields_of(lines)
    assert found["agency_signed_on"] is None
    assert found["effective_on"] is None


def test_two_readings_that_disagree_are_both_kept() -> None:
    running, _ = document(edition_pages())
    read = OcrPage("test", "", tuple(OcrPiece(w.text, 0, w.box, 0.9) for w in words(LAYOUT_2025)))
    other = [(x, y, text.replace("April 24", "April 21")) for x, y, text in LAYOUT_2025]
    field = read_fields(running, SignaturePage(2, tuple(words(other)), read, lambda: None))["ice_signed_on"]
    assert {field.value, *(a.value for a in field.alternatives)} == {"2025-04-21", "2025-04-24"}
    assert field.disputed


def test_a_second_signatory_of_the_agency() -> None:
    lines = [
        *LAYOUT_2025[:-1],
        (0.10, 0.80, "Date: 04/05/2025"),
        (0.10, 0.84, "Name: Sam Sample"),
        (0.10, 0.88, "Title: City Manager"),
    ]
    found = fields_of(lines)
    assert found["agency_signatories"] == ("Pat Example", "Sam Sample")
    assert found["agency_titles"] == ("Chief of Police", "City Manager")
    assert found["agency_signed_on"] == ("2025-04-04", "2025-04-05")
    assert found["effective_on"] == "2025-04-24"


def test_who_attests_does_not_sign_for_the_agency() -> None:
    lines = [*LAYOUT_2025[:-1], (0.10, 0.80, "Attest:"), (0.10, 0.84, "Title: City Manager")]
    assert fields_of(lines)["agency_titles"] == ("Chief of Police",)


def test_a_day_from_before_the_edition_is_not_believed() -> None:
    from datetime import date

    lines = [(x, y, text.replace("April 24, 2025", "04/24/2015")) for x, y, text in LAYOUT_2025]
    assert fields_of(lines, since=date(2025, 1, 1))["ice_signed_on"] is None


def test_no_words_no_signers() -> None:
    block = signature_block([])
    assert block.ice == () and block.agency == ()


def test_an_office_before_a_name_is_a_title_and_no_name() -> None:
    lines = [(x, y, text.replace("Name: Pat Example", "Name: Chief Pat Example")) for x, y, text in LAYOUT_2025]
    assert fields_of(lines)["agency_signatories"] == ("Pat Example",)
    older = [(x, y, text) for x, y, text in LAYOUT_2020 if text not in ("Pat Example", "Sheriff")]
    found = fields_of([*older, (0.60, 0.66, "Sheriff Pat Example")])
    assert found["agency_signatories"] == ("Pat Example",) and found["agency_titles"] == ("Sheriff",)


def test_a_day_that_a_hand_wrote_is_a_guess_with_its_place() -> None:
    running, _ = document(edition_pages())
    read = OcrPage("test", "", tuple(OcrPiece(w.text, 0, w.box, 0.9) for w in words(LAYOUT_2025)))
    page = SignaturePage(2, (), read, lambda: None, scanned=True, printed=lambda box: box.left > 0.5)
    fields = read_fields(running, page)
    assert fields["ice_signed_on"].value == "2025-04-24"
    agency = fields["agency_signed_on"]
    assert agency.value is None and fields["effective_on"].value is None
    [guess] = agency.alternatives
    assert guess.value == "2025-04-04" and guess.confidence < 0.45
    assert guess.box is not None and 0.1 < guess.box.left < guess.box.right < 0.4


def test_the_signature_page_is_found_without_its_usual_sentence() -> None:
    from open287g.documents.findings.signature_evidence import page_signed
    from open287g.documents.pages.page_text import Page

    def page(number: int, *lines: str, kind: str = "") -> Page:
        return Page(number, "\n".join(lines), "layer", 0.9, "", kind=kind)

    block = [text for _, _, text in LAYOUT_2025]
    prose = page(1, "The ICE Director may elect to suspend the MOA. Date of training: ask ICE.")
    assert page_signed([prose, page(2, *block)]) == 1
    assert page_signed([prose, page(2, "ADDENDUM", *block), page(3, *block)]) == 2
    assert page_signed([prose, page(2, *block, kind="certificate")]) is None


def test_columns_without_a_heading_are_told_by_who_signs_in_them() -> None:
    bare = [(x, y, text) for x, y, text in LAYOUT_2025 if not text.startswith(("For", "Agency"))]
    swapped = [(0.7 - x if x < 0.65 else x, y, text) for x, y, text in bare]
    for lines in (bare, swapped):
        found = fields_of(lines)
        assert (found["ice_signed_on"], found["ice_title"]) == ("2025-04-24", "Acting Director")
        assert found["agency_titles"] == ("Chief of Police",)


def test_a_name_too_garbled_to_give_is_looked_for_on_the_picture_and_else_unknown() -> None:
    head = "This Memorandum constitutes an agreement between ICE, of the Department of Homeland Security (DHS), and the"
    pages = edition_pages()
    pages[0][0] = f'{head} Jacksoo Coooty Sh";w, 0f|ice (JCSO) pursuant to which'
    running, _ = document(pages)
    unread = agency_field(running)
    assert unread.value is None and any("Coooty" in other.value for other in unread.alternatives)
    said = f"{head} Jackson County Sheriff's Office (JCSO) pursuant to which"
    assert agency_field(running, picture=lambda page: said).value == "Jackson County Sheriff's Office"


@pytest.mark.parametrize("name", [", TX", "TX", "Texas", "\u2014 \u2014", "FL."])
def test_marks_and_a_state_alone_are_no_agency(name: str) -> None:
    assert not is_a_name(name)


@pytest.mark.parametrize(
    ("name", "elsewhere", "misread"),
    [
        ("Ellis Countv Sheriffs Office", [], True),
        ("Atomey Generals office", [], True),
        ("Sample County Shcritrs Office", [], True),
        ("Sample Towm Police", [], True),
        ("Atomey Generals office", ["Atomey"], False),
        ("Denton County Sheriff's Office", [], False),
        ("Teton County Sheriffs' Office", [], False),
        ("Sample County Constable's Offices", [], False),
    ],
)
def test_a_word_near_one_of_agencies_is_misread_unless_it_is_a_countys_or_stands_elsewhere(
    name: str, elsewhere: list[str], misread: bool
) -> None:
    assert is_misread(name, elsewhere) is misread


@pytest.mark.parametrize(
    "name", ["Pat Wfiiie", "Tod d", "Chia ir", "Sheri Jlfs in Marr", "To- --L '---, ,,s --..-.", "Pat"]
)
def test_letters_that_no_name_has_make_none(name: str) -> None:
    assert name_likely(tidy_name(name)) <= 0.5


@pytest.mark.parametrize("name", ["Maria de la Cruz", "Wm. Byrd", "Pat Example III", "Sean O'Brien", "J. T. Mc Kay"])
def test_particles_numerals_and_short_forms_are_of_names(name: str) -> None:
    assert name_likely(tidy_name(name)) == 1.0


def test_a_title_that_ends_within_a_word_is_not_believed() -> None:
    assert title_likely("Sheriff, Pinellas C") < 0.5 < title_likely("Sheriff, Pinellas County")


@pytest.mark.parametrize(
    ("read", "tidied"),
    [
        ("Jackson County sheriffs offee SSO", "Jackson County sheriffs Office"),
        ("Pinellas county Sheriffs orrice (Peso", "Pinellas county Sheriffs Office"),
        ("thes Sample Police Departmnt", "Sample Police Department"),
        ("Collier County Sheriff's Office", "Collier County Sheriff's Office"),
        ("City of Troy Police Department (TPD)", "City of Troy Police Department (TPD)"),
        ("Texas Office of the Attorney General", "Texas Office of the Attorney General"),
        ("Florida Department of Law Enforcement", "Florida Department of Law Enforcement"),
        ("Indian River Shores DPS", "Indian River Shores DPS"),
        ("Sample, New Hampshire Police", "Sample, New Hampshire Police"),
        ("Sample State Police TX", "Sample State Police TX"),
        ("Sample County Sheriffs Office SSO", "Sample County Sheriffs Office"),
        ("Sample Police Department, FL", "Sample Police Department, FL"),
        ("Sample Police Departmnt, FL", "Sample Police Department, FL"),
        ("Sample Police Department FL", "Sample Police Department FL"),
        ("Sample County Sheriffs Offlce, SCSO", "Sample County Sheriffs Office"),
        ("Sample Police Department, SPD", "Sample Police Department, SPD"),
    ],
)
def test_the_end_of_an_agencys_name_is_mended_and_a_state_behind_it_stays(read: str, tidied: str) -> None:
    assert tidy_agency(read) == tidied


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Drew. Whitman ;", "Drew Whitman"), ("Drew Whitma\u0146", "Drew Whitman"), ("José Núñez", "José Núñez"),
        ("Col. Pat Example, Jr.", "Col. Pat Example, Jr"), ("B. Glen Example", "B. Glen Example"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_letters_and_loses_a_readers_marks(read: str, name: str) -> None:
    assert tidy_name(read) == name


@pytest.mark.parametrize(
    ("first", "other", "given"),
    [
        ("Gerld Couch", "Gerald Couch", "Gerald Couch"), ("Drew Whitma", "Drew Whitman", "Drew Whitman"),
        ("John Smith", "John Smith Sheriff", "John Smith"), ("Johy Ingram", "John Ingram", "Johy Ingram"),
        ("Gerald Couch", "Gerld Couch", "Gerald Couch"),
    ],
)  # fmt: skip
def test_of_two_readings_of_a_name_the_one_without_a_letter_lost_is_given(first: str, other: str, given: str) -> None:
    ranked = no_letter_lost([Alternative(first, "block", 0.8), Alternative(other, "ocr", 0.5)])
    assert (ranked[0].value, ranked[0].confidence) == (given, 0.8) and len(ranked) == 2


@pytest.mark.parametrize(
    ("sure", "third", "given"),
    [
        (0.99, None, ("Pat Example",)),
        (0.9, None, None),
        (0.9, "Pat Example", ("Pat Example",)),
        (0.9, "Mo Other", None),
    ],
)
def test_a_name_the_engine_is_not_sure_of_needs_another_reading(
    sure: float, third: str | None, given: tuple[str, ...] | None
) -> None:
    def read(name: str, sure: float) -> OcrPage:
        lines = [(left, top, name if text == "Pat Example" else text) for left, top, text in LAYOUT_2020]
        pieces = (
            OcrPiece(text, 0, Box(left, top, left + 0.008 * len(text), top + 0.012), sure if text == name else 1.0)
            for left, top, text in lines
        )
        return OcrPage("rapidocr", "", tuple(pieces))

    block = read("Pat Example", sure)
    running, _ = document(edition_pages())
    page = SignaturePage(2, (), None, lambda: block, scanned=True, whole=lambda: read(third, 1.0) if third else None)
    field = read_fields(running, page)["agency_signatories"]
    if third == "Mo Other":
        assert field.value in (None, ("Mo Other",)) and "Pat Example" in {other.value for other in field.alternatives}
    else:
        assert field.value == given


def test_a_labels_blurred_letters_cast_no_doubt_on_the_name_beside_it() -> None:
    lines = [word for word in words(LAYOUT_2025, "block") if word.text not in ("Pat", "Example", "Name:")]
    lines += [PlacedWord("Name:", Box(0.1, 0.65, 0.15, 0.662), "block", 0.8)]
    lines += [PlacedWord("Pat Example", Box(0.16, 0.65, 0.26, 0.662), "block", 0.99)]
    [signer] = signature_block(lines).agency
    assert signer.names == [("Pat Example", "block")]
