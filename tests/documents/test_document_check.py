"""Documents against the record, on rows made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.check import Disagreement, check
from open287g.documents.comparisons import comparisons
from open287g.documents.editions.identify import Identity
from open287g.documents.findings.alternatives import Alternative
from open287g.documents.findings.field import FIELDS, UNKNOWN, Field
from open287g.documents.listed import Listed, listed_from
from open287g.documents.pages.page_text import Page
from open287g.documents.with_record import with_record

TODAY = date(2025, 8, 1)
LISTED = Listed(
    "GA-gilmer-county-sheriffs-office:WSO:1",
    "Gilmer County Sheriff's Office",
    "GA",
    "WSO",
    date(2025, 3, 10),
    "listed",
    date(2025, 3, 12),
    date(2025, 7, 30),
    "GilmerCoGA_WSO_MOA_03102025.pdf",
    date(2025, 3, 20),
)


def reading(
    agency: str = "Gilmer County Sheriff’s Office", model: str = "WSO", ice: str = "2025-03-10"
) -> AgreementDocument:
    fields = dict.fromkeys(FIELDS, UNKNOWN)
    fields["agency"] = Field(agency, 1, "preamble", 0.95)
    fields["ice_signed_on"] = Field(ice, 7, "layer", 0.95)
    fields["agency_signed_on"] = Field(("2025-03-04",), 7, "layer", 0.9)
    identity = Identity(model, f"{model}-2025", f"{model}-2025", "02/15/2025", 0.98, "", 0.9, 0.99, False)
    return AgreementDocument(LISTED.moa_file, "ab" * 32, (), identity, fields, (), ())


def kinds(listed: Listed, *readings: AgreementDocument) -> list[str]:
    return [finding.kind for finding in check([listed], readings, TODAY)]


def test_a_document_that_fits_gives_no_finding() -> None:
    assert kinds(LISTED, reading()) == []


def test_the_agencys_own_day_may_be_the_signed_day() -> None:
    assert kinds(replace(LISTED, signed=date(2025, 3, 4)), reading()) == []


def test_the_moa_of_another_agency() -> None:
    [found] = check([LISTED], [reading("Georgia Department of Public Safety")], TODAY)
    assert (found.kind, found.record) == ("other_agency", "Gilmer County Sheriff's Office")
    assert found.document == "Georgia Department of Public Safety"


@pytest.mark.parametrize("written", ["the Gilmer Co. Sheriffs Office, GA", "Gilmer County", "Sheriff of Gilmer County"])
def test_another_spelling_is_the_same_agency(written: str) -> None:
    assert kinds(LISTED, reading(written)) == []


def test_initials_beside_another_word_of_the_name_are_the_same_agency_and_alone_they_tell_nothing() -> None:
    florida = replace(LISTED, agency="Florida Department of Financial Services, Criminal Investigation Division")
    assert kinds(florida, reading("DFS, Criminal Investigations Division")) == []
    assert kinds(florida, reading("DOT, Georgia Highway Patrol")) == ["other_agency"]
    assert kinds(replace(LISTED, agency="Lee County Sheriff's Office"), reading("LCSO, Lake Patrol")) == [
        "other_agency"
    ]


def test_one_letter_apart_is_another_agency() -> None:
    cobb = replace(LISTED, agency="Cobb County Sheriff's Office")
    assert kinds(cobb, reading("Bibb County Sheriff's Office")) == ["other_agency"]


def test_another_model_in_text_and_file_name() -> None:
    assert kinds(LISTED, reading(model="TFM")) == ["other_model", "file_name_differs"]


def test_days_that_disagree() -> None:
    assert kinds(LISTED, reading(ice="2025-03-24")) == ["signed_differs", "file_name_differs"]


def test_an_unreadable_day_is_no_finding() -> None:
    unread = reading(ice="2025-03-24")
    unread.fields["agency_signed_on"] = UNKNOWN
    assert kinds(LISTED, unread) == []


def test_one_name_for_two_files_is_a_replacement() -> None:
    found = check([LISTED], [reading(), replace(reading(), sha256="cd" * 32)], TODAY)
    assert [f.kind for f in found] == ["replaced"]
    assert "abababababab, cdcdcdcdcdcd" in found[0].document


def test_long_listed_without_an_moa() -> None:
    bare = replace(LISTED, moa_file="", moa_first_linked=None)
    [found] = check([bare], [], TODAY)
    assert found == Disagreement("no_moa", bare.agreement_id, "", "", "2025-03-12", "", found.says)
    assert "140 days" in found.says
    assert kinds(replace(bare, last_listed=date(2025, 4, 1))) == []


def test_ended_without_ever_showing_one() -> None:
    assert kinds(replace(LISTED, moa_file="", moa_first_linked=None, status="ended")) == ["never_moa"]


def test_file_names_are_matched_as_addresses_write_them() -> None:
    spaced = replace(LISTED, moa_file="Gilmer%20CoGA_WSO_MOA_03102025.PDF")
    assert kinds(spaced, replace(reading(model="JEM"), file="Gilmer CoGA_WSO_MOA_03102025.pdf"))[0] == "other_model"


def test_rows_of_the_record_become_agreements() -> None:
    row = {
        "agreement_id": LISTED.agreement_id,
        "agency_id": "x",
        "state": "GA",
        "model": "WSO",
        "signed": date(2025, 3, 10),
        "status": "listed",
        "first_listed": "2025-03-12",
        "last_listed": date(2025, 7, 30),
        "moa_file": LISTED.moa_file,
        "moa_first_linked": date(2025, 3, 20),
    }
    assert listed_from([row], {"x": LISTED.agency}) == [LISTED]
    blank = listed_from([{**row, "signed": None, "moa_file": None}], {})[0]
    assert blank.signed is None and blank.moa_file == "" and blank.agency == ""


def test_one_agency_named_twice_on_its_pages_is_that_agency_whatever_heads_it() -> None:
    page = Page(1, "Gilmer County agrees. The Gilmer County jail holds them.", "layer", 1.0, "")
    named = replace(reading("County Board of Commissioners, Ellijay"), pages=(page,))
    assert kinds(LISTED, named) == []


def test_a_name_that_was_not_read_surely_is_not_checked_and_says_so() -> None:
    unread = reading()
    unread.fields["agency"] = Field("~ilm fi", 1, "preamble", 0.2)
    told = {each.what: each for each in comparisons([LISTED], [unread])}
    assert told["agency"].verdict == "not checked" and "not read surely" in told["agency"].why
    assert told["model"].verdict == told["signed"].verdict == told["state"].verdict == "agrees"


def test_a_document_of_another_state_and_one_that_nothing_links() -> None:
    other = reading("Gilmer County Sheriff's Office, West Virginia")
    assert kinds(LISTED, other) == ["other_state"]
    [told] = comparisons([], [reading()])
    assert told.verdict == "not checked" and told.why == "no agreement links this file"


def test_a_file_that_is_no_agreement_is_not_checked_and_named() -> None:
    nothing = Identity("", "", "", "", 0.0, "", 0.0, 0.0, False)
    page = Page(1, "", "none", 0.0, "", kind="placeholder")
    [told] = comparisons([LISTED], [replace(reading(), identity=nothing, pages=(page,))])
    assert (told.verdict, told.document) == ("not checked", "placeholder")


def test_a_copy_under_another_name_and_a_file_that_nothing_links_are_named_as_what_they_are() -> None:
    nothing = Identity("", "", "", "", 0.0, "", 0.0, 0.0, False)
    cover = replace(reading(), file="cover.pdf", sha256="cd" * 32, identity=nothing)
    cover = replace(cover, pages=(Page(1, "", "none", 0.0, "", kind="portfolio"),))
    told = comparisons([LISTED], [reading(), replace(reading(), file="copy.pdf"), cover])
    [copy, portfolio] = [each for each in told if each.what == "agreement"]
    assert "byte for byte" in copy.why and copy.document == LISTED.moa_file
    assert (portfolio.why, portfolio.document) == ("no agreement links this file", "portfolio")


def test_an_ice_day_before_the_agencys_may_be_swapped() -> None:
    swapped = reading(ice="2025-03-10")
    swapped.fields["agency_signed_on"] = Field(("2025-03-24",), 7, "layer", 0.9)
    assert "ice_signed_first" in kinds(LISTED, swapped)


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Ellis Countv Sheriff's Office", "Ellis County Sheriff's Office"),
        ("Ellis County Sherift's Office", "Ellis County Sheriff's Office"),
        ("ELLIS COUNTY SHERlFF", "ELLIS COUNTY SHERIFF"),
    ],
)
def test_the_record_mends_a_misread_name_and_keeps_the_reading(read: str, mended: str) -> None:
    listed = replace(LISTED, agency="Ellis County Sheriff's Office")
    field = with_record(reading(read), [listed]).fields["agency"]
    assert (field.value, field.method) == (mended, "record")
    assert read in [other.value for other in field.alternatives]


@pytest.mark.parametrize("listed", ["Ellis County Sheriff's Office", "Ellis County Sheriff"])
def test_a_name_without_its_apostrophe_is_no_misreading(listed: str) -> None:
    field = with_record(reading("Ellis County Sheriffs Office"), [replace(LISTED, agency=listed)]).fields["agency"]
    assert (field.value, field.disputed) == ("Ellis County Sheriffs Office", False)


def test_another_agencys_name_is_never_mended_into_the_listed_one() -> None:
    field = with_record(reading("Bibb County Sheriff's Office"), [replace(LISTED, agency="Cobb County Sheriff")]).fields
    assert field["agency"].value == "Bibb County Sheriff's Office" and field["agency"].disputed


def test_signed_decides_between_doubtful_readings_and_contradicts_a_sure_one() -> None:
    doubtful = reading()
    readings = (Alternative("2025-03-10", "ocr", 0.4), Alternative("2025-03-16", "block", 0.4))
    doubtful.fields["ice_signed_on"] = Field(None, 7, "", 0.0, readings)
    assert with_record(doubtful, [LISTED]).fields["ice_signed_on"].value == "2025-03-10"
    sure = with_record(reading(ice="2025-03-24"), [LISTED]).fields["ice_signed_on"]
    assert sure.value == "2025-03-24" and sure.disputed
    assert with_record(reading(), []).fields == reading().fields
