"""The pages of the office: who comes in, what a form does, what is refused and how it is said, in both languages."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read, write
from open287g.office.ledger.outsider import proof_holds
from open287g.office.ledger.schema import entries, subjects
from open287g.office.login.passwords import STEP, set_password
from open287g.office.login.sessions import IDLE
from open287g.office.office import names_of
from open287g.office.record import record_all
from open287g.office.web.guard import LARGEST_BODY
from open287g.office.web.limits import Limit
from open287g.office.web.pages import things
from tests.office.agency import LEE, POLK, House
from tests.office.browsing import Browser, application

WORDS = "four plain words here"
OFFICER = f"O-1:{LEE}:TFM"
MANAGER = "manager1-lee"


@pytest.fixture
def office(furnished_office: House) -> House:
    """One office for all; each test changes what is its own."""
    return furnished_office


@pytest.fixture
def manager(office: House) -> Browser:
    return Browser(application(office)).enter(MANAGER)


def size(found: House) -> int:
    return read(found.office.engine, lambda c: read_head(c).size)


def authenticator(found: House, account: str = MANAGER) -> pyotp.TOTP:
    address = write(found.office.engine, lambda c: set_password(c, found.office.keys, account, WORDS))
    made = pyotp.parse_uri(address)
    assert isinstance(made, pyotp.TOTP)
    return made


def sign_in(browser: Browser, found: House, made: pyotp.TOTP, **other: str) -> int:
    found.clock.now += timedelta(seconds=STEP)
    told = {"account": MANAGER, "password": WORDS, "code": made.at(found.clock.now), **other}
    return browser.fill("/sign-in", **told).status


def test_password_and_code_let_in_and_the_session_ends(office: House) -> None:
    browser, made = Browser(application(office, open_door=False)), authenticator(office)
    assert sign_in(browser, office, made, code="000000") == 422
    assert sign_in(browser, office, made) == 303
    home = browser.get("/")
    assert home.status == 200 and MANAGER in home.words
    office.clock.now += IDLE + timedelta(seconds=5)
    assert browser.get("/").headers["location"] == "/sign-in"
    assert sign_in(browser, office, made) == 303
    token = re.search(r'name="form" value="([^"]+)"', browser.get("/").text)
    assert token is not None and browser.post("/sign-out", {"form": token[1]}).status == 303
    assert browser.get("/").headers["location"] == "/sign-in"


def test_there_is_no_door_but_in_a_synthetic_office(office: House) -> None:
    browser = Browser(application(office, open_door=False))
    assert browser.post("/demo", {"form": browser.token("/sign-in"), "account": MANAGER}).status == 404
    assert MANAGER not in browser.get("/sign-in").text


def test_many_tries_from_one_place_are_stopped(office: House) -> None:
    app = application(office, open_door=False)
    app.app.state.site.sign_in = Limit(2, 300)  # type: ignore[attr-defined]
    browser = Browser(app)
    told = [browser.fill("/sign-in", account="nobody", password="x", code="1").status for _ in range(3)]
    assert told == [422, 422, 429]


def test_a_limit_counts_each_address_and_forgets_after_a_while() -> None:
    now = [0.0]
    limit = Limit(2, 60, lambda: now[0])
    assert [limit.passes("a") for _ in range(3)] == [True, True, False] and limit.passes("b")
    now[0] = 59
    assert not limit.passes("a")
    now[0] = 61
    assert limit.passes("a")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: House) -> None:
    for secure, name in ((False, "office="), (True, "__Host-office=")):
        cookie = Browser(application(office, secure=secure)).get("/sign-in").headers["set-cookie"]
        assert cookie.startswith(name) and "HttpOnly" in cookie and "SameSite=lax" in cookie
        assert ("Secure" in cookie) is secure
        told = Browser(application(office, secure=secure)).get("/sign-in").headers
        assert ("strict-transport-security" in told) is secure


def test_one_changes_ones_own_password_and_every_session_ends(office: House) -> None:
    browser, made = Browser(application(office, open_door=False)), authenticator(office)
    assert sign_in(browser, office, made) == 303
    office.clock.now += timedelta(seconds=STEP)
    told = {"password": WORDS, "code": made.at(office.clock.now)}
    assert browser.fill("/password", **told, new="short").status == 422
    office.clock.now += timedelta(seconds=STEP)
    done = browser.fill("/password", password=WORDS, code=made.at(office.clock.now), new="other words of mine")
    assert done.status == 200 and "otpauth://" in done.text
    assert browser.get("/").headers["location"] == "/sign-in"


def test_a_password_is_hidden_and_may_be_pasted(office: House) -> None:
    page = Browser(application(office, open_door=False)).get("/sign-in").text
    (field,) = re.findall(r'<input id="password"[^>]*>', page)
    assert 'type="password"' in field and 'autocomplete="current-password"' in field and "onpaste" not in page


def test_one_sees_ones_sessions_and_ends_the_others(office: House) -> None:
    app, made = application(office, open_door=False), authenticator(office)
    first, second = Browser(app), Browser(app)
    assert sign_in(first, office, made) == sign_in(second, office, made) == 303
    assert second.get("/sessions").words.count("another") == 1
    office.clock.now += timedelta(seconds=STEP)
    assert second.fill("/sessions", password="wrong words", code="000000").status == 422
    assert first.get("/").status == 200
    office.clock.now += timedelta(seconds=STEP)
    done = second.fill("/sessions", password=WORDS, code=made.at(office.clock.now))
    assert "All other sessions have ended" in done.words
    assert (first.get("/").status, second.get("/").status) == (303, 200)


def test_leaving_stands_on_every_page_and_empties_the_browser(office: House, manager: Browser) -> None:
    for path in ("/", "/officers", "/ledger", "/nothing/here"):
        assert 'action="/sign-out"' in manager.get(path).text or path == "/nothing/here", path
    left = manager.post("/sign-out", {"form": manager.token("/")})
    assert left.headers["clear-site-data"] == '"cache", "cookies", "storage"'


def test_what_somebody_wrote_is_shown_as_text(office: House, manager: Browser) -> None:
    bad = "<script>alert(1)</script> <b onclick=x> &amp; \" ' {{ 7 }}"
    anybody = Browser(application(office))
    code = re.search(r"complaint-[0-9a-f]{20}", anybody.fill("/complain", agency_id=LEE, narrative=bad).text)
    assert code is not None
    told = manager.get(f"/complaints/{code[0]}")
    assert "<script" not in told.text and "<b onclick" not in told.text and "{{ 7 }}" in told.words
    for where in (f"/do/finding.answered?of={bad}", f"/officers?state={bad}", f"/{bad}"):
        assert "<script" not in manager.get(where).text, where
    answer = manager.fill("/do/officer.nominated", officer_id=bad, agency_id=LEE, model="TFM")
    assert answer.status == 422 and "<script" not in answer.text and "&lt;script" in answer.text


def test_every_answer_keeps_to_itself(office: House) -> None:
    browser = Browser(application(office))
    for path, status in (("/sign-in", 200), ("/nothing/here", 404), ("/officers", 303), ("/static/site.css", 200)):
        answer = browser.get(path, host="evil.example")
        assert answer.status == status and "evil.example" not in answer.text + str(answer.headers)
        assert "script-src" not in answer.headers["content-security-policy"] and "<script" not in answer.text
        assert answer.headers["x-frame-options"] == "DENY" and answer.headers["cache-control"] == "no-store"


def test_too_much_is_refused_before_it_is_read(office: House) -> None:
    browser = Browser(application(office))
    assert browser.get("/" + "a" * 3000).status == 414
    assert browser.post("/complain", {"narrative": "a" * (LARGEST_BODY + 1)}).status == 413
    kind = {"content-type": "application/x-www-form-urlencoded"}
    streamed = browser.client.post("/complain", content=iter([b"a" * LARGEST_BODY, b"aa"]), headers=kind)
    assert streamed.status_code == 413
    assert browser.post("/complain", {f"f{n}": "1" for n in range(500)}).status == 400


def test_an_officer_goes_from_nomination_to_authority_through_forms(office: House, manager: Browser) -> None:
    boss = Browser(application(office)).enter("super-FL")
    who, of = {"agency_id": LEE, "model": "TFM"}, f"officer:W-7:{LEE}:TFM"
    first = {"officer_id": "W-7", "us_citizen": "yes", "law_enforcement_years": "6", "on": "2026-03-02"}
    page = manager.follow(manager.fill("/do/officer.nominated", **who, **first))
    assert "nominated" in page.words and "Taken in as entry" in page.words
    for browser, kind, more in (
        (boss, "officer.vetted", {}),
        (manager, "officer.examined", {"exam": "final", "score": "91"}),
        (boss, "officer.certified", {}),
        (boss, "officer.authorized", {"authorization_states_powers": "yes"}),
    ):
        page = browser.follow(browser.fill(f"/do/{kind}?of={of}", f"/do/{kind}", on="2026-03-03", **more))
    assert "This officer has authority today" in page.words
    assert office.state(of).state == "authorized"
    assert manager.get("/officers?state=authorized").text.count("W-7") > 0


def test_the_page_of_an_officer_shows_the_newest_acts_and_says_how_many_there_are(
    office: House, manager: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(things, "NEWEST", 2)
    act = {"kind": "act.entered", "on": "2025-05-02", "act": "interrogate", "at": "2025-05-02T10:00:00"}
    told = act | {"officer_id": "O-1", "agency_id": LEE, "model": "TFM"}
    record_all(office.office, MANAGER, [told | {"act_id": name} for name in ("z-oldest", "y-middle", "x-newest")])
    page = manager.get(f"/officers/{OFFICER}")
    assert page.text.index("x-newest") < page.text.index("y-middle") and "z-oldest" not in page.text
    held = read(office.office.engine, lambda c: names_of(c, "act", [LEE]) + names_of(c, "grant", [LEE]))
    of = [name for name in held if office.state(name).facts["officer_id"] == "O-1"]
    shown = 2 + min(2, sum(name.startswith("grant:") for name in of))
    assert f"The newest {shown} of {len(of)}." in page.words


def test_a_refusal_names_the_provision_and_its_citation_and_keeps_what_was_entered(
    office: House, manager: Browser
) -> None:
    before = size(office)
    told = {"officer_id": "W-8", "agency_id": LEE, "model": "TFM", "us_citizen": "yes", "law_enforcement_years": "1"}
    answer = manager.fill("/do/officer.nominated", **told, on="2026-03-02")
    assert answer.status == 422 and "who.experience" in answer.words and "TFM MOA" in answer.words
    assert 'value="W-8"' in answer.text and size(office) == before
    spanish = manager.fill("/es/do/officer.nominated", **told, on="2026-03-02")
    assert "Rechazado" in spanish.words and "who.experience" in spanish.words and "años" in spanish.words


def test_what_names_a_person_is_refused_and_not_repeated(office: House, manager: Browser) -> None:
    before = size(office)
    told = {"on": "2026-03-02", "reason": "Told by Maria Gonzalez, A098765432"}
    answer = manager.fill(
        f"/do/officer.discipline_opened?of=officer:{OFFICER}", "/do/officer.discipline_opened", **told
    )
    assert answer.status == 422 and size(office) == before
    assert "what looks like" in answer.words and "A098765432" not in answer.words.split("Reason")[0]


def test_a_form_sent_twice_is_taken_in_once(office: House, manager: Browser) -> None:
    shown = manager.get(f"/do/agreement.met?of=agreement:{LEE}:TFM:1")
    told = {**shown.fields(), "on": "2026-03-02"}
    assert manager.post("/do/agreement.met", told).status == 303
    before = size(office)
    assert manager.post("/do/agreement.met", told).status == 409
    assert size(office) == before


def test_an_act_is_asked_first_and_waits_for_another_role_where_it_is_not_authorized(
    office: House, manager: Browser
) -> None:
    act = {"officer": OFFICER, "act": "interrogate", "at": "2026-03-02T10:00", "place": "field"}
    before = size(office)
    asked = manager.fill("/acts/enter", **act, then="ask")
    assert asked.status == 200 and "Facts that matter here" in asked.words and size(office) == before
    facts = {"believed_alien": "no", "in_jurisdiction": "yes", "restrained_for_questions": "no",
             "under_ice_supervision": "no"}  # fmt: skip
    asked = manager.fill("/acts/enter", **act, **facts, then="ask")
    assert "not authorized" in asked.words and "These provisions are not met" in asked.words
    page = manager.follow(manager.fill("/acts/enter", **act, **facts, then="enter"))
    assert "not authorized, awaits an override" in page.words and "Override" not in " ".join(page.links("/do/"))
    subject = re.search(r"<h1>Act <span[^>]*>([^<]+)<", page.text)
    assert subject is not None
    of = f"act:{subject[1]}"
    boss = Browser(application(office)).enter("super-FL")
    refused = boss.fill(f"/do/act.overridden?of={of}", "/do/act.overridden", on="2026-03-02")
    assert refused.status == 422
    done = boss.fill(f"/do/act.overridden?of={of}", "/do/act.overridden", on="2026-03-02", reason="directed by phone")
    assert "not authorized, overridden" in boss.follow(done).words


def test_undetermined_lists_the_facts_still_missing_and_the_form_asks_for_them(office: House, manager: Browser) -> None:
    act = {"officer": OFFICER, "act": "interrogate", "at": "2026-03-03T10:00"}
    page = manager.follow(manager.fill("/acts/enter", **act, then="enter"))
    assert "undetermined, facts are missing" in page.words and "Facts that would settle it" in page.words
    link = next(one for one in page.links("/do/") if "act.completed" in one)
    assert 'name="in_jurisdiction"' in manager.get(link).text.partition("<details>")[0]


def test_may_i_answers_and_keeps_nothing(office: House) -> None:
    cop = Browser(application(office)).enter("cop")
    before = size(office)
    told = {"officer": OFFICER, "act": "arrest_without_warrant", "at": "2026-03-02T10:00", "place": "field"}
    answer = cop.fill("/may", **told, then="ask")
    assert answer.status == 200 and "verdict-box" in answer.text and size(office) == before
    other = f"O-1:{LEE.replace('lee', 'polk')}:TFM"
    refused = cop.fill("/may", **{**told, "officer": other}, then="ask")
    assert refused.status == 422 and "may not do that there" in refused.words


def test_a_roster_is_tried_first_and_every_problem_told_by_row(office: House, manager: Browser) -> None:
    good = f"officer_id,agency_id,model,us_citizen\nR-1,{LEE},TFM,true\n"
    bad = good + f"R-2,{LEE},TFM,perhaps\nR-3,{LEE},XXX,true\n"

    def send(text: str, then: str) -> str:
        told = {**manager.get("/import").fields(), "table": "officers", "on": "2026-03-02", "then": then}
        return manager.post("/import", told, files={"file": ("roster.csv", text, "text/csv")}).words

    before = size(office)
    assert "Nothing was taken in" in send(bad, "try") and size(office) == before
    told = send(bad, "take")
    assert "us_citizen" in told and "perhaps" not in told and size(office) == before
    assert "All rows can be taken in" in send(good, "try") and size(office) == before
    assert "All rows were taken in" in send(good, "take")
    assert office.state(f"officer:R-1:{LEE}:TFM").state == "imported"


def test_a_complaint_needs_no_account_and_is_sealed(office: House) -> None:
    anybody = Browser(application(office))
    story = "I was held for a day, nobody told me why. My name is Rosa Example."
    answer = anybody.fill("/es/complain", agency_id=LEE, narrative=story, contact="rosa at home")
    code = re.search(r"complaint-[0-9a-f]{20}", answer.text)
    assert answer.status == 200 and code is not None
    held = read(
        office.office.engine, lambda c: [*c.execute(select(entries.c.body)), *c.execute(select(subjects.c.facts))]
    )
    assert "Rosa" not in str(held) and "rosa" not in str(held)
    token = anybody.token()
    status = anybody.post("/complain/status", {"form": token, "code": code[0]})
    assert status.status == 200 and "received" in status.words and "Rosa" not in status.text
    assert anybody.post("/complain/status", {"form": token, "code": f"id-{LEE}"}).status == 404
    told = Browser(application(office)).enter(MANAGER).get(f"/complaints/{code[0]}")
    assert "Rosa Example" in told.words
    assert Browser(application(office)).enter("manager1-yuma").get(f"/complaints/{code[0]}").status == 404


def test_the_ledger_is_verified_proved_and_replayed_from_pages(office: House, manager: Browser) -> None:
    inspector = Browser(application(office)).enter("ig")
    token = inspector.token("/ledger")
    assert "Everything is as it was signed" in inspector.post("/ledger/verify", {"form": token}).words
    number = office.state(f"officer:{OFFICER}").entries[0]
    proof = json.loads(manager.get(f"/ledger/proof/{number}").text)
    assert proof_holds(proof, office.office.keys.public)
    exhibit = "/ledger/replay?on=2025-06-01&known=2026-06-01&file=1"
    first, second = manager.get(exhibit).text, manager.get(exhibit).text
    assert first == second and all(json.loads(line)["agency_id"] in (LEE, "") for line in first.splitlines())
    checkpoint = inspector.post("/ledger/checkpoint", {"form": inspector.token("/ledger")})
    assert json.loads(checkpoint.text)["size"] == size(office)


def test_what_would_fall_is_shown_and_what_fell_is_cut_and_confirmed(office: House) -> None:
    office.say("hq", "grant.granted", "2025-04-02", grant_id=f"id-{POLK}", agency_id=POLK)
    hq = Browser(application(office)).enter("hq")
    of = f"agreement:{POLK}:TFM:1"
    assert f"id-{POLK}" in hq.get(f"/cascade?if={of}").words
    done = hq.fill(f"/do/agreement.suspended?of={of}", "/do/agreement.suspended", on="2026-06-01", reason="an inquiry")
    page = hq.follow(done)
    assert "What has no authority behind it any more" in page.words and f"id-{POLK}" in page.words
    access = hq.get("/access")
    cut = [link for link in access.links("/do/grant.cut") if POLK in link]
    assert len(cut) == 1
    hq.follow(hq.fill(cut[0], "/do/grant.cut", on="2026-06-01"))
    assert not [link for link in hq.get("/access").links("/do/grant.cut") if POLK in link]


def test_what_is_due_comes_as_a_page_and_as_a_calendar(office: House, manager: Browser) -> None:
    assert manager.get("/due").status == 200
    feed = manager.get("/due.ics")
    assert feed.text.startswith("BEGIN:VCALENDAR") and "text/calendar" in feed.headers["content-type"]


@pytest.mark.parametrize("path", ["/officers?page=0", "/officers?page=x", "/ledger/replay?on=yesterday"])
def test_what_cannot_be_read_is_told_and_not_repeated(manager: Browser, path: str) -> None:
    answer = manager.get(path)
    assert answer.status == 400 and "This cannot be read" in answer.words


def test_an_attestation_is_made_of_the_day_asked_about_and_its_proof_names_no_other_officer(
    office: House, manager: Browser
) -> None:
    told = {"officer": OFFICER, "asked_at": "2025-05-03T14:05", "on": "2026-03-02"}
    page = manager.follow(manager.fill("/do/attestation.made", **told))
    (proof,) = page.links("/ledger/proof/")
    entry = json.loads(json.loads(manager.get(proof).text)["entry"])
    assert entry["on"] == "2025-05-03" and entry["after"]["authority"] is True and entry["data"]["officer_id"] == "O-1"
