"""What every answer carries: security headers, validators, caching, compression; and what no answer carries."""

from __future__ import annotations

import gzip
import json
import logging

import pytest
from starlette.testclient import TestClient

from open287g.web.server.access_log import JsonLines

SAMPLE = ("/", "/es/walk", "/api/v1/agencies", "/feeds/nation.atom", "/embed/nation", "/nothing", "/static/site.css")


@pytest.mark.parametrize("path", SAMPLE)
def test_every_answer_is_locked_down(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy and "https:" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_only_embeds_may_be_framed(client: TestClient) -> None:
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]
    assert "frame-ancestors *" in client.get("/embed/nation").headers["content-security-policy"]
    assert "x-frame-options" not in client.get("/embed/nation").headers


@pytest.mark.parametrize("path", ["/", "/api/v1/agencies", "/feeds/state/FL.json"])
def test_a_known_answer_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": 'W/"other", "another"'}).status_code == 200


def test_head_tells_what_get_sends(client: TestClient) -> None:
    got, head = client.get("/"), client.head("/")
    assert head.content == b""
    for name in ("etag", "content-type", "content-security-policy"):
        assert head.headers[name] == got.headers[name]


def test_text_is_compressed_for_those_who_ask(client: TestClient) -> None:
    plain = client.get("/rules", headers={"Accept-Encoding": "identity"})
    with client.stream("GET", "/rules", headers={"Accept-Encoding": "gzip"}) as zipped:
        raw = b"".join(zipped.iter_raw())
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 3


def test_versioned_files_are_kept_for_good_and_errors_not_at_all(client: TestClient) -> None:
    assert "immutable" in client.get("/static/site.css?v=abc").headers["cache-control"]
    assert client.get("/nothing").headers["cache-control"] == "no-store"


def test_the_api_is_open_to_pages_of_other_sites(client: TestClient) -> None:
    answer = client.get("/api/v1/summary", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    asked = client.options("/api/v1/summary", headers={"Access-Control-Request-Headers": "if-none-match"})
    assert asked.status_code == 204
    assert "If-None-Match" in asked.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in client.get("/").headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    for path in ("/", "/api/v1/agencies", "/agency/FL-collier-county-sheriffs-office"):
        assert client.request(method, path).status_code == 405


def test_health_and_metrics_tell_operators_what_they_need(client: TestClient) -> None:
    health = client.get("/health").json()
    assert health["status"] == "ok" and health["published"] == "2026-05-18" and len(health["record"]) == 12
    text = client.get("/metrics").text
    assert 'open287g_answers_total{method="GET",route="/health",status="2xx"}' in text
    assert "open287g_record_agreements 6" in text


def test_the_log_names_no_visitor_and_no_search_word(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="open287g.access")
    client.get(
        "/search", params={"q": "secretword"}, headers={"X-Forwarded-For": "203.0.113.9", "User-Agent": "agent9"}
    )
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "open287g.access"]
    assert json.loads(lines[-1])["path"] == "/search"
    joined = "\n".join(lines)
    for word in ("secretword", "203.0.113.9", "agent9", "testclient"):
        assert word not in joined


FOREIGN = "elsewhere.example"
REDIRECTED = ("/changes/", "/state/FL/", "/api/v1/agencies/", "/static", "/es", "//changes/")


@pytest.mark.parametrize(
    "path", [*SAMPLE, "/changes/", "/state/FL/", "/api/v1/agencies/", "/static", "/es", "//changes/"]
)
def test_a_foreign_host_is_never_echoed(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Host": FOREIGN, "X-Forwarded-Host": FOREIGN}, follow_redirects=False)
    assert FOREIGN not in answer.text
    assert not [name for name, value in answer.headers.items() if FOREIGN in value]
    if answer.is_redirect:
        assert answer.headers["location"].startswith("/") and not answer.headers["location"].startswith("//")
