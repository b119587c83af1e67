"""What two readings of a signature block have otherwise: given where most agree, else left unknown."""

from __future__ import annotations

import pytest

from open287g.documents.findings.agency_field import agency_field
from open287g.documents.findings.alternatives import Alternative, agreed_on, best
from open287g.documents.findings.field import UNSURE
from open287g.documents.findings.fields import read_fields
from open287g.documents.findings.plausibility import name_likely, tidy_name, tidy_title, title_likely, words_known
from open287g.documents.findings.signature_block import signature_block
from open287g.documents.findings.signature_lines import Signer
from open287g.documents.findings.signature_page import SignaturePage
from open287g.documents.findings.signers import of_the_signer
from open287g.documents.pages.engines import OcrPage, OcrPiece
from open287g.documents.pages.pdf import Box
from tests.documents.test_document_signatures import LAYOUT_2020, LAYOUT_2025, fields_of, words
from tests.documents.wordings import document, edition_pages


@pytest.mark.parametrize(
    ("texts", "given"),
    [
        # Two engines differ by a letter, and nobody knows which is right; a third reading that agrees decides.
        ([("Pat Examplev", "block"), ("Pat Example", "ocr")], None),
        ([("Pat Examplev", "block"), ("Pat Example", "ocr"), ("Pat Examplev", "unsure")], None),
        ([("Pat Example", "block"), ("at Example", "ocr"), ("Pat Example", "closer")], "Pat Example"),
        ([("Pat Exomple", "scan"), ("Pat Example", "ocr"), ("Pat Example", "unsure")], "Pat Example"),
        ([("Pat Exampl", "scan"), ("Pat Exampl", "ocr"), ("Pat Example", "block"), ("Pat Example", "closer")],
         "Pat Example"),
        ([("Pat Example", "layer"), ("Pat Exomple", "block")], "Pat Example"),
        ([("Pat Example", "block")], "Pat Example"),
        ([("Pat Example", "block"), ("Example", "scan"), ("Pat Example", "unsure")], "Pat Example"),
        ([("J hy ExampleX", "ocr"), ("Pat Example", "unsure")], None),
    ],
)  # fmt: skip
def test_a_name_that_readings_have_otherwise_is_given_where_most_agree_to_the_letter(
    texts: list[tuple[str, str]], given: str | None
) -> None:
    ranked = agreed_on(best(texts, tidy_name, name_likely), texts)
    assert (ranked[0].value if ranked[0].confidence >= UNSURE else None) == given
    assert {one.value for one in ranked} == {value for value, _ in texts}


def test_names_that_differ_are_looked_at_on_a_finer_picture_which_tells_nothing_else() -> None:
    def read(name: str, day: str = "05/27/2020") -> OcrPage:
        lines = [
            (left, top, {"Pat Example": name, "Date: 05/27/2020": f"Date: {day}"}.get(t, t))
            for left, top, t in LAYOUT_2020
        ]
        boxes = ((t, Box(left, top, left + 0.008 * len(t), top + 0.012)) for left, top, t in lines)
        return OcrPage("rapidocr", "", tuple(OcrPiece(t, 0, box, 1.0) for t, box in boxes))

    running, _ = document(edition_pages())
    asked: list[str] = []

    def closer() -> OcrPage:
        asked.append("closer")
        return read("Pat Example", "05/28/2020")

    for first, given in (("Pa Example", ["closer"]), ("Pat Example", [])):
        asked.clear()
        layer = tuple(words([(x, y, first if t == "Pat Example" else t) for x, y, t in LAYOUT_2020]))
        page = SignaturePage(2, layer, None, lambda: read("Pat Example"), scanned=True, closer=closer)
        fields = read_fields(running, page)
        assert fields["agency_signatories"].value == ("Pat Example",) and asked == given
        assert fields["agency_signed_on"].value == ("2020-05-27",)


@pytest.mark.parametrize(
    ("title", "likely"),
    [
        ("Mayor, Sample-Dade County", True), ("Attorney General of Kansas", True), ("Sheriff, Sample County", True),
        ("Deputy Commissioner of Institutions", True), ("Director of Public Safety", True),
        ("Titt: Mayor Miani-Dad ount Tite", False), ("Havoc, Sheriff Mia _ ide (ourhytite", False),
    ],
)  # fmt: skip
def test_a_title_of_words_that_nobody_knows_was_written_by_hand(title: str, likely: bool) -> None:
    assert (words_known(title, ["Sample-Dade County Sheriff's Office"]) == 1.0) is likely
    assert likely or title_likely(title) * words_known(title, ["Sample County"]) < UNSURE


