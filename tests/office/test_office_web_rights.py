"""Pages and the table of roles: every account before every page and every identifier; no other cell opens."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from open287g.office.model.kinds import kinds
from open287g.office.model.roles import ROLES, rights
from open287g.office.reading import OWN_FILE
from open287g.office.web.menu import BESIDE
from open287g.office.web.pages.things import SHELVES
from open287g.office.web.registry import ANY_ROLE, ANYBODY, PAGES
from tests.office.agency import LEE, POLK, YUMA, House
from tests.office.browsing import Browser, application
from tests.office.test_office_rights import SCOPES

ACCOUNTS = {name: told for name, told in SCOPES.items() if told[0] in ROLES}
PLAIN = [one for one in PAGES if not one.posts and "{" not in one.pattern]
ABOUT = ("/cascade", "/brief", "/switch", "/costs", "/link", "/document", "/doctor", "/sign-in/back")
"""Pages about one thing, or about what this office has not: with neither, they are nothing."""

OF_AGENCIES = ("officer", "agreement", "grant", "act", "complaint", "finding")


@pytest.fixture(scope="module")
def office(furnished_office: House) -> House:
    return furnished_office


@pytest.fixture(scope="module", params=ACCOUNTS)
def inside(request: pytest.FixtureRequest, office: House) -> Iterator[tuple[str, Browser]]:
    """An account of each role and nearness, signed in."""
    yield request.param, Browser(application(office)).enter(request.param)


def name_of(kind: str, agency: str) -> str:
    """The subject of a kind that an agency has."""
    own = {"officer": f"O-1:{agency}:TFM", "agreement": f"{agency}:TFM:1"}
    return f"{kind}:{own.get(kind, f'id-{agency}')}"


def near(account: str, kind: str, agency: str) -> str:
    """How near a thing is to an account: `self` are an officer's own file and acts alone."""
    told = ACCOUNTS[account][1][agency]
    return "own" if told == "self" and kind not in OWN_FILE else told


def open_to(account: str, kind: str, action: str, agency: str) -> bool:
    return near(account, kind, agency) in rights().get((ACCOUNTS[account][0], action), ())


def test_a_page_opens_to_the_roles_of_the_table_alone(inside: tuple[str, Browser]) -> None:
    account, browser = inside
    role = ACCOUNTS[account][0]
    wrong = []
    for one in PLAIN:
        wanted = 200 if one.needs in (ANYBODY, ANY_ROLE) or (role, one.needs) in rights() else 403
        wanted = 404 if one.pattern in ABOUT and wanted == 200 else wanted
        told = browser.get(one.pattern).status
        wrong += [(one.pattern, told)] if told != wanted else []
    assert wrong == []


def test_every_identifier_opens_where_the_table_says_so_and_nowhere_else(inside: tuple[str, Browser]) -> None:
    account, browser = inside
    wrong = []
    for kind in OF_AGENCIES:
        for agency in (LEE, POLK, YUMA):
            subject = name_of(kind, agency)
            shelf = SHELVES[kind]
            page = (ACCOUNTS[account][0], shelf.needs) in rights()
            wanted = 200 if page and open_to(account, kind, "read", agency) else 404 if page else 403
            told = browser.get(f"{shelf.path}/{subject.partition(':')[2]}").status
            wrong += [(subject, told, wanted)] if told != wanted else []
    assert wrong == []


def test_lists_name_nothing_of_an_agency_that_is_not_open(inside: tuple[str, Browser]) -> None:
    account, browser = inside
    for path in ("/", "/officers", "/agreements", "/grants", "/acts", "/due", "/access", "/ledger/replay"):
        answer = browser.get(path)
        for agency in (LEE, POLK, YUMA):
            own = account in ("cop", "cop2") and agency == LEE  # An officer knows in which agency they are.
            shown = agency in answer.text and not own
            assert not shown or open_to(account, "officer", "read", agency), (path, agency)


def test_the_form_of_a_step_opens_to_the_cells_of_the_table_alone(inside: tuple[str, Browser]) -> None:
    account, browser = inside
    wrong = []
    for name, kind in kinds().items():
        if kind.subject not in OF_AGENCIES or name in BESIDE:
            continue
        granted = (ACCOUNTS[account][0], name) in rights()
        for agency in (LEE, YUMA) if granted else (LEE,):
            readable = open_to(account, kind.subject, "read", agency)
            wanted = 200 if readable and open_to(account, kind.subject, name, agency) else 404
            told = browser.get(f"/do/{name}?of={quote(name_of(kind.subject, agency))}").status
            wrong += [(name, agency, told)] if told != wanted else []
    assert wrong == []


def test_a_step_posted_about_a_foreign_thing_takes_nothing_in(inside: tuple[str, Browser], office: House) -> None:
    account, browser = inside
    token, before = browser.token("/sign-in"), office.state(f"agreement:{YUMA}:TFM:1")
    for name, agency in (("agreement.suspended", YUMA), ("agreement.terminated", YUMA), ("officer.revoked", POLK)):
        kind = name.partition(".")[0]
        if not open_to(account, kind, name, agency):
            told = {"form": token, "of": name_of(kind, agency), "on": "2026-01-05", "reason": "an example",
                    "terminated_by": "ice", "revocation_decided_at": "2026-01-05T10:00"}  # fmt: skip
            assert browser.post(f"/do/{name}", told).status == 404, name
    assert office.state(f"agreement:{YUMA}:TFM:1") == before


def test_proofs_are_given_of_what_the_account_may_see(inside: tuple[str, Browser], office: House) -> None:
    account, browser = inside
    for agency in (LEE, YUMA):
        number = office.state(f"officer:O-1:{agency}:TFM").entries[0]
        wanted = 200 if open_to(account, "officer", "read", agency) else 404
        assert browser.get(f"/ledger/proof/{number}").status == wanted, agency


def test_whoever_is_not_in_is_sent_to_sign_in(office: House) -> None:
    browser = Browser(application(office))
    for one in PLAIN:
        answer = browser.get(one.pattern)
        if one.needs == ANYBODY:
            assert answer.status == (404 if one.pattern in ABOUT else 200)
        else:
            assert (answer.status, answer.headers["location"]) == (303, "/sign-in"), one.pattern
    assert browser.get(f"/officers/O-1:{LEE}:TFM").headers["location"] == "/sign-in"


def test_a_form_from_elsewhere_is_refused_by_every_page_that_takes_one(office: House) -> None:
    browser = Browser(application(office)).enter("hq")
    good = browser.token("/ledger")
    other = Browser(application(office)).token()
    takers = [one.pattern.replace("{kind}", "agreement.suspended") for one in PAGES if one.posts]
    for path in takers:
        of = {"of": f"agreement:{LEE}:TFM:1", "on": "2026-01-05", "reason": "an example"}
        assert browser.post(path, of).status == 403, path
        assert browser.post(path, {**of, "form": other}).status == 403, path
        crossed = {"headers": {"sec-fetch-site": "cross-site"}}
        assert browser.post(path, {**of, "form": good}, **crossed).status == 403, path
        assert browser.get(path).status != 303 or path in ("/sign-out", "/demo"), path
    assert office.state(f"agreement:{LEE}:TFM:1").state == "in force"
