"""The facts that the package ships are found by the names the record uses."""

from __future__ import annotations

from open287g.documents.editions.templates import editions, profiles
from open287g.documents.kept.facts import TABLES, of_file, shipped


def test_facts_are_found_by_the_name_in_an_address() -> None:
    found = of_file("287g_JEM_TarrantCoTX_06-16-2020.PDF")
    assert found is not None
    assert (found["edition"], found["ice_signed_on"]) == ("JEM-2020", "2020-06-05")
    assert {row["kind"] for row in found["differences"]} == {"negotiated", "assembly"}
    assert next(row for row in found["clauses"] if row["section"] == "VIII")["page"] == "6"
    assert of_file("no-such-file.pdf") is None


def test_every_shipped_document_is_of_a_known_edition_and_every_row_of_a_shipped_document() -> None:
    facts = shipped()
    known = {edition.id for edition in editions()}
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
