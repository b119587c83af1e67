"""Agreements together: clauses changed, editions, riders that went round, and the table the record reads."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from open287g.core.errors import InputError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.editions.identify import Identity
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import FIELDS, UNKNOWN, Field
from open287g.documents.library import corpus
from open287g.documents.library.checking import checked
from open287g.documents.library.library import Library
from open287g.documents.library.signatures import signature_rows, write_signatures
from tools.signatures import merged

RIDER = "The county is reimbursed for all medical expenses of detainees within thirty days of its invoice."


def document(number: int, day: str, words: str = "", section: str = "IV.E", state: str = "TX") -> AgreementDocument:
    fields = dict.fromkeys(FIELDS, UNKNOWN)
    fields["agency"] = Field(f"Sample County Sheriff's Office, {state}", 1, "preamble", 0.95)
    fields["ice_signed_on"] = Field(day, 7, "layer", 0.95)
    fields["agency_signed_on"] = Field(("2025-01-02",), 7, "layer", 0.9)
    identity = Identity("WSO", "WSO-2025", "WSO-2025", "02/15/2025", 0.98, "", 0.9, 0.99, False)
    found = (Difference("negotiated", "added", section, 3, 3, words),) if words else ()
    return AgreementDocument(f"{number}.pdf", f"{number:064x}", (), identity, fields, (), found)


DOCUMENTS = [
    document(1, "2025-03-01", RIDER),
    document(2, "2025-05-01", RIDER.replace("thirty", "sixty"), state="OK"),
    document(3, "2025-02-01", "Interpreters may be provided by the agency at its own cost and discretion.", "IV.G"),
    document(4, "2025-02-02"),
]


def test_clauses_that_were_changed_are_counted_with_places_and_days() -> None:
    first, second = corpus.by_clause(corpus.changes(DOCUMENTS))
    assert (first["section"], first["documents"], first["states"]) == ("IV.E", 2, "OK TX")
    assert (first["first"], first["last"]) == ("2025-03-01", "2025-05-01")
    assert second["section"] == "IV.G" and second["files"] == "3.pdf"


def test_an_addendum_stands_apart_and_a_document_without_a_day_is_counted() -> None:
    [added] = document(5, "2025-04-01", RIDER).differences
    signed = replace(added, what="addendum", words=f"{added.words} Effective on June 1, 2025. Date: 2025.06.30 07:56")
    addendum = replace(document(6, "2025-06-01"), differences=(signed,))
    undated = replace(addendum, sha256="f" * 64, differences=(replace(signed, words=RIDER),))
    rows = {row["what"]: row for row in corpus.by_clause(corpus.changes([*DOCUMENTS, addendum, undated]))}
    told = {what: (row["section"], row["documents"], row["undated"]) for what, row in rows.items()}
    assert told["addendum"] == ("IV.E", 2, 1) and ("IV.E", 2, 0) in {
        (row["section"], row["documents"], row["undated"]) for row in corpus.by_clause(corpus.changes(DOCUMENTS))
    }
    assert (rows["addendum"]["first"], rows["addendum"]["last"]) == ("2025-06-30", "2025-06-30")
    blank = replace(undated, fields={**addendum.fields, "ice_signed_on": UNKNOWN})
    assert corpus.drift([addendum, blank])[0]["undated"] == 1


def test_a_rider_that_went_round_is_one_cluster() -> None:
    [rider] = corpus.clusters(corpus.changes(DOCUMENTS))
    assert rider["documents"] == 2 and rider["files"] == "1.pdf; 2.pdf"


def test_an_edition_has_its_span_and_its_changed_documents() -> None:
    [row] = corpus.drift(DOCUMENTS)
    assert (row["edition"], row["documents"], row["negotiated"]) == ("WSO-2025", 4, 3)
    assert (row["first"], row["last"]) == ("2025-02-01", "2025-05-01")


def test_documents_of_no_known_edition_are_counted_in_a_row_without_a_name() -> None:
    unknown = replace(DOCUMENTS[3], identity=replace(DOCUMENTS[3].identity, model="", edition=""))
    *_, last = corpus.drift([*DOCUMENTS[:2], unknown])
    assert (last["edition"], last["documents"]) == (None, 1)


def test_a_document_read_by_two_engines_is_one_document(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.put(replace(DOCUMENTS[0], differences=()), "none")
    library.put(DOCUMENTS[1], "none")
    library.put(DOCUMENTS[0])
    assert list(library.all()) == DOCUMENTS[:2] and library.stale() == 0


def test_a_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no difference is of kind"):
        corpus.changes(DOCUMENTS, "negociated")
    with pytest.raises(InputError, match="no finding is of kind"):
        checked(Library(tmp_path), [], kind="nomoa")


def test_only_sure_days_reach_the_records_table(tmp_path: Path) -> None:
    doubtful = document(5, "2025-06-01")
    doubtful.fields["ice_signed_on"] = Field("2025-06-01", 7, "ocr", 0.5)
    doubtful.fields["agency_signed_on"] = UNKNOWN
    rows = list(signature_rows([*DOCUMENTS[:2], doubtful]))
    assert write_signatures(tmp_path / "signatures.csv", rows) == 2
    with (tmp_path / "signatures.csv").open() as file:
        first, second = csv.DictReader(file)
    assert (first["state"], first["ice_signed"], first["executed"]) == ("OK", "2025-05-01", "2025-05-01")
    assert second["edition"] == "WSO-2025" and "read by open287g" in second["source"]


def test_a_row_read_by_eye_stands_before_one_that_was_read_by_program() -> None:
    [row] = signature_rows([DOCUMENTS[0]])
    by_eye = {**row, "ice_signed": "2025-03-02", "source": "read by eye"}
    assert merged(iter([by_eye]), iter([{**row, "file": "1.PDF"}])) == [by_eye]


@pytest.mark.parametrize("kind", ["edition", "assembly"])
def test_a_kind_without_changes_gives_no_rows(kind: str) -> None:
    assert corpus.by_clause(corpus.changes(DOCUMENTS, kind)) == []
    assert corpus.changes([replace(DOCUMENTS[0], differences=())]) == []
