"""Every kind of page, in both languages, over a record with hostile words."""

from __future__ import annotations

import gzip
import re

import pytest
from starlette.testclient import TestClient

from open287g.core.bundled import read_table
from open287g.record.asking.loaded import LoadedRecord
from open287g.web.pages import quality
from open287g.web.view.request import View
from tests.web.addresses import PAGES
from tests.web.html import Page
from tests.web.sample import HOSTILE

BOTH = [prefix + path if path != "/" else prefix + "/" for path in PAGES for prefix in ("", "/es")]


@pytest.mark.parametrize("path", BOTH)
def test_a_page_is_valid_html_without_inline_code(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    assert page.inline == []
    assert f'<html lang="{"es" if path.startswith("/es") else "en"}"' in answer.text


@pytest.mark.parametrize("path", BOTH)
def test_every_internal_link_of_a_page_resolves(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    inside = {link.split("#")[0] for link in page.links if link.startswith("/")}
    assert inside
    lost = [link for link in sorted(inside) if not _answers(client, link)]
    assert lost == []


def _answers(client: TestClient, link: str) -> bool:
    if link.startswith("/downloads/"):
        return True  # tests/web/test_downloads.py asks for each of them
    return client.get(link).status_code in (200, 301)


@pytest.mark.parametrize("path", BOTH)
def test_a_page_stays_under_60_kib_compressed(client: TestClient, path: str) -> None:
    body = client.get(path).content
    assert len(gzip.compress(body)) < 60 * 1024


def test_hostile_names_are_shown_as_text(client: TestClient) -> None:
    text = client.get("/agency/TX-hostile").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert HOSTILE in Page(text).text[0] or any(HOSTILE in piece for piece in Page(text).text)


def test_an_address_that_is_not_http_is_never_a_link(client: TestClient) -> None:
    for path in ("/agency/TX-hostile", "/agreement/TX-hostile:TFM:1"):
        links = Page(client.get(path).text).links
        assert not [link for link in links if link.lower().startswith("javascript")]


def test_unknown_stays_unknown_in_both_languages(client: TestClient) -> None:
    assert "unknown" in client.get("/agreement/TX-harris-county-sheriffs-office:WSO:1").text
    assert "desconocido" in client.get("/es/agreement/TX-harris-county-sheriffs-office:WSO:1").text


def test_retired_ids_and_lower_case_states_move_to_the_permanent_address(client: TestClient) -> None:
    moved = {
        "/agency/FL-colier-county-so": "/agency/FL-collier-county-sheriffs-office",
        "/es/agency/FL-colier-county-so": "/es/agency/FL-collier-county-sheriffs-office",
        "/agreement/FL-colier-county-so:TFM:1": "/agreement/FL-collier-county-sheriffs-office:TFM:1",
        "/state/fl": "/state/FL",
        "/asof?day=2025-04-24": "/asof/2025-04-24",
        "/?day=2019-05-05": "/asof/2019-05-05",
        "/es/?day=2099-01-01": "/es/asof/2099-01-01",
        "/es": "/es/",
    }
    for old, new in moved.items():
        answer = client.get(old)
        assert (answer.status_code, answer.headers["location"]) == (301, new)


def test_the_search_of_a_site_knows_what_cities_are_called_in_spanish_and_in_short(client: TestClient) -> None:
    rows = client.get("/search-index.json").json()
    called = {name for kind, _, _, _, _, *spoken in rows if kind == "city" for name in spoken}
    assert {row["spelling"] for row in read_table("places/data/city_spellings.csv")} <= called


def test_the_search_of_a_site_knows_bodies_that_no_list_names_and_says_so(client: TestClient) -> None:
    rows = client.get("/search-index.json").json()
    unlisted = {name: (path, spoken) for _, path, name, _, now, *spoken in rows if now == "0"}
    path, spoken = unlisted["North Carolina State University"]
    assert path == "/county/37183"
    assert "NC State Police" in spoken
    assert unlisted["Alaska State Troopers"][0] == "/state/AK"
    assert "Phoenix Police Department" not in unlisted, "its city stands for it"
    assert "in no list of ICE we hold" in client.get("/search").text


def test_an_event_shows_its_file_row_hash_and_both_clocks(client: TestClient) -> None:
    text = client.get("/agency/FL-collier-county-sheriffs-office").text
    found = re.search(r'<li class="event listed" id="e1a">(.*?)</li>', text, re.S)
    assert found
    for piece in ("p.xlsx", "row 3", "abababababab", "Feb 26, 2025", "Mar 6, 2025"):
        assert piece in found[1]


def test_the_map_of_a_day_needs_no_script(client: TestClient) -> None:
    before, after = client.get("/?day=2024-12-31").text, client.get("/?day=2025-03-10").text
    assert '<g class="jem"><use href="/map/nation.svg#c12021"/>' in before
    assert '<g class="tfm"><use href="/map/nation.svg#c12021"/>' in after


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("colier co", "/county/12021"),
        ("collier fl", "/county/12021"),
        ("collier sheriff", "/agency/FL-collier-county-sheriffs-office"),
        ("collier sherif", "/county/12021"),
        ("Houston", "/county/48201"),
        ("FL0110000", "/agency/FL-collier-county-sheriffs-office"),
        ("12021", "/county/12021"),
        ("Condado de Harris, Tejas", "/county/48201"),
        ("florda", "/state/FL"),
        ("cobb so", "/agency/GA-cobb-county-sheriffs-office"),
        ("TX", "/state/TX"),
    ],
)
def test_search_forgives(client: TestClient, query: str, first: str) -> None:
    hits = client.get("/api/v1/search", params={"q": query}).json()
    assert hits[0]["path"] == first


def test_search_says_when_nothing_is_near(client: TestClient) -> None:
    assert client.get("/api/v1/search", params={"q": "zzzzqqqq"}).json() == []
    assert "Nothing is near enough" in client.get("/search", params={"q": "zzzzqqqq"}).text


def test_a_missing_page_says_so_in_the_readers_language(client: TestClient) -> None:
    for path, words in (
        ("/agency/nobody", "nothing at this address"),
        ("/es/state/XX", "No hay nada en esta dirección"),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert words in answer.text
        assert Page(answer.text).faults == []


def test_the_years_before_the_first_list_have_their_pages(client: TestClient) -> None:
    day = client.get("/asof/2011-02-20").text
    assert "captured on this day shows 2 agreements in 2 states" in day
    between = client.get("/es/asof/2012-01-01").text
    assert "Se desconoce" in between and "Agencias en ambas listas: 1." in between
    alone, both = (
        client.get(f"/agency/{key}").text for key in ("TX-hostile-constable", "GA-cobb-county-sheriffs-office")
    )
    assert "In no list since 2021" in alone and "<script>alert(1)" not in alone
    assert "Before 2021" in both and "ice-2011-02-20" in both


def test_the_page_of_everything_shows_so_many_rows_of_a_table(
    loaded: LoadedRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(loaded.tables["candidates"])
    assert count > 2
    monkeypatch.setattr(quality, "_AT_A_GLANCE", 2)
    text = str(quality.quality(View(loaded, "en", "/quality")).body)
    pairs = text[text.index("Pairs that look alike") :].split("</table>")[0]
    assert pairs.count("<tr>") == 1 + 2
    assert f"The first 2 of {count}; the download holds all." in text
