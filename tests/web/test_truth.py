"""The same number everywhere: on the page, from the API, out of the record, for random days, states and agencies."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.record import Record

DICE = random.Random(287)


@pytest.fixture(scope="module")
def record(home: Path) -> Iterator[Record]:
    with Record(home / "record" / "record.duckdb") as opened:
        yield opened


def _numbers(cells: str) -> list[int]:
    return [int(text.replace(",", "")) for text in re.findall(r'<td class="n">([\d,]+)</td>', cells)]


def test_the_yardsticks_of_the_lists_hold_on_the_pages(real: TestClient) -> None:
    assert "<strong>1,843 agreements</strong>" in real.get("/").text
    text = real.get("/asof/2025-04-24").text
    assert "As known on April 24, 2025: 444 agreements" in text
    assert "444 acuerdos" in real.get("/es/asof/2025-04-24").text


def test_a_day_that_was_to_come_is_told_as_taken_to_last(real: TestClient) -> None:
    said = "2025-04-24 was still to come on 2025-01-01: what was in force is taken to last"
    assert said in real.get("/asof/2025-04-24?known=2025-01-01").text
    assert "aún por llegar" in real.get("/es/asof/2025-04-24?known=2025-01-01").text
    assert "still to come" not in real.get("/asof/2025-04-24").text
    assert real.get("/api/v1/asof/2025-04-24?known=2025-01-01").json()["says"] == said
    assert real.get("/api/v1/asof/2025-04-24").json()["says"] is None


@pytest.mark.parametrize(
    ("known", "status", "said"),
    [
        ("2021-02-01", 404, "tells nothing of 2026-05-18"),
        ("2015-01-01", 404, "no publication is known by 2015-01-01"),
        ("2099-01-01", 400, "still to come"),
    ],
)
def test_what_was_not_known_on_a_day_is_no_count_of_none(real: TestClient, known: str, status: int, said: str) -> None:
    for path in ("/asof/2026-05-18", "/api/v1/asof/2026-05-18"):
        told = real.get(f"{path}?known={known}")
        assert told.status_code == status and said in told.text and "nothing at this address" not in told.text


def test_random_days_agree(real: TestClient, record: Record, loaded: LoadedRecord) -> None:
    span = (loaded.today - loaded.first_day).days
    for _ in range(25):
        day = loaded.first_day + timedelta(days=DICE.randrange(span + 1))
        truth = {known: record.asof(day, known) for known in (None, day)}
        for known, want in truth.items():
            got = real.get(f"/api/v1/asof/{day}", params={"known": known.isoformat()} if known else {}).json()
            for key in ("agreements", "agencies", "states", "by_model", "by_state", "publication"):
                assert got[key] == want[key], (day, known, key)
        rows = re.findall(
            r'<th scope="row">as known (?:by the newest list|then)</th>(.*?)</tr>', real.get(f"/asof/{day}").text, re.S
        )
        for row, known in zip(rows, (None, day), strict=True):
            want = truth[known]
            models = [want["by_model"].get(model, 0) for model in ("TFM", "WSO", "JEM")]
            assert _numbers(row) == [want["agreements"], want["agencies"], want["states"], *models]


def test_random_states_agree(real: TestClient, record: Record, loaded: LoadedRecord) -> None:
    for code in DICE.sample(sorted(loaded.agreements_by_state), 10):
        agreements, agencies = record.connection.execute(
            "SELECT count(*), count(DISTINCT agency_id) FROM agreements WHERE state = ? AND status = 'listed'", [code]
        ).fetchall()[0]
        body = real.get(f"/api/v1/states/{code}").json()
        assert (body["agreements"], body["agencies"]) == (agreements, agencies)
        table = real.get("/").text
        row = re.search(rf'<tr><th scope="row"><a href="/state/{code}">.*?</tr>', table, re.S)
        assert row and _numbers(row[0])[:2] == [agencies, agreements]
        said = f">{agreements:,} agreement" if agreements else "<strong>No agency here</strong>"
        assert said in real.get(f"/state/{code}").text


def test_random_agencies_agree(real: TestClient, record: Record, loaded: LoadedRecord) -> None:
    for agency_id in DICE.sample(sorted(loaded.agencies), 25):
        want = record.connection.execute(
            "SELECT agreement_id FROM agreements WHERE agency_id = ? ORDER BY 1", [agency_id]
        ).fetchall()
        ids = [row[0] for row in want]
        body = real.get(f"/api/v1/agencies/{agency_id}").json()
        assert sorted(row["agreement_id"] for row in body["agreements"]) == ids
        text = real.get(f"/agency/{agency_id}").text
        assert sorted(set(re.findall(r'href="/agreement/([^"]+)"', text))) == ids
        events = {
            row[0]
            for row in record.connection.execute(
                "SELECT event_id FROM events WHERE agency_id = ?", [agency_id]
            ).fetchall()
        }
        assert set(re.findall(r'<li class="event \w+" id="([^"]+)">', text)) == events


def test_the_map_and_the_scrubber_tell_the_same(real: TestClient, loaded: LoadedRecord) -> None:
    data = real.get("/map/periods.json").json()
    span = (loaded.today - loaded.first_day).days
    for _ in range(5):
        day = loaded.first_day + timedelta(days=DICE.randrange(span + 1))
        painted = [n for since, n in data["count"] if since <= day.isoformat()][-1]
        said = re.search(
            r"data-map-day>\s*On [^:]+: ([\d,]+) count", real.get("/", params={"day": day.isoformat()}).text
        )
        assert said and int(said[1].replace(",", "")) == painted


@pytest.mark.parametrize("day", ["2026-05-19", "2027-05-01"])
def test_a_day_of_which_no_list_tells_is_unknown_in_the_api_and_in_both_languages(real: TestClient, day: str) -> None:
    told = real.get(f"/api/v1/asof/{day}")
    assert told.status_code == 404 and "2021-01-13 to 2026-05-18" in told.json()["detail"]
    for path, word in ((f"/asof/{day}", "Unknown: no list"), (f"/es/asof/{day}", "Desconocido: ninguna lista")):
        page = real.get(path).text
        assert word in page and "2021" in page and "<table" not in page
