"""Agreements that ICE published: what three were read to say by hand, and what hand readers found in others."""

from __future__ import annotations

from functools import cache

import pytest

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.editions.from_documents import make
from open287g.documents.editions.profile_files import profiles
from open287g.documents.findings.clauses import boxes_in, clause, text_of
from open287g.documents.findings.difference import Difference
from open287g.documents.library.facts import TABLES, read_by, shipped, tables
from open287g.documents.library.reader_version import reader_version
from open287g.documents.read import ReadOptions, read_document
from tests.documents.samples import MOA, agreement, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]


@cache
def reading(name: str, engine: str = "none") -> AgreementDocument:
    return read_document(agreement(name), ReadOptions(engine=engine))


def found(name: str, kind: str) -> list[Difference]:
    return [d for d in reading(name).differences if d.kind == kind]


@pytest.mark.parametrize(
    ("name", "edition", "agency", "ice", "day", "titles"),
    [
        (
            "TexasOfficeAttorneyGeneral",
            "TFM-OAG",
            "Texas Office of Attorney General",
            "2025-01-31",
            ("2025-01-30",),
            ("Texas Attorney General",),
        ),
        ("OklahomaDept", "TFM-2025-0212", "Oklahoma Department of Public Safety", "2025-02-18", ("2025-02-14",), None),
        ("palmBeach", "WSO-2025", "Palm Beach County Sheriff's Office", "2025-02-26", ("2025-02-18",), ("Sheriff",)),
    ],
)
def test_fields_of_documents_with_a_text_layer(
    name: str, edition: str, agency: str, ice: str, day: tuple[str, ...], titles: tuple[str, ...] | None
) -> None:
    fields = reading(name).fields
    assert reading(name).identity.edition == edition
    assert fields["agency"].value == agency
    assert fields["ice_signed_on"].value == ice
    assert fields["agency_signed_on"].value == day
    if titles:
        assert fields["agency_titles"].value == titles
    assert all(0 <= field.confidence <= 1 for field in fields.values())


def test_the_page_of_another_agreement_and_the_text_it_displaced() -> None:
    faults = found("KansasBureau", "assembly")
    assert [(d.what, d.page) for d in faults] == [("foreign page", 9), ("text lost", 9)]
    assert faults[0].like == "WSO-2025"
    assert faults[1].section == "XVIII" and faults[1].missing > 150


def test_a_party_of_its_own_is_negotiated() -> None:
    [preamble] = [d for d in found("KansasBureau", "negotiated") if d.section == "Preamble"]
    assert "jurisdiction" in preamble.words and preamble.page == 1


def test_the_early_wording_is_drift_and_not_negotiated() -> None:
    drift = {(d.section, d.page) for d in found("KansasBureau", "edition")}
    assert {("Title", 1), ("VI", 3), ("IX", 4)} <= drift


def test_a_layer_out_of_order_is_told_of_as_such() -> None:
    assert [(d.what, d.section, d.page) for d in found("OklahomaDept", "assembly")] == [("out of order", "Preamble", 1)]
    assert any("Highway Patrol" in d.words for d in found("OklahomaDept", "negotiated"))


def test_a_missing_page_is_told_of() -> None:
    assert [(d.what, d.section, d.page) for d in found("MarcoIsland", "assembly")] == [("page missing", "App.B", 11)]


def test_a_county_s_own_terms_and_its_addendum() -> None:
    own = {(d.what, d.section, d.page) for d in found("TarrantCo", "negotiated")}
    assert {("replaced", "I", 1), ("added", "VIII", 6), ("addendum", "VIII", 12)} <= own
    assert [(d.what, d.page) for d in found("TarrantCo", "assembly")] == [("foreign page", 13)]


@pytest.mark.parametrize(
    "name", ["palmBeach", "BrevardCo", "NewCollege", "RockinghamCo", "EllisCo", "GraysonCountyDet"]
)
def test_a_plain_document_shows_no_difference(name: str) -> None:
    assert [(d.kind, d.what, d.section) for d in reading(name).differences] == []


def test_a_shifted_font_is_decoded_and_said_to_be() -> None:
    pages = reading("IowaDept").pages
    assert pages[6].text_from == "decoded"
    assert "See 8" in pages[6].text and "6HH" not in pages[6].text


def test_a_broken_font_is_not_trusted() -> None:
    assert all(page.quality < 0.9 for page in reading("CalhounCoTX_TFM").pages[:8])


def test_the_clause_a_provision_names_is_found_with_its_boxes() -> None:
    document = reading("EllisCo")
    held = clause(document.clauses, "IV.F")
    assert (held.page, held.page_end) == (3, 4)
    assert text_of(document.pages, held).startswith("F. ICE SUPERVISION")
    boxes = boxes_in(agreement("EllisCo"), document.pages, held)
    assert set(boxes) == {3, 4}
    assert all(0 <= b.left < b.right <= 1 and 0 <= b.top < b.bottom <= 1 for page in boxes.values() for b in page)


def test_sections_of_every_edition_are_found_in_order() -> None:
    for name in ("EllisCo", "TaylorCo", "LaPazCo", "IowaDept", "palmBeach", "DeptOfCorrections"):
        places = [(c.page, c.start) for c in reading(name).clauses if c.found > 0.5]
        assert len(places) >= 18, name
        assert places == sorted(places), name


def test_the_wordings_can_be_made_again_from_the_documents() -> None:
    names = ["BentonCo", "PolkCo", "LaPazCo", "CabarrusCo", "CanadianCo", "JEM_CalhounCo", "TarrantCo"]
    made = make({name: [page.text for page in reading(name).pages] for name in names})
    shipped_marks = set(profiles()["JEM-2020"].fingerprints.tolist())
    again = made["JEM-2020"].fingerprints.tolist()
    assert sum(mark in shipped_marks for mark in again) / len(again) > 0.97
    assert [s.id for s in made["JEM-2020"].sections] == [s.id for s in profiles()["JEM-2020"].sections]


def test_packing_again_gives_the_facts_that_are_shipped_or_at_least_what_they_are_of() -> None:
    """Documents whose layer holds all pages: only the bundled engine reads more of them, the same everywhere.

    Facts that an earlier version read say so; of those the model, edition and revision must be read again.
    """
    names = ["EllisCo"]
    same_reader = read_by() == reader_version()
    again = tables(reading(name, "auto" if same_reader else "none") for name in names)
    hashes = {reading(name).sha256 for name in names}
    of = slice(None) if same_reader else slice(0, 5)
    for table, columns in TABLES.items() if same_reader else [("documents", TABLES["documents"])]:
        rows = [tuple(str(value) for value in row)[of] for row in again[table]]
        kept = [tuple(row[column] for column in columns)[of] for row in shipped()[table] if row["sha256"] in hashes]
        assert rows == kept, table


def test_the_shipped_facts_cover_every_document_at_hand() -> None:
    assert len(shipped()["documents"]) == len(list(MOA.rglob("*.pdf"))) == 48
