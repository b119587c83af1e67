"""Who asks for too much of what is costly is told when to come again; what is in memory or watched is free."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.ui.serving.rates import Rate, Rates, visitor
from open287g.web.server import app as application
from open287g.web.server.app import create_app
from open287g.web.server.responder import Responder


@pytest.fixture
def client(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(application, "AT_ONCE", 3)
    monkeypatch.setenv("OPEN287G_HOME", str(sample_home))
    monkeypatch.setenv("OPEN287G_RATE", "0.001")
    return TestClient(application.from_environment(), follow_redirects=False)


@pytest.mark.parametrize(
    "path", ["/search?q=collier{}", "/api/v1/agencies?q=a{}", "/agency/none{}", "/downloads/none{}"]
)
def test_the_fourth_costly_question_at_once_is_refused_with_the_seconds_to_wait(client: TestClient, path: str) -> None:
    statuses = [client.get(path.format(number)).status_code for number in range(3)]
    assert 429 not in statuses
    refused = client.get(path.format(3))
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 100
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert 'route="none",status="4xx"' in client.get("/metrics").text


def test_what_is_in_memory_or_watched_or_static_is_never_refused(client: TestClient) -> None:
    for path in ("/about", "/health", "/metrics", "/static/site.css"):
        assert {client.get(path).status_code for _ in range(6)} == {200}
    assert client.get("/search?q=1").status_code == 200


def test_an_older_record_that_must_be_read_counts_as_many(client: TestClient, sample_home: Path) -> None:
    kept = sample_home / "record" / "versions" / "0123456789ab.duckdb"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(b"not read")
    try:
        assert client.get("/v/0123456789ab/about").status_code == 429
        assert client.get("/v/0123456789ac/about").status_code == 404
    finally:
        kept.unlink()


def test_each_visitor_has_a_share_of_their_own_which_fills_with_time() -> None:
    now = [0.0]
    rates = Rates(Rate(per_second=2, burst=4), lambda: now[0])
    assert [rates.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    assert rates.wait("b", 4) == 0
    assert rates.wait("b", 4) == 2.0
    now[0] = 0.5
    assert rates.wait("a") == 0


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_visitor_is_an_address_or_the_network_that_one_household_has(address: str, told: str) -> None:
    assert visitor({"type": "http", "client": (address, 1)}) == told


def test_a_socket_without_an_address_is_one_visitor() -> None:
    assert visitor({"type": "http", "client": None}) == ""


@pytest.mark.parametrize("path", ["/about", "/downloads/SHA256SUMS", "/api/v1/summary"])
def test_a_fault_is_answered_with_the_headers_of_every_answer_and_counted(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    app = create_app(sample_home)
    assert isinstance(app, Responder)
    fastapi = app.app

    async def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(fastapi, "router", fail)
    client = TestClient(app)
    answer = client.get(path)
    assert answer.status_code == 500
    assert "a fault of ours" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert 'route="none",status="5xx"' in app.metrics.text(app.store.current()).decode()
