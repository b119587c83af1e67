"""The API: who comes in, what is taken in once, and how every error is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import text
from starlette.testclient import TestClient

from open287g.office.api import api_app
from open287g.office.api.bodies import MOST
from open287g.office.checks import verify
from open287g.office.ledger.database import read
from open287g.office.ledger.outsider import proof_holds
from open287g.office.login.tokens import issue
from open287g.office.model.roles import actions_of
from open287g.ui.serving.rates import Rate
from tests.office.agency import LEE, POLK, YUMA, House
from tests.office.filled import filled

FAST = Rate(per_second=1e6, burst=1_000_000)
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("api")
    if request.param == "sqlite":
        return filled(f"sqlite:///{folder / 'office.sqlite'}", folder)
    return filled(request.getfixturevalue("postgres").new_database(), folder)


@pytest.fixture(scope="module")
def client(office: House) -> Iterator[TestClient]:
    with TestClient(api_app(lambda: office.office, FAST, FAST), raise_server_exceptions=False) as made:
        yield made


def token(office: House, account: str, *scopes: str, days: int = 30) -> str:
    """A token of an account with these scopes, or all it may have."""
    role = office.state(f"account:{account}").facts["role"]
    wanted = scopes or actions_of(role) - {"token.issued"}
    return issue(office.office, account, wanted, office.clock.now.date() + timedelta(days=days))


def held(office: House, account: str, *scopes: str, key: str = "") -> dict[str, str]:
    told = {"authorization": f"Bearer {token(office, account, *scopes)}"}
    return told | ({"idempotency-key": key} if key else {})


def sound(office: House) -> int:
    found = read(office.office.engine, lambda c: verify(c, office.office.keys))
    assert found.ok, found
    return found.entries


def enter(n: str, agency: str = LEE) -> dict[str, Any]:
    return {"kind": "act.entered", "act_id": n, "act": "interrogate", "at": "2025-05-02T10:00:00",
            "officer_id": "O-1", "agency_id": agency, "model": "TFM"}  # fmt: skip


# Tokens


def test_a_token_is_shown_once_and_no_copy_is_kept(office: House) -> None:
    made = token(office, "manager1-lee", "read")
    secret = made.split("_", 2)[2]
    tables = ("entries", "subjects", "logins", "sessions")
    held_in = [
        str(row)
        for table in tables
        for row in read(office.office.engine, lambda c, table=table: c.execute(text(f"select * from {table}")).all())
    ]
    assert len(secret) == 43 and not any(secret in row for row in held_in)
    entry = office.state(f"token:{made.split('_')[1]}")
    assert (entry.state, entry.facts["account"], entry.facts["scopes"]) == ("issued", "manager1-lee", ["read"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: "", lambda t: "nothing", lambda t: t[:-1], lambda t: t + "A", lambda t: t.upper(),
        lambda t: t.replace("o287", "o288"), lambda t: t[:5] + "0" * 16 + t[21:], lambda t: t[:22] + "A" * 43,
    ],
)  # fmt: skip
def test_without_a_good_token_every_path_answers_alike(office: House, client: TestClient, spoil: Any) -> None:
    told = {"authorization": f"Bearer {spoil(token(office, 'hq'))}"}
    for path in ("/v1/me", "/v1/agreements", "/v1/officers/none", "/v1/ledger/verify", "/v1/due"):
        answer = client.get(path, headers=told)
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
        assert "www-authenticate" in answer.headers
    assert client.post("/v1/events", json=enter("x"), headers=told).status_code == 401


def test_a_token_ends_on_its_day_when_revoked_when_cut_and_with_its_account(office: House, client: TestClient) -> None:
    def good(made: str) -> bool:
        return client.get("/v1/me", headers={"authorization": f"Bearer {made}"}).status_code == 200

    now = office.clock.now
    short, own, other = (token(office, "ig", "read", days=1) for _ in range(3))
    assert good(short) and good(own) and good(other)
    office.say("ig", "token.revoked", "2026-06-01", token_id=own.split("_")[1])
    office.say("root", "token.cut", "2026-06-01", token_id=other.split("_")[1], reason="it leaked")
    assert not good(own) and not good(other) and good(short)
    office.clock.now = now + timedelta(days=2)
    assert not good(short)
    office.clock.now = now
    office.say("root", "account.opened", "2026-06-01", account=f"t-{now:%H%M%S}", role="inspector", person="staff-t")
    last = token(office, f"t-{now:%H%M%S}", "read")
    assert good(last)
    office.say("root", "account.closed", "2026-06-01", account=f"t-{now:%H%M%S}", reason="left")
    assert not good(last)


def test_a_token_may_less_than_its_account(office: House, client: TestClient) -> None:
    told = held(office, "manager1-lee", "read", key="narrow-0001")
    assert client.get("/v1/officers", headers=told).status_code == 200
    for path in ("/v1/tokens", "/v1/due", "/v1/export/acts.csv"):
        answer = client.get(path, headers=told)
        assert answer.status_code == 403 and "has no scope" in answer.json()["detail"]
    assert client.post("/v1/events", json=enter("narrow"), headers=told).status_code == 403
    assert office.state("act:narrow").state == ""


@pytest.mark.parametrize("scopes", [["backup"], ["token.issued"], ["read", "grant.granted"], ["no such thing"]])
def test_a_token_beyond_its_account_is_not_made(office: House, scopes: list[str]) -> None:
    from open287g.core.errors import Open287gError

    with pytest.raises(Open287gError):
        issue(office.office, "manager1-lee", scopes, date(2026, 6, 30))


@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2036, 1, 1)])
def test_a_token_without_an_end_within_a_year_is_not_made(office: House, until: date) -> None:
    from open287g.office.entering.refusal import Refused

    with pytest.raises(Refused, match="expires_on"):
        issue(office.office, "manager1-lee", ["read"], until)


def test_no_account_makes_or_takes_back_the_token_of_another(office: House) -> None:
    from open287g.office.entering.admission import NOT_YOURS
    from open287g.office.entering.refusal import Refused

    told = {"secret_sha256": "cd" * 32, "scopes": ["read"], "expires_on": "2026-06-20", "account": "hq"}
    for actor in ("root", "manager1-lee", "ig", "hq2"):
        with pytest.raises(Refused) as caught:
            office.say(actor, "token.issued", "2026-06-01", token_id="theirs", **told)
        assert [one.says for one in caught.value.reasons] == [NOT_YOURS]
        for name in ("id-hq", "no-such-token"):
            with pytest.raises(Refused) as caught:
                office.say(actor, "token.revoked", "2026-06-01", token_id=name)
            assert [one.says for one in caught.value.reasons] == [NOT_YOURS]


def test_who_asks_too_often_waits(office: House) -> None:
    slow = Rate(per_second=0.001, burst=3)
    with TestClient(api_app(lambda: office.office, slow, slow)) as client:
        told, other = held(office, "hq", "read"), held(office, "ig", "read")
        assert [client.get("/v1/me", headers=told).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        answer = client.get("/v1/me", headers=told)
        assert int(answer.headers["retry-after"]) > 0 and answer.headers["content-type"] == PROBLEM
        assert client.get("/v1/me", headers=other).status_code == 200
        assert [client.get("/v1/me").status_code for _ in range(5)] == [401, 401, 401, 429, 429]


# Steps


def test_an_event_goes_through_the_one_way_in(office: House, client: TestClient) -> None:
    before = sound(office)
    answer = client.post("/v1/events", json=enter("api-1"), headers=held(office, "manager1-lee", key="first-0001"))
    told = answer.json()
    assert answer.status_code == 201 and told["subject"] == "act:api-1"
    assert told["after"] == office.state("act:api-1").state
    assert sound(office) == told["number"] + 1 > before


def test_a_request_that_comes_twice_is_done_once(office: House, client: TestClient) -> None:
    told = held(office, "manager1-lee", key="twice-0001")
    tally = {"kind": "operation.tallied", "on": "2025-05-01", "operation_id": f"id-{LEE}", "method": "jail",
             "criminality": "unknown", "count": 3}  # fmt: skip
    first, again = (client.post("/v1/events", json=tally, headers=told) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201) and first.text == again.text
    assert again.headers["idempotency-replayed"] == "true" and "idempotency-replayed" not in first.headers
    assert len(office.state(f"operation:id-{LEE}").facts["tallies"]) == 1
    assert client.post("/v1/events", json=tally | {"count": 4}, headers=told).status_code == 422
    other = told | {"authorization": held(office, "manager2-lee")["authorization"]}
    assert client.post("/v1/events", json=tally, headers=other).status_code == 201
    assert len(office.state(f"operation:id-{LEE}").facts["tallies"]) == 2


def test_what_was_refused_may_be_sent_again_under_its_key(office: House, client: TestClient) -> None:
    told = held(office, "manager1-lee", key="refused-0001")
    wrong = {"kind": "officer.leaving", "on": "2026-05-01", "officer_id": "O-3", "agency_id": LEE, "model": "TFM",
             "leaves_on": "2026-08-01"}  # fmt: skip
    assert client.post("/v1/events", json=wrong, headers=told).status_code == 403
    assert client.post("/v1/events", json=enter("api-after-refusal"), headers=told).status_code == 201


@pytest.mark.parametrize("key", [None, "", "short", "a b c d e f g", "x" * 300])
def test_a_write_wants_a_key(office: House, client: TestClient, key: str | None) -> None:
    told = held(office, "manager1-lee") | ({} if key is None else {"idempotency-key": key})
    answer = client.post("/v1/events", json=enter("keyless"), headers=told)
    assert answer.status_code == 400 and "Idempotency-Key" in answer.json()["detail"]
    assert office.state("act:keyless").state == ""


def test_a_dry_run_takes_nothing_in(office: House, client: TestClient) -> None:
    before = sound(office)
    told = held(office, "manager1-lee")
    answer = client.post("/v1/events?dry_run=true", json=enter("tried"), headers=told)
    assert answer.status_code == 200 and answer.json()["dry_run"] and "checkpoint" not in answer.json()
    assert answer.json()["after"] and sound(office) == before + 1  # the token
    assert office.state("act:tried").state == ""


def test_a_batch_is_taken_in_whole_or_not_at_all(office: House, client: TestClient) -> None:
    good, bad = [enter(f"batch-{n}") for n in range(3)], enter("batch-9") | {"officer_id": "no such id"}
    told = held(office, "manager1-lee", key="batch-0001")
    answer = client.post("/v1/batches", json={"events": [*good, bad]}, headers=told)
    assert answer.status_code == 422 and office.state("act:batch-0").state == ""
    answer = client.post("/v1/batches", json={"events": good}, headers=told)
    assert [one["subject"] for one in answer.json()["receipts"]] == ["act:batch-0", "act:batch-1", "act:batch-2"]
    for body in ({"events": []}, {"events": good * 100}, {"events": ["x"]}, {"events": good, "more": 1}):
        assert (
            client.post("/v1/batches", json=body, headers=told | {"idempotency-key": "wrong-0001"}).status_code == 400
        )


def test_what_changed_since_it_was_read_is_not_overwritten(office: House, client: TestClient) -> None:
    told = held(office, "super-FL")
    path = f"/v1/agreements/{LEE}:TFM:1"
    tag = client.get(path, headers=told).headers["etag"]
    met = {"kind": "agreement.met", "on": "2026-05-01", "agreement_id": f"{LEE}:TFM:1"}
    first = client.post("/v1/events", json=met, headers=told | {"idempotency-key": "met-00001", "if-match": tag})
    again = client.post("/v1/events", json=met, headers=told | {"idempotency-key": "met-00002", "if-match": tag})
    assert (first.status_code, again.status_code) == (201, 412)
    assert client.get(path, headers=told).headers["etag"] == f'"{first.json()["number"]}"'
    foreign = {"kind": "agreement.met", "on": "2026-05-01", "agreement_id": f"{YUMA}:TFM:1"}
    answer = client.post("/v1/events", json=foreign, headers=told | {"idempotency-key": "met-00003", "if-match": '"1"'})
    assert answer.status_code == 403


def test_may_i_says_what_the_rulebook_says_and_keeps_nothing(office: House, client: TestClient) -> None:
    told, before = held(office, "cop"), sound(office)
    act = {name: value for name, value in enter("x").items() if name not in ("kind", "act_id")}
    answer = client.post("/v1/may", json=act, headers=told)
    assert answer.status_code == 200 and answer.json()["verdict"] in ("authorized", "undetermined", "authorized if")
    early = client.post("/v1/may", json=act | {"at": "2025-03-01T10:00:00"}, headers=told).json()
    assert early["verdict"] == "not authorized" and any(one["result"] == "fail" for one in early["provisions"])
    for elsewhere in ({"officer_id": "O-2"}, {"agency_id": POLK}, {"agency_id": ""}):
        assert client.post("/v1/may", json=act | elsewhere, headers=told).status_code == 403
    assert sound(office) == before


# Bodies


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"[]", 400), (b"null", 400), (b"{", 400), (b'{"kind": "act.entered", "kind": "grant.cut"}', 400),
        (b'{"kind": 7}', 400), (b'{"kind": "no.such"}', 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400),
        (b'{"kind": "act.entered", "act_id": "\\ud800"}', 400), (b'{"kind": "act.entered", "act_id": "\\u0000"}', 400),
        (b'{"kind": "act.entered", "act_id": NaN}', 400),
        (f'{{"kind": "act.entered", "agency_id": "{LEE}", "officer_id": []}}'.encode(), 422), (b" " * (MOST + 1), 413),
        (b'{"kind": "act.entered", "act_id": {"a": 1}}', 403), (b'{"kind": "act.entered"}', 403),
    ],
)  # fmt: skip
def test_a_body_that_is_no_event_is_told_as_a_problem(
    office: House, client: TestClient, body: bytes, status: int
) -> None:
    told = held(office, "manager1-lee", key="bodies-0001") | {"content-type": "application/json"}
    answer = client.post("/v1/events", content=body, headers=told)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["type"] == f"/problems/{status}"


def test_what_is_no_json_by_its_own_word_is_not_read(office: House, client: TestClient) -> None:
    told = held(office, "manager1-lee", key="plain-0001")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = client.post("/v1/events", content=json.dumps(enter("x")), headers=told | {"content-type": kind})
        assert answer.status_code == 415


def test_a_rejected_value_is_never_repeated(office: House, client: TestClient) -> None:
    told, secret = held(office, "manager1-lee", key="echo-0001"), "Maria Gonzalez A123456789"
    tries = [enter(secret), enter("x") | {secret: 1}, enter("x") | {"reason": secret}, enter("x") | {"at": secret},
             {"kind": secret}, enter("x") | {"agency_id": secret}]  # fmt: skip
    for one in tries:
        answer = client.post("/v1/events", json=one, headers=told)
        assert answer.status_code in (400, 403, 422) and "Gonzalez" not in answer.text and "12345" not in answer.text
    for path in (f"/v1/officers/{secret}", f"/v1/due?agency_id={secret}", f"/v1/officers?limit={secret}"):
        assert "Gonzalez" not in client.get(path, headers=told).text


# Reads


def test_pages_follow_each_other_without_gap_or_overlap(office: House, client: TestClient) -> None:
    told = held(office, "ig")
    whole = client.get("/v1/accounts?limit=200", headers=told).json()
    found: list[Any] = []
    after: str | None = ""
    while after is not None:
        body = client.get("/v1/accounts", params={"limit": 4, "after": after}, headers=told).json()
        found += body["data"]
        after = body["next"]
    assert found == whole["data"] and len(found) > 8 and whole["next"] is None
    assert not {"person", "secret_sha256", "identity"} & {name for row in found for name in row["facts"]}


def test_a_subject_is_read_on_a_day_as_known_then(office: House, client: TestClient) -> None:
    told, path = held(office, "super-FL"), f"/v1/officers/O-1:{LEE}:TFM"
    assert client.get(path, headers=told).json()["state"] == "authorized"
    assert client.get(f"{path}?on=2025-03-19", headers=told).status_code == 404
    assert client.get(f"{path}?known=2025-03-19", headers=told).status_code == 404
    kinds = [one["kind"] for one in client.get(f"{path}/entries", headers=told).json()["data"]]
    assert kinds[0] == "officer.nominated" and kinds[-1] == "officer.authorized"


def test_clocks_files_and_proofs_answer(office: House, client: TestClient) -> None:
    told = held(office, "ig")
    assert {one["agency_id"] for one in client.get("/v1/due", headers=told).json()["data"]} <= {LEE, POLK, YUMA}
    assert client.get("/v1/due.ics", headers=told).text.startswith("BEGIN:VCALENDAR")
    fall = client.get(
        f"/v1/agencies/{LEE}/cascade", params={"ending": f"agreement:{LEE}:TFM:1", "on": "2025-06-01"}, headers=told
    )
    assert fall.json()["officers"] == [f"officer:O-1:{LEE}:TFM"]
    assert client.get("/v1/export/acts.csv", headers=told).text.count("\n") > 3
    assert client.get("/v1/ledger/verify", headers=told).json()["ok"]
    head = client.get("/v1/ledger/checkpoint", headers=told).json()
    proof = client.get("/v1/ledger/entries/20/proof", headers=told).json()
    assert proof_holds(proof, head["key"])
    question = {"officer": f"O-1:{LEE}:TFM", "at": "2025-05-01T14:05:00"}
    answers = [
        client.post("/v1/attestations", json=question, headers=told | {"idempotency-key": "attest-0001"}).json()
        for _ in range(2)
    ]
    assert answers[0]["number"] == answers[1]["number"] and proof_holds(answers[0], head["key"])
    grown = client.get("/v1/ledger/consistency", params=head["checkpoint"], headers=told).json()
    assert proof_holds(grown, head["key"])
    once, again = (client.get("/v1/replay?on=2025-12-31&known=2026-06-01", headers=told) for _ in range(2))
    assert once.content == again.content and once.headers["x-sha256"] == again.headers["x-sha256"]


def test_the_description_is_openapi_3_1_and_holds_every_kind_of_event(client: TestClient, office: House) -> None:
    told = client.get("/v1/openapi.json").json()
    Draft202012Validator.check_schema(told["components"]["schemas"]["ActEntered"])
    assert told["openapi"].startswith("3.1") and len(told["components"]["schemas"]["Event"]["oneOf"]) > 70
    schema = {**told["components"]["schemas"]["ActEntered"], "components": told["components"]}
    assert not list(Draft202012Validator(schema).iter_errors(enter("x")))
    assert list(Draft202012Validator(schema).iter_errors(enter("x") | {"name": "y"}))


def test_what_the_log_says_holds_no_value_that_was_sent(
    office: House, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "Maria Gonzalez\nA123456789"
    told = held(office, "manager1-lee", "read", "act.entered", key="log-00001")
    client.get("/v1/due", headers=told)
    client.post("/v1/events", json=enter(secret) | {"agency_id": POLK}, headers=told)
    client.post("/v1/events", json=enter("x") | {"reason": secret}, headers=told)
    client.get("/v1/me", headers={"authorization": f"Bearer {secret.split()[0]}"})
    said = [record.getMessage() for record in caplog.records if record.name == "open287g.office"]
    assert len(said) == 4 and all("manager1-lee by token" in one for one in said[:3]) and "nobody" in said[3]
    assert not any(
        "Gonzalez" in one or "12345" in one or "\n" in one or told["authorization"][-43:] in one for one in said
    )


def test_nobody_is_redirected(office: House, client: TestClient) -> None:
    told = held(office, "ig", "read")
    for path in ("/v1/officers/", "/v1//me", "/v1", "//v1/me", "/V1/me"):
        assert client.get(path, headers=told, follow_redirects=False).status_code in (200, 404), path


def test_a_header_of_a_proxy_is_not_believed(office: House) -> None:
    slow = Rate(per_second=0.001, burst=2)
    with TestClient(api_app(lambda: office.office, slow, slow)) as client:
        found = [client.get("/v1/me", headers={"x-forwarded-for": f"10.0.0.{n}", "x-real-ip": f"10.0.0.{n}"})
                 for n in range(4)]  # fmt: skip
    assert [one.status_code for one in found] == [401, 401, 429, 429]


def test_a_download_is_named_by_the_office(office: House, client: TestClient) -> None:
    told = held(office, "ig", "export")
    headers = client.get("/v1/export/acts.csv", headers=told).headers
    assert headers["content-disposition"] == 'attachment; filename="acts.csv"'
    for name in ("..%2facts", "acts%0d%0ax", "roster"):
        assert client.get(f"/v1/export/{name}.csv", headers=told).status_code in (404, 422)


def test_methods_that_are_not_used_are_refused(office: House, client: TestClient) -> None:
    told = held(office, "ig", "read")
    for method in ("TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT"):
        assert client.request(method, "/v1/events", headers=told).status_code == 405, method


def test_a_token_in_the_address_opens_nothing(office: House, client: TestClient) -> None:
    made = token(office, "ig", "read")
    for query in (f"?token={made}", f"?access_token={made}", f"?authorization=Bearer%20{made}"):
        assert client.get(f"/v1/me{query}").status_code == 401
    assert client.get("/v1/me", cookies={"token": made, "authorization": f"Bearer {made}"}).status_code == 401


def test_every_answer_is_closed_to_caches_and_pages(office: House, client: TestClient) -> None:
    for path in ("/v1/me", "/v1/nothing", "/v1/openapi.json"):
        headers = client.get(path, headers=held(office, "ig", "read")).headers
        assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
    assert client.delete("/v1/events", headers=held(office, "ig", "read")).status_code == 405


def test_a_database_that_does_not_answer_is_a_503_that_tells_nothing(tmp_path: Path) -> None:
    found = filled(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)
    told = held(found, "manager1-lee", key="broken-0001")
    with TestClient(api_app(lambda: found.office, FAST, FAST), raise_server_exceptions=False) as client:
        found.office.engine.dispose()
        (tmp_path / "office.sqlite").rename(tmp_path / "gone.sqlite")
        (tmp_path / "office.sqlite").mkdir()
        answer = client.get("/v1/me", headers=told)
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert str(tmp_path) not in answer.text and answer.headers["retry-after"]
