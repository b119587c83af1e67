"""The API: what it answers, how it pages, filters and refuses."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from open287g.places.counties import counties
from open287g.record.asking.whole_tables import IN_MEMORY

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("table", IN_MEMORY)
def test_every_table_comes_as_json_and_as_csv(client: TestClient, table: str) -> None:
    body = client.get(f"/api/v1/{table}").json()
    answer = client.get(f"/api/v1/{table}", params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert body["total"] == len(body["data"]) == len(rows) > 0
    assert list(rows[0]) == list(body["data"][0])
    assert answer.headers["x-total-count"] == str(body["total"])


def test_pages_follow_each_other_without_gap_or_overlap(client: TestClient) -> None:
    whole = client.get("/api/v1/events").json()["data"]
    found: list[Any] = []
    following: str | None = "/api/v1/events?limit=4"
    while following:
        answer = client.get(following)
        found += answer.json()["data"]
        following = answer.json()["next"]
        assert ("link" in answer.headers) == (following is not None)
    assert found == whole and len(whole) > 8


def test_filters_choose(client: TestClient) -> None:
    def ids(**query: str) -> set[str]:
        rows = client.get("/api/v1/agreements", params=query).json()["data"]
        return {row["agreement_id"] for row in rows}

    assert ids(state="FL", model="TFM") == {"FL-collier-county-sheriffs-office:TFM:1", "FL-highway-patrol:TFM:1"}
    assert ids(status="ended") == {"GA-cobb-county-sheriffs-office:JEM:1"}
    assert ids(since="2025-04-30", until="2025-05-01") == {"TX-hostile:TFM:1"}
    named = client.get("/api/v1/agencies", params={"q": "cOBB"}).json()["data"]
    assert [row["agency_id"] for row in named] == ["GA-cobb-county-sheriffs-office"]
    there = client.get("/api/v1/agencies", params={"county": "12021"}).json()["data"]
    assert [row["agency_id"] for row in there] == ["FL-collier-county-sheriffs-office"]


def test_memoranda_are_chosen_and_paged(client: TestClient) -> None:
    whole = client.get("/api/v1/documents").json()
    chosen = client.get("/api/v1/documents", params={"model": "WSO", "q": "sheriff"})
    assert {row["model"] for row in chosen.json()} == {"WSO"} and 0 < len(chosen.json()) < len(whole)
    assert chosen.headers["X-Total-Count"] == str(len(chosen.json()))
    second = client.get("/api/v1/documents", params={"limit": 2, "offset": 1})
    assert second.json() == whole[1:3] and second.headers["X-Total-Count"] == str(len(whole))
    assert client.get("/api/v1/documents", params={"q": "zzzqqq"}).json() == []


def test_a_spreadsheet_runs_nothing(client: TestClient) -> None:
    text = client.get("/api/v1/signals", params={"format": "csv"}).text
    assert "'=cmd|evil" in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/agencies?limit=0", 422),
        ("/api/v1/agencies?limit=100000", 422),
        ("/api/v1/agencies?bogus=1", 422),
        ("/api/v1/agencies?state=ZZ", 422),
        ("/api/v1/events?since=20250401", 422),
        ("/api/v1/asof/2025-13-01", 422),
        ("/api/v1/asof/1745452800", 422),
        ("/api/v1/agencies?state=FL&state=TX", 422),
        ("/api/v1/counties?bogus=1", 422),
        ("/api/v1/documents?model=tfm", 422),
        ("/api/v1/documents?edition=TFM-1999", 422),
        ("/api/v1/documents?bogus=1", 422),
        ("/api/v1/agencies?county=99999", 422),
        ("/api/v1/facilities?county=99999", 422),
        ("/api/v1/agreements?agency_id=FL-collier-county-sheriffs-office:TFM:1", 422),
        ("/api/v1/events?since=2026-01-01&until=2025-01-01", 422),
        ("/api/v1/agencies/nobody", 404),
        ("/api/v1/counties/99999", 404),
        ("/api/v1/nothing", 404),
    ],
)
def test_errors_are_problems_with_a_stable_type(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert body["type"] == f"/problems/{status}" and body["status"] == status and body["detail"]


def test_no_filter_of_any_list_is_empty_for_a_value_that_nothing_has(client: TestClient) -> None:
    asked = 0
    for path, operations in client.get("/api/v1/openapi.json").json()["paths"].items():
        concrete = path.replace("{day}", "2025-04-24").replace("{code}", "FL").replace("{fips}", "12021")
        for parameter in operations["get"].get("parameters", []):
            name = parameter["name"]
            if parameter["in"] == "query" and name != "q" and "{" not in concrete:
                for value in ("", "zz-nobody", "-1", "99999999999"):
                    answer = client.get(concrete, params={name: value})
                    assert answer.status_code == 422, (concrete, name, value)
                    assert answer.json()["errors"][0]["where"] == f"query.{name}"
                asked += 1
    assert asked > 150


def test_an_old_id_chooses_the_rows_of_the_present_one_and_a_known_one_may_have_none(client: TestClient) -> None:
    old, new = "FL-colier-county-so", "FL-collier-county-sheriffs-office"
    told = client.get("/api/v1/agreements", params={"agency_id": old, "limit": 1}).json()
    assert {row["agency_id"] for row in told["data"]} == {new} and new in told["next"]
    one = client.get("/api/v1/agreements", params={"agreement_id": f"{old}:TFM:1"}).json()["data"]
    assert [row["agreement_id"] for row in one] == [f"{new}:TFM:1"]
    assert client.get("/api/v1/endings", params={"agency_id": new}).json()["total"] == 0


def test_an_agency_comes_with_all_that_is_known_of_it(client: TestClient) -> None:
    body = client.get("/api/v1/agencies/FL-colier-county-so").json()
    assert body["agency_id"] == "FL-collier-county-sheriffs-office"
    assert {row["model"] for row in body["agreements"]} == {"JEM", "TFM"}
    assert body["events"] and body["spellings"] and body["redirects"] == ["FL-colier-county-so"]


def test_two_clocks_give_two_answers(client: TestClient) -> None:
    then = client.get("/api/v1/asof/2025-04-01", params={"known": "2025-04-01"}).json()
    today = client.get("/api/v1/asof/2025-04-01").json()
    assert then["agreements"] == 3 and today["agreements"] == 4
    assert then["publication"] == "participating-2025-03-06"


def test_geojson_has_shapes_in_degrees_and_points(client: TestClient) -> None:
    answer = client.get("/api/v1/counties.geojson", params={"state": "FL"})
    assert answer.headers["content-type"] == "application/geo+json"
    collier = next(f for f in answer.json()["features"] if f["id"] == "12021")
    longitudes = [x for polygon in collier["geometry"]["coordinates"] for ring in polygon for x, _ in ring]
    assert collier["properties"]["models"] == ["JEM", "TFM"]
    assert -82.0 < min(longitudes) < max(longitudes) < -80.7
    for polygon in collier["geometry"]["coordinates"]:
        assert all(ring[0] == ring[-1] for ring in polygon)
    alaska = client.get("/api/v1/counties.geojson", params={"state": "AK"}).json()["features"]
    aleutians = next(f for f in alaska if f["id"] == "02016")["geometry"]["coordinates"]
    rings = [[x for x, _ in ring] for polygon in aleutians for ring in polygon]
    assert all(-180 <= min(ring) <= max(ring) <= 180 and max(ring) - min(ring) < 90 for ring in rings)
    assert any(min(ring) > 170 for ring in rings) and any(max(ring) < -160 for ring in rings)
    everywhere = client.get("/api/v1/counties.geojson").json()["features"]
    kinds = {f["id"]: f["geometry"] and f["geometry"]["type"] for f in everywhere}
    assert set(kinds) == {c.fips for c in counties().values() if c.until is None}
    assert {key for key, kind in kinds.items() if kind != "MultiPolygon"} == {"51610", "51678", "51685"}
    san_juan = next(f for f in everywhere if f["id"] == "72127")["geometry"]["coordinates"]
    assert all(-66.2 < x < -65.9 and 18.2 < y < 18.5 for polygon in san_juan for ring in polygon for x, y in ring)
    points = client.get("/api/v1/agencies.geojson").json()["features"]
    by_id = {f["id"]: f for f in points}
    assert by_id["FL-highway-patrol"]["geometry"] is None
    assert by_id["FL-collier-county-sheriffs-office"]["geometry"]["type"] == "Point"


def test_the_description_holds_examples_and_every_answer_fits_it(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()
    text = json.dumps(description)
    assert description["openapi"].startswith("3.") and text.count('"examples"') > 50
    checked = 0
    for path, operations in description["paths"].items():
        schema = operations["get"]["responses"]["200"]["content"].get("application/json", {}).get("schema")
        concrete = (
            path.replace("{agency_id}", "FL-collier-county-sheriffs-office")
            .replace("{agreement_id}", "FL-collier-county-sheriffs-office:TFM:1")
            .replace("{event_id}", "e1a")
            .replace("{day}", "2025-04-24")
            .replace("{code}", "FL")
            .replace("{fips}", "12021")
            .replace("{id}", "wso.at-release")
        )
        if schema and "{" not in concrete:
            body = client.get(concrete).json()
            jsonschema.validate(body, schema | {"components": description["components"]})
            checked += 1
    assert checked > 25


def test_feeds_are_well_formed_and_lead_to_evidence(client: TestClient) -> None:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(client.get("/feeds/state/TX.atom").content)
    space = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{space}entry")
    assert len(entries) == 4
    link = entries[0].find(f"{space}link")
    assert link is not None and link.attrib["href"].startswith("/event/e")
    feed = client.get("/es/feeds/corrections.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["language"] == "es"
    assert {item["title"].split(": ")[1] for item in feed["items"]} >= {"Fecha de firma corregida", "Nombre cambiado"}
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids)) > 0
    assert client.get("/feeds/agency/nobody.atom").status_code == 404


def test_pictures_carry_their_source(client: TestClient) -> None:
    for name in ("map/nation", "growth/FL"):
        svg = client.get(f"/embed/{name}.svg").text
        assert "Source: ICE" in svg and "<style" not in svg and "class=" not in svg
        png = client.get(f"/embed/{name}.png").content
        assert png.startswith(b"\x89PNG") and len(png) > 10_000


def test_a_day_before_the_first_list_is_told_by_the_list_of_that_day_or_unknown(client: TestClient) -> None:
    told = client.get("/api/v1/asof/2011-02-20").json()
    assert (told["agreements"], told["by_model"], told["publication"]) == (2, {"JEM": 2}, "ice-2011-02-20")
    between = client.get("/api/v1/asof/2012-01-01").json()
    assert between["agreements"] is None and between["early"]["in_both"] == 1
    assert between["early"]["only_before"] == ["TX-hostile-constable"]
    assert client.get("/api/v1/asof/2012-01-01", params={"known": "2012-01-01"}).json()["early"]["after"] is None


def test_an_agency_of_the_early_years_alone_has_its_answer(client: TestClient) -> None:
    told = client.get("/api/v1/agencies/TX-hostile-constable").json()
    assert told["agreements"] == [] and told["agreements_now"] == 0 and told["first_listed"] is None
    assert [row["signed"] for row in told["early"]["agreements"]] == ["2007-02-13"]
    assert client.get("/api/v1/events/delisted-early").json()["agency_id"] == "TX-hostile-constable"


@pytest.mark.parametrize(
    "path",
    [
        "summary", "asof/2025-04-24", "agencies/FL-collier-county-sheriffs-office", "states/FL", "counties/12021",
        "agreements/FL-collier-county-sheriffs-office:TFM:1", "events/e1a", "events", "pending?state=FL",
        "asof/2011-02-20",
    ],
)  # fmt: skip
def test_every_answer_says_the_day_and_age_of_its_lists(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for today, days in (("2026-11-27", 193), ("2026-11-28", 194)):
        monkeypatch.setenv("OPEN287G_TODAY", today)
        told = client.get(f"/api/v1/{path}").json()["rests_on"]
        assert told["participating"] == {"published": "2026-05-18", "last_seen": "2026-05-18", "days_old": days}
        assert told["on"] == today


def test_an_old_id_answers_with_the_present_one_and_says_so(client: TestClient) -> None:
    old, new = "FL-colier-county-so", "FL-collier-county-sheriffs-office"
    told = client.get(f"/api/v1/agencies/{old}").json()
    assert told["agency_id"] == new and (told["redirected"]["from"], told["redirected"]["to"]) == (old, new)
    told = client.get(f"/api/v1/agreements/{old}:TFM:1").json()
    assert told["agreement_id"] == f"{new}:TFM:1" and told["redirected"]["from"] == f"{old}:TFM:1"
    assert client.get(f"/api/v1/agreements/{new}:TFM:1").json()["redirected"] is None
    assert client.get(f"/api/v1/agreements/{old}:TFM:9").status_code == 404


@pytest.mark.parametrize(("prefix", "words"), [("", "Age of these lists"), ("/es", "Antigüedad de estas listas")])
def test_feeds_and_pages_say_how_old_their_lists_are(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, prefix: str, words: str
) -> None:
    monkeypatch.setenv("OPEN287G_TODAY", "2026-11-27")
    for path in ("/feeds/nation.atom", "/feeds/state/TX.json", "/state/FL", "/county/12021", "/"):
        text = client.get(f"{prefix}{path}").text
        assert words in text and "193" in text, path
