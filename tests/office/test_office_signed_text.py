"""The signed text of an agreement beside its request: real PDFs, and the two persons that a difference wants."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from open287g.office.clocks.due import due
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import read
from open287g.office.papers.signed_text import beside, read_text
from tests.office.agency import LEE, House, house

NAME = f"{LEE}:TFM:1"
TEXT = "5" * 64


@pytest.fixture
def found(tmp_path: Path) -> House:
    """An office with a request that the agency has signed."""
    made = house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path, datetime(2025, 4, 1, 12, tzinfo=UTC))
    request(made, "TFM-2025-0307")
    return made


def request(made: House, edition: str) -> None:
    asked = {"model": "TFM", "edition": edition, "approved_by": "Board", "approved_on": "2025-03-01"}
    made.say("manager1-lee", "agreement.requested", "2025-03-10", agreement_id=NAME, **asked)
    reviewed = {"resources_assessed": True, "civil_rights_reviewed": True, "jail_contract": False}
    made.say("hq", "agreement.reviewed", "2025-03-10", agreement_id=NAME, **reviewed)
    made.say("manager1-lee", "agreement.signed_by_agency", "2025-03-11", agreement_id=NAME, signatory="The Sheriff")


def read_as(found: House, reading: str, text: str = TEXT) -> None:
    told = {"agreement_id": NAME, "document": text, "reading": reading}
    found.say("manager1-lee", "agreement.text_read", "2025-03-12", **told)


def ice_signs(found: House, **fields: str) -> str:
    told = {"agreement_id": NAME, "signatory": "The Director", **fields}
    return found.say("hq2", "agreement.signed_by_ice", "2025-03-20", **told).after


def test_a_text_that_differs_is_signed_only_after_another_person_accepted_it(found: House) -> None:
    read_as(found, "differs")
    with pytest.raises(Refused, match="another person accepts it first"):
        ice_signs(found)
    clocks = [one.clock for one in read(found.office.engine, lambda c: due(c, found.clock.now))]
    assert "agreement.text-differs" in clocks
    accepted = {"agreement_id": NAME, "reason": "The edition of February was meant.", "document": TEXT}
    with pytest.raises(Refused, match="may not do that"):
        found.say("manager1-lee", "agreement.text_accepted", "2025-03-13", **accepted)
    with pytest.raises(Refused, match="not the text that was read"):
        found.say("hq", "agreement.text_accepted", "2025-03-13", **{**accepted, "document": "6" * 64})
    found.say("hq", "agreement.text_accepted", "2025-03-13", **accepted)
    assert ice_signs(found) == "in force"


def test_who_read_the_text_does_not_accept_it(found: House) -> None:
    told = {"agreement_id": NAME, "document": TEXT}
    found.say("hq", "agreement.text_read", "2025-03-12", **told, reading="differs")
    with pytest.raises(Refused, match="The same person"):
        found.say("hq", "agreement.text_accepted", "2025-03-13", **told, reason="It is well.")


def test_the_text_that_ice_signs_is_the_one_that_was_read(found: House) -> None:
    read_as(found, "agrees")
    with pytest.raises(Refused, match="not the text that was read"):
        ice_signs(found, document="6" * 64)
    assert ice_signs(found, document=TEXT) == "in force"


@pytest.mark.shared
def test_a_real_text_is_held_against_the_request(tmp_path: Path, shared: Path) -> None:
    (path,) = (shared / "data" / "moa" / "FLORIDA" / "Glades_County_Sheriff's_Office").glob("*.pdf")
    text = read_text(path, "none")
    made = house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path, datetime(2025, 4, 1, 12, tzinfo=UTC))
    request(made, "TFM-2025-0212")
    told = read(made.office.engine, lambda c: beside(c, NAME, text))
    assert (told.reading, told.document) == ("differs", text.sha256) and text.identity.edition == "WSO-2025"
    verdicts = {row.what: row.verdict for row in told.rows}
    assert (verdicts["model"], verdicts["edition"]) == ("differs", "differs")
    assert verdicts["agency"] == "differs"
    made.say("hq", "agency.renamed", "2025-01-02", agency_id=LEE, name="Glades County Sheriff's Office")
    renamed = read(made.office.engine, lambda c: beside(c, NAME, text))
    assert {row.what: row.verdict for row in renamed.rows}["agency"] == "agrees"
