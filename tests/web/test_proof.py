"""From a number to the file: events with their row, citations, addresses that name a version, foreign hosts."""

from __future__ import annotations

import json
import os
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.record.asking.loaded import LoadedRecord
from open287g.web.server.app import create_app
from open287g.web.server.versions import Versions

LOCAL = "http://localhost:8000"


@pytest.fixture(scope="module")
def local(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The atlas as a browser on this machine meets it, over a home of its own."""
    home = tmp_path_factory.mktemp("versions") / "home"
    shutil.copytree(sample_home, home)
    return TestClient(create_app(home), base_url=LOCAL, follow_redirects=False)


def test_an_event_shows_the_cells_of_its_row_and_marks_what_tells_it(real: TestClient, loaded: LoadedRecord) -> None:
    event = next(e for e in loaded.tables["events"] if e["kind"] == "date_corrected" and e["row"])
    text = real.get(f"/event/{event['event_id']}").text
    drawn = re.findall(r'<g class="(head|name|cell|cell marked)">.*?<title>(.*?)</title>', text)
    assert ("head", str(event["row"])) in drawn
    marked = [unescape(words) for kind, words in drawn if kind == "cell marked"]
    assert marked == [loaded.cells[event["event_id"]]["raw_signed"]]
    assert event["sha256"] in text and event["file"] in text


def test_hostile_cells_are_drawn_as_text(client: TestClient) -> None:
    text = client.get("/event/e5a").text
    assert "<script>alert" not in text


def test_a_page_is_cited_by_an_address_that_names_its_version_and_answers(local: TestClient) -> None:
    text = local.get("/es/county/12021").text
    (csl,) = json.loads(unescape(re.findall(r"CSL JSON</p><pre[^>]*>(.*?)</pre>", text, re.S)[0]))
    assert csl["URL"].startswith(f"{LOCAL}/v/{csl['version']}/es/county/12021")
    path = csl["URL"].removeprefix(LOCAL)
    again = local.get(path)
    assert again.status_code == 200
    links = re.findall(r'<a [^>]*href="(/[^"]*)"', again.text)
    assert links and all(link.startswith(f"/v/{csl['version']}/") for link in links)


def test_a_version_answers_the_same_after_the_next_build(real: TestClient, local: TestClient, home: Path) -> None:
    version = local.get("/health").json()["record"]
    folder = Path(local.app.store.path).parent  # type: ignore[attr-defined]  # the responder holds it
    before = local.get(f"/v/{version}/api/v1/agencies").json()
    scratch = folder / "next"
    shutil.copyfile(home / "record" / "record.duckdb", scratch)
    scratch.replace(folder / "record.duckdb")
    after = TestClient(create_app(folder.parent), base_url=LOCAL, follow_redirects=False)
    assert after.get("/health").json()["record"] != version
    assert after.get(f"/v/{version}/api/v1/agencies").json() == before
    assert after.get(f"/v/{version}/downloads/SHA256SUMS").status_code == 404
    for language, says in (("", "an older version of the record"), ("/es", "una versión anterior del registro")):
        cited = after.get(f"/v/{version}{language}/county/12021").text
        assert says in cited and f'<a href="{language}/county/12021">' in cited
        assert says not in after.get(f"{language}/county/12021").text
        assert says in after.get(f"/v/{version}{language}/feeds/nation.json").json()["description"]


@pytest.mark.parametrize("path", ["/v/000000000000/", "/v/xyz/", "/v/", "/v/000000000000/../../etc/passwd"])
def test_a_version_that_is_not_kept_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:1", "127.0.0.1@evil.example", ""]
)
def test_a_foreign_host_is_never_repeated(local: TestClient, host: str) -> None:
    answer = local.get("/county/12021", headers={"host": host})
    head = answer.text.split("<body>")[0]
    assert "evil" not in answer.text and "evil" not in str(answer.headers)
    assert '<link rel="canonical" href="/county/12021">' in head


def test_links_to_a_page_are_absolute_where_the_host_is_this_machine(local: TestClient) -> None:
    head = local.get("/county/12021").text.split("<body>")[0]
    assert f'<link rel="canonical" href="{LOCAL}/county/12021">' in head
    assert f'hreflang="es" href="{LOCAL}/es/county/12021"' in head


@pytest.mark.parametrize(
    "query", ["agreements?model=tfm", "agreements?status=open", "events?kind=signed", "endings?grade=sure"]
)
def test_a_value_that_a_filter_does_not_know_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/api/v1/{query}").status_code == 422


@pytest.mark.parametrize(
    "query",
    ["?model=tfm", "changes?kind=signed", "state/FL?model=X", "documents?model=tfm", "documents?edition=TFM-1999"],
)
def test_a_page_that_does_not_know_a_filter_says_so_and_shows_no_empty_list(client: TestClient, query: str) -> None:
    assert client.get(f"/{query}").status_code == client.get(f"/es/{query}").status_code == 400


def test_an_event_before_the_lists_leads_to_its_place_on_the_page_of_its_agency(client: TestClient) -> None:
    for language in ("", "/es"):
        answer = client.get(f"{language}/event/delisted-early", follow_redirects=False)
        assert answer.status_code == 301
        page, _, anchor = answer.headers["location"].partition("#")
        assert anchor == "delisted-early", answer.headers["location"]
        assert page == f"{language}/agency/TX-hostile-constable"
        assert f'id="{anchor}"' in client.get(page).text


def test_an_agency_of_the_early_years_alone_answers_a_resident_too(client: TestClient) -> None:
    text = client.get("/agency/TX-hostile-constable").text
    assert len(re.findall(r'class="answer (?:yes|no|limited|unknown)"', text)) == 6
    assert "State law on" in text and "Whom to complain to" in text and "/feeds/agency/" not in text


def test_a_change_of_language_keeps_what_was_asked(client: TestClient) -> None:
    text = client.get("/changes?state=FL&model=TFM").text
    assert 'href="/es/changes?state=FL&amp;model=TFM"' in text


def test_a_day_of_changes_is_a_headline_and_memoranda_are_a_number(real: TestClient) -> None:
    text = real.get("/changes").text
    assert "13 new in 8 states; 2 gone, in Maryland" in text
    assert re.search(r"\d+ memoranda linked", text)
    feed = real.get("/feeds/nation.json").json()["items"]
    assert feed[0]["title"].startswith("Week of") and all(":" in item["title"] for item in feed)
    assert len({item["title"] for item in feed}) > len(feed) / 2


def test_no_more_records_are_kept_than_a_disk_can_bear(tmp_path: Path) -> None:
    record = tmp_path / "record.duckdb"
    versions = Versions(record)
    for number in range(15):
        (tmp_path / "new").write_text(str(number))
        os.utime(tmp_path / "new", (number, number))
        (tmp_path / "new").replace(record)
        versions.keep(f"{number:012x}")
    kept = sorted(path.stem for path in (tmp_path / "versions").iterdir())
    assert kept == [f"{number:012x}" for number in range(3, 15)]
