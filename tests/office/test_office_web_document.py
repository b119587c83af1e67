"""A signed PDF that is sent to the office: who may send one, how much is read, what is shown, and who accepts it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from open287g.core.errors import InputError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.field import Field
from open287g.office.api import api_app
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.papers import sent_text
from open287g.office.papers.sent_text import LARGEST, NO_PDF, UNREADABLE, read_sent
from open287g.office.web.pages import document as page_of
from tests.documents.test_document_check import reading
from tests.office.agency import LEE, YUMA, House, house
from tests.office.browsing import Answer, Browser, application
from tests.office.test_office_api import FAST, held
from tests.office.test_office_signed_text import NAME, ice_signs, request

OF = f"agreement:{NAME}"
PDF = b"%PDF-1.7 nothing else"


def text(edition: str = "TFM-2025-0307", agency: str = "Lee County Sheriff's Office", model: str = "TFM") -> Any:
    told = reading(agency, model, "2025-03-20")
    fields = told.fields | {"agency_signed_on": Field(("2025-03-11",), 7, "layer", 0.9)}
    identity = dataclasses.replace(told.identity, edition=edition)
    return dataclasses.replace(told, file="LeeCoFL_TFM_MOA.pdf", identity=identity, fields=fields)


@pytest.fixture
def office(tmp_path: Path) -> House:
    made = house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path, datetime(2025, 4, 1, 12, tzinfo=UTC))
    made.say("hq", "agency.renamed", "2025-01-02", agency_id=LEE, name="Lee County Sheriff's Office")
    request(made, "TFM-2025-0307")
    return made


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[AgreementDocument]]:
    """What the next PDF says: the reading of real files has tests of its own."""
    told: list[AgreementDocument] = [text()]
    for module in ("open287g.office.web.pages.document", "open287g.office.api.texts"):
        monkeypatch.setattr(f"{module}.read_sent", lambda content: told[0])
    yield told


def send(browser: Browser, content: bytes = PDF, then: str = "take", of: str = OF, language: str = "") -> Answer:
    shown = browser.get(f"{language}/document?of={of}")
    told = {**shown.fields(), "then": then}
    return browser.post(
        f"{language}/document", told, files={"file": ("Maria Gonzalez.pdf", content, "application/pdf")}
    )


def size(found: House) -> int:
    return read(found.office.engine, lambda c: read_head(c).size)


def test_a_text_is_compared_and_recorded_only_where_that_is_wanted(office: House, says: Any) -> None:
    says[0] = text(agency="Lee County Sheriff's Office")
    manager, before = Browser(application(office)).enter("manager1-lee"), size(office)
    assert "/document" in " ".join(manager.get(f"/agreements/{NAME}").links("/document"))
    tried = send(manager, then="try")
    assert tried.status == 200 and "Nothing was recorded yet" in tried.words and size(office) == before
    says[0] = text("TFM-2025-0212")
    done = send(manager)
    assert done.status == 200 and "differs from what was requested" in done.words
    assert "TFM-2025-0212" in done.words and "TFM-2025-0307" in done.words and size(office) == before + 1
    facts = office.state(OF).facts
    assert facts["text_differs_on"] and facts["document"] == "ab" * 32
    assert facts["differing"] == "edition: TFM of 2025-03-07 requested, TFM of 2025-02-12 in the text"
    assert "Gonzalez" not in done.text


def test_a_text_that_differs_is_accepted_by_another_person_through_the_pages(office: House, says: Any) -> None:
    says[0] = text("TFM-2025-0212")
    send(Browser(application(office)).enter("manager1-lee"))
    assert "edition" in Browser(application(office)).enter("hq").get(f"/agreements/{NAME}").words
    hq2 = Browser(application(office)).enter("hq2")
    signed = {"signatory": "The Director", "on": "2025-04-01"}
    refused = hq2.fill(f"/do/agreement.signed_by_ice?of={OF}", "/do/agreement.signed_by_ice", **signed)
    assert refused.status == 422 and "another person accepts it first" in refused.words
    form = Browser(application(office)).enter("hq")
    assert f'value="{"ab" * 32}"' in form.get(f"/do/agreement.text_accepted?of={OF}").text
    told = {"document": "ab" * 32, "on": "2025-04-01", "reason": "The edition of February was meant."}
    form.follow(form.fill(f"/do/agreement.text_accepted?of={OF}", "/do/agreement.text_accepted", **told))
    assert hq2.fill(f"/do/agreement.signed_by_ice?of={OF}", "/do/agreement.signed_by_ice", **signed).status == 303
    assert office.state(OF).state == "in force"


def test_what_the_text_may_say_of_a_person_is_not_repeated(office: House, says: Any) -> None:
    says[0] = text(agency="Rosa Gonzalez A098765432")
    told = send(Browser(application(office)).enter("manager1-lee"))
    assert told.status == 200 and "Gonzalez" not in told.text and "098765432" not in told.text
    assert "not repeated here" in told.words
    assert office.state(OF).facts["differing"] == "agency"


def test_the_page_speaks_spanish(office: House, says: Any) -> None:
    says[0] = text("TFM-2025-0212")
    told = send(Browser(application(office)).enter("hq"), then="try", language="/es")
    assert told.status == 200 and "Edición" in told.words and "differs" not in told.words


@pytest.mark.parametrize("account", ["super-FL", "ig", "root", "manager1-yuma"])
def test_a_text_is_sent_by_those_alone_whom_the_table_lets(office: House, says: Any, account: str) -> None:
    browser = Browser(application(office)).enter(account)
    own = account == "manager1-yuma"
    assert browser.get(f"/document?of={OF}").status == (404 if own else 403)
    told = {"form": browser.token("/ledger"), "of": OF, "then": "take"}
    answer = browser.post("/document", told, files={"file": ("a.pdf", PDF, "application/pdf")})
    assert answer.status == (404 if own else 403) and office.state(OF).facts.get("document") is None


def test_of_a_file_nothing_is_read_before_it_is_known_who_sends_it(office: House) -> None:
    sent: list[int] = []

    def much() -> Iterator[bytes]:
        for _ in range(40):
            sent.append(1)
            yield b"x" * (1 << 20)

    kind = {"content-type": "multipart/form-data; boundary=b"}
    browser = Browser(application(office))
    assert browser.client.post("/document", content=much(), headers=kind).status_code == 303
    many = Browser(application(office)).enter("super-FL")
    assert many.client.post("/document", content=much(), headers=kind).status_code == 403
    manager = Browser(application(office)).enter("manager1-lee")
    assert manager.client.post("/document", content=much(), headers=kind).status_code == 413
    told = {"content-length": str(LARGEST + 1), **kind}
    assert manager.client.post("/es/document", content=b"", headers=told).status_code == 413


@pytest.mark.parametrize("content", [b"", b"MZ no pdf", b"<html>Maria Gonzalez</html>"])
def test_what_is_no_pdf_is_refused_before_it_is_opened(office: House, content: bytes) -> None:
    answer = send(Browser(application(office)).enter("manager1-lee"), content)
    assert answer.status == 422 and "Gonzalez" not in answer.text and office.state(OF).facts.get("document") is None


def test_a_damaged_pdf_is_told_in_words_of_the_office(office: House) -> None:
    with pytest.raises(InputError, match=UNREADABLE) as told:
        read_sent(PDF + b" Maria Gonzalez A098765432")
    assert "Gonzalez" not in str(told.value) and str(told.value).count("signed.pdf") == 0


def test_one_text_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_text, "PATIENCE", 0.01)
    with sent_text._one, pytest.raises(sent_text.Busy):
        read_sent(PDF)
    assert page_of.READ == "agreement.text_read" and NO_PDF != UNREADABLE


# Programs


@pytest.fixture
def client(office: House) -> Iterator[TestClient]:
    with TestClient(api_app(lambda: office.office, FAST, FAST), raise_server_exceptions=False) as made:
        yield made


def post(client: TestClient, headers: dict[str, str], content: bytes = PDF, query: str = "", name: str = NAME) -> Any:
    kind = {"content-type": "application/pdf"}
    return client.post(f"/v1/texts?agreement={name}{query}", content=content, headers={**kind, **headers})


def test_a_program_sends_a_text_once_however_often_it_comes(office: House, client: TestClient, says: Any) -> None:
    says[0] = text("TFM-2025-0212")
    told, before = held(office, "manager1-lee", key="a-text-0001"), size(office)
    tried = post(client, told, query="&dry_run=true")
    before = size(office)
    assert tried.status_code == 200 and tried.json()["reading"] == "differs" and tried.json()["receipt"] is None
    first, second = post(client, told), post(client, told)
    assert (first.status_code, second.status_code) == (201, 201) and first.json() == second.json()
    assert first.json()["receipt"]["number"] == before and size(office) == before + 1
    assert second.headers["idempotency-replayed"] == "true"
    assert post(client, told, PDF + b" ").status_code == 422
    with pytest.raises(Refused, match="another person accepts it first"):  # By whatever day the signature is dated.
        ice_signs(office)


def test_a_text_is_told_of_a_file_and_by_nobodys_hand(office: House, client: TestClient) -> None:
    told = held(office, "manager1-lee", key="by-hand-001")
    event = {"kind": "agreement.text_read", "on": "2025-04-01", "agreement_id": NAME, "document": "5" * 64,
             "reading": "agrees"}  # fmt: skip
    answer = client.post("/v1/events", json=event, headers=told)
    assert answer.status_code == 422 and "/v1/texts" in answer.json()["detail"]
    assert office.state(OF).facts.get("document") is None
    assert Browser(application(office)).enter("manager1-lee").get(f"/do/agreement.text_read?of={OF}").status == 404


@pytest.mark.parametrize(
    ("account", "name", "status"),
    [("manager1-yuma", NAME, 404), ("manager1-lee", f"{YUMA}:TFM:1", 404), ("manager1-lee", "nothing", 404),
     ("super-FL", NAME, 403), ("ig", NAME, 403), ("root", NAME, 403)],
)  # fmt: skip
def test_no_program_holds_a_text_against_what_is_foreign(
    office: House, client: TestClient, says: Any, account: str, name: str, status: int
) -> None:
    answer = post(client, held(office, account, key="foreign-001"), name=name)
    assert answer.status_code == status and office.state(OF).facts.get("document") is None


def test_a_body_that_is_no_pdf_or_too_long_is_refused(office: House, client: TestClient) -> None:
    told = held(office, "manager1-lee", key="no-pdf-0001")
    assert post(client, {**told, "content-type": "application/json"}).status_code == 415
    assert post(client, told, b"no pdf at all").status_code == 400
    assert post(client, told, b"%PDF-" + b"x" * LARGEST).status_code == 413
    assert "no-pdf" not in post(client, told, b"no-pdf").text
