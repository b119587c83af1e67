"""Pages of papers, proofs, tokens and sign-in at an organization: what they show, to whom, and what they refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from sqlalchemy import func, select

from open287g.cli.office_papers import costs_of_both
from open287g.office.demo.door import door
from open287g.office.ledger.append import keep_checkpoint
from open287g.office.ledger.database import read, write
from open287g.office.ledger.outsider import proof_holds
from open287g.office.ledger.schema import sessions
from open287g.office.ledger.signing import make_keys
from open287g.office.login.openid import identity_of
from open287g.office.login.provider import Provider
from open287g.office.login.tokens import bearer_of
from open287g.office.web.app import create_app
from tests.office.agency import LEE, YUMA, House
from tests.office.browsing import Browser
from tests.office.provider import CLIENT, SECRET, Fake, provider

BACK = "http://127.0.0.1:2871/sign-in/back"
OPERATION, AGREEMENT = f"operation:id-{LEE}", f"agreement:{LEE}:TFM:1"


@pytest.fixture
def fake() -> Iterator[Fake]:
    with provider() as running:
        yield running


@pytest.fixture
def office(furnished_office: House) -> House:
    return furnished_office


@pytest.fixture
def browser(office: House, tmp_path: Path) -> Browser:
    app = create_app(office.office, demo=door(office.office), home=tmp_path, switched=costs_of_both)
    return Browser(app)


def sent(browser: Browser, path: str, files: dict[str, bytes], **told: str) -> tuple[int, bytes]:
    """Send files to a page of proofs."""
    data = {"form": browser.token("/proofs"), **told}
    answer = browser.client.post(path, data=data, files={name: (f"{name}.json", told) for name, told in files.items()})
    return answer.status_code, answer.content


def test_a_person_comes_in_by_the_organizations_provider_and_the_state_is_of_one_browser(
    office: House, fake: Fake
) -> None:
    app = create_app(office.office, provider=Provider(fake.issuer, CLIENT, SECRET, BACK))
    identity = identity_of(fake.issuer, "person-17")
    office.say("root", "account.linked", "2026-05-01", account="hq", identity=identity)
    browser, other = Browser(app), Browser(app)

    def leave() -> str:
        page = browser.get("/es/sign-in")
        form = re.search(r'organization">.*?name="form" value="([^"]+)"', page.text)
        assert form is not None
        answer = browser.post("/es/sign-in/organization", {"form": form[1]})
        (address,) = (unescape(one) for one in re.findall(r'class="button" href="([^"]+)"', answer.text))
        assert answer.headers["refresh"] == f"0; url={address}" and address.startswith(f"{fake.issuer}/authorize?")
        fake.now = office.clock.now.timestamp()
        back = urlsplit(httpx2.get(address).headers["location"])
        return f"{back.path}?{back.query}"

    way = leave()
    assert other.get(way).status == 422, "a state that another browser began"
    assert browser.get(way).headers["location"] == "/es/"
    assert "hq" in browser.get("/es/").words
    assert browser.get(way).status == 422, "a state that is used up"
    office.say("root", "account.unlinked", "2026-05-01", account="hq", reason="an example")
    before = read(office.office.engine, lambda c: c.execute(select(func.count()).select_from(sessions)).scalar())
    shut = browser.get(leave())
    assert shut.status == 422 and "vinculada" not in shut.words and "linked" in shut.words
    after = read(office.office.engine, lambda c: c.execute(select(func.count()).select_from(sessions)).scalar())
    assert before == after


def test_without_a_provider_there_is_no_way_to_one(browser: Browser) -> None:
    assert "organization" not in browser.get("/sign-in").text
    assert browser.get("/sign-in/back?state=a&code=b").status == 404
    assert browser.post("/sign-in/organization", {"form": browser.token("/sign-in")}).status == 404


def test_an_administrator_links_an_account_and_the_page_keeps_neither_issuer_nor_subject(
    browser: Browser, office: House
) -> None:
    browser.enter("root")
    told = {"issuer": "https://id.example.gov", "subject": "person-99"}
    assert browser.fill("/link?of=account:ig", issuer=told["issuer"], subject="").status == 422
    shown = browser.follow(browser.fill("/link?of=account:ig", **told))
    assert office.state("account:ig").facts["identity"] == identity_of(*told.values())
    assert not any(one in shown.text for one in (*told.values(), identity_of(*told.values()), "staff-3"))
    browser.enter("hq")
    assert browser.get("/link?of=account:ig").status == 403


def test_a_token_is_shown_once_with_its_scopes_and_nobody_else_lists_it(browser: Browser, office: House) -> None:
    browser.enter("manager1-lee")
    assert browser.fill("/tokens/issue", days="0", scopes="read").status == 422
    assert browser.fill("/tokens/issue", days="3").status == 422
    assert browser.fill("/tokens/issue", days="3", scopes="agreement.signed_by_ice").status == 422
    made = browser.fill("/tokens/issue", days="3", scopes="read")
    (token,) = re.findall(r"o287_[0-9a-f]{16}_[\w-]{43}", made.text)
    held = read(office.office.engine, lambda c: bearer_of(c, token, office.clock.now))
    assert held is not None and held.scopes == {"read"}
    name = f"/tokens/{held.token_id}"
    assert name in browser.get("/tokens").text and token not in browser.get(name).text
    browser.enter("hq")
    assert name not in browser.get("/tokens").text and browser.get(name).status == 404
    assert name in browser.enter("root").get("/tokens").text


def test_an_operations_brief_another_model_and_costs_open_from_the_pages_of_what_they_are_about(
    browser: Browser, office: House
) -> None:
    browser.enter("manager1-lee")
    operation = browser.get(f"/operations/id-{LEE}")
    assert [urlsplit(one).path for one in operation.links("/brief")] == ["/brief"]
    brief = browser.get(operation.links("/brief")[0])
    assert "North" in brief.words and "Deconfliction" in brief.words
    assert browser.client.get(f"/brief?of={OPERATION}&file=1").content.startswith(b"%PDF")
    agreement = browser.get(f"/agreements/{LEE}:TFM:1")
    assert {urlsplit(one).path for one in (*agreement.links("/switch"), *agreement.links("/costs"))} == {
        "/switch", "/costs"
    }  # fmt: skip
    switch = browser.get(f"/switch?of={AGREEMENT}&to=WSO")
    assert "Acts that are listed otherwise" in switch.words and "What both cost in 5 years" in switch.words
    assert "arrest_without_warrant" not in switch.text, "acts by their names, not their codes"
    assert "No cost was recorded yet" in browser.get(f"/costs?of={AGREEMENT}").words
    assert browser.get(f"/switch?of={AGREEMENT}&to=TFM").status == 400
    for path in (f"/brief?of={AGREEMENT}", f"/switch?of={OPERATION}&to=WSO", f"/costs?of=agreement:{YUMA}:TFM:1"):
        assert browser.get(path).status == 404, path


def test_exports_are_of_the_agencies_that_the_role_may_export(browser: Browser) -> None:
    browser.enter("manager1-lee")
    officers = browser.get("/export?file=officers").text
    assert f"O-1,{LEE}" in officers and YUMA not in officers
    assert browser.get(f"/export?file=officers&agency={YUMA}").status == 404
    assert YUMA in browser.enter("hq").get("/export?file=officers").text
    assert browser.enter("super-FL").get("/export").status == 403


def test_notices_tell_what_a_pass_has_sent_and_no_mailbox(browser: Browser, tmp_path: Path) -> None:
    browser.enter("manager1-lee")
    settings = "mail: {host: mail.example, sender: office@example.gov, to: [{address: a@example.gov, role: manager}]}\n"
    (tmp_path / "notices.yaml").write_text(settings)
    shown = browser.get("/notices")
    assert "the next pass" in shown.words and "by e-mail to the roles" in shown.words
    assert "example.gov" not in shown.text and YUMA not in shown.text


def test_that_the_ledger_grew_is_proved_checked_and_countersigned(
    browser: Browser, office: House, tmp_path: Path
) -> None:
    browser.enter("ig")
    kept = json.dumps(write(office.office.engine, keep_checkpoint)).encode()
    status, grown = sent(browser, "/proofs/grown", {"checkpoint": kept})
    assert status == 200 and proof_holds(json.loads(grown), office.office.keys.public)
    status, page = sent(browser, "/proofs/check", {"proof": grown}, key=office.office.keys.public)
    assert status == 200 and b"The proof holds" in page
    theirs = make_keys(tmp_path / "theirs")
    status, page = sent(browser, "/proofs/check", {"proof": grown}, key=theirs.public)
    assert b"does not hold" in page
    for spoiled in (b"", b"[]", b"{", b"{}", b"\xff"):
        assert sent(browser, "/proofs/grown", {"checkpoint": spoiled})[0] == 422, spoiled
        assert sent(browser, "/proofs/check", {"proof": spoiled}, key="x")[0] == 422, spoiled
    assert sent(browser, "/proofs/countersign", {"checkpoint": kept}, key=office.office.keys.public)[0] == 403
    browser.enter("root")
    root, known = "ab" * 32, "2026-01-01T00:00:00.000000Z"
    signed = {"size": 4, "root": root, "known": known, "signature": theirs.sign(4, root, known)}
    checkpoint = json.dumps(signed).encode()
    status, both = sent(browser, "/proofs/countersign", {"checkpoint": checkpoint}, key=theirs.public)
    assert status == 200 and json.loads(both)["countersigned"]["key"] == office.office.keys.public
    assert sent(browser, "/proofs/countersign", {"checkpoint": checkpoint}, key=theirs.public)[0] == 422


def test_a_page_about_a_thing_is_about_it_in_the_other_language_too(browser: Browser) -> None:
    browser.enter("manager1-lee")
    for path in (
        f"/do/officer.leaving?of=officer:O-1:{LEE}:TFM",
        f"/cascade?if={AGREEMENT}",
        f"/switch?of={AGREEMENT}",
    ):
        (way,) = (one for one in browser.get(path).links("/es/") if urlsplit(one).path == f"/es{urlsplit(path).path}")
        assert browser.get(way).status == 200, path
    refused = browser.fill(f"/do/officer.leaving?of=officer:O-1:{LEE}:TFM", on="2026-01-05")
    assert refused.status == 422
    assert browser.get(refused.links("/es/do/officer.leaving")[0]).status == 200
    assert browser.get("/es").headers["location"] == "/es/"
