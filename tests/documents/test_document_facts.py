"""The facts that the package ships are found by the names the record uses."""

from __future__ import annotations

from open287g.documents.editions.profile_files import profiles
from open287g.documents.editions.register import editions
from open287g.documents.library.facts import TABLES, shipped
from open287g.documents.library.shipped import documents_of_agreement


def test_a_document_is_found_by_the_name_in_an_address() -> None:
    linking = {"moa_file": "287g_JEM_TarrantCoTX_06-16-2020.PDF"}
    (document,) = documents_of_agreement(linking)
    assert (document.facts["edition"], document.facts["ice_signed_on"]) == ("JEM-2020", "2020-06-05")
    assert {row["kind"] for row in document.differences} == {"negotiated", "assembly"}
    assert next(row for row in document.clauses if row["section"] == "VIII")["page"] == "6"
    assert documents_of_agreement({"moa_file": "no-such-file.pdf"}) == []


def test_every_shipped_document_is_of_a_known_edition_and_every_row_of_a_shipped_document() -> None:
    facts = shipped()
    known = {edition.name for edition in editions()}
    hashes = {row["sha256"] for row in facts["documents"]}
    assert {row["edition"] for row in facts["documents"]} <= known
    for name in TABLES:
        assert {row["sha256"] for row in facts[name]} <= hashes


def test_every_edition_has_a_wording_whose_sections_cover_it() -> None:
    for edition in editions():
        profile = profiles()[edition.profile]
        assert [s.start for s in profile.sections] == sorted(s.start for s in profile.sections)
        assert sum(s.words for s in profile.sections) == profile.words
        assert profile.page_at(0) == 1 and profile.page_at(profile.words - 1) == len(profile.page_starts)


def test_the_shipped_facts_hold_no_sentences_and_no_mailboxes() -> None:
    for table in shipped().values():
        for row in table:
            assert all(len(str(value).split()) <= 24 and "@" not in str(value) for value in row.values())