def test_a_stroke_across_a_title_is_no_hyphen() -> None:
    assert tidy_title("Sheriff, Liberty-County") == "Sheriff, Liberty County"
    assert tidy_title("Sheriff. St. Johns County") == "Sheriff, St. Johns County"
    assert tidy_title("Mayor, Miami-Dade County") == "Mayor, Miami-Dade County"


def test_a_second_signer_is_one_though_the_firsts_name_and_title_were_read_as_neither() -> None:
    second = [(0.6, 0.78, "Date: 6-16-2020"), (0.6, 0.82, "Mo Other"), (0.6, 0.85, "County Judge")]
    garbled = [(x, y, {"Pat Example": "WAJRAW8", "Sheriff": "Cheriff Shenm"}.get(t, t)) for x, y, t in LAYOUT_2020]
    fields = fields_of([*garbled, *second])
    assert fields["agency_signatories"] == (None, "Mo Other")
    assert fields["agency_titles"] == (None, "County Judge")


def test_a_name_beside_its_heading_loses_a_rule_and_one_in_quotes_keeps_its_words() -> None:
    lines = [(x, y, "For the LEA: — Pat Example" if t == "For the LEA:" else t) for x, y, t in LAYOUT_2025]
    [signer] = signature_block(words([line for line in lines if "Name: Pat" not in line[2]])).agency
    assert signer.names == [("Pat Example", "layer")]
    assert tidy_name('Pat "Sam"Example') == 'Pat "Sam" Example'
    office = "Sheriff, Sample County Sheriffs Office"
    lines = [(x, y, office if t == "Sheriff" else t) for x, y, t in LAYOUT_2020]
    [signer] = signature_block(words(lines)).agency
    assert signer.titles == [(office, "layer")] and signer.names == [("Pat Example", "layer")]


def test_a_day_whose_month_is_misspelled_on_a_picture_is_a_hands() -> None:
    def given(day: str) -> object:
        lines = [(x, y, f"Date: {day}" if t == "Date: 04/04/2025" else t) for x, y, t in LAYOUT_2025]
        pieces = tuple(OcrPiece(w.text, 0, w.box, 1.0) for w in words(lines))
        running, _ = document(edition_pages())
        page = SignaturePage(2, (), OcrPage("tesseract", "", pieces), lambda: None, scanned=True)
        return read_fields(running, page)["agency_signed_on"].value

    assert given("April 4, 2025") == given("Apr. 4, 2025") == given("APRIL 4 2025") == ("2025-04-04",)
    assert given("Aprvl 4, 2025") is None


def test_an_apostrophe_that_a_reader_lost_is_taken_from_where_it_was_read() -> None:
    head = "This Memorandum constitutes an agreement between ICE, of the Department of Homeland Security (DHS), and the"
    pages = edition_pages()
    pages[0][0] = f"{head} Sample County Sheriffs Office (SCSO) pursuant to which"
    running, _ = document(pages)
    assert agency_field(running).value == "Sample County Sheriffs Office"
    assert agency_field(running, ["Sample County Sheriff's Office"]).value == "Sample County Sheriff's Office"
    said = f"{head} Sample County Sheriff’s Office (SCSO) pursuant to which"
    assert agency_field(running, picture=lambda page: said).value == "Sample County Sheriff’s Office"
    other = f"{head} Sample County Sheriff's Department (SCSO) pursuant to which"
    assert agency_field(running, picture=lambda page: other).value == "Sample County Sheriffs Office"


def test_the_printed_office_is_not_the_signers_where_another_name_was_written_beside_the_printed_one() -> None:
    titles = [Alternative("Sheriff, Sample County", "block", 0.8)]
    beside = Signer(names=[("PAT B. EXAMPLE Mathe Clime", "block")])
    [doubted] = of_the_signer(titles, [beside])
    assert doubted.confidence < UNSURE
    assert of_the_signer(titles, [Signer(names=[("PAT B. EXAMPLE", "block")]), beside]) == titles
    assert of_the_signer(titles, [Signer()]) == titles
