"""The fiscal note and the registers in the atlas: what an address asks, what is refused, what stays unknown."""

from __future__ import annotations

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from open287g.costs.address import note_asked
from open287g.costs.registers.tables import REGISTERS
from tests.web.html import Page

TOLD = "model=TFM&officers=10&wage=34&benefits=42%25&overtime_hours=200&duty_share=1&equipment=7500&award=750"


def text(client: TestClient, path: str) -> str:
    return " ".join(" ".join(Page(client.get(path).text).text).split())


def test_the_hand_worked_note_stands_on_its_page(client: TestClient) -> None:
    shown = text(client, f"/costs/note?{TOLD}&years=1")
    assert "New money: at least $177,000" in shown
    assert "With what is paid anyway: at least $1,181,224" in shown
    assert "$1,211,224" in shown
    assert "Not in the sum" in shown and "Detainers a year" in shown


def test_without_a_model_the_form_alone_is_shown_and_tells_what_ships(client: TestClient) -> None:
    shown = text(client, "/costs/note")
    assert "The sums over" not in shown
    assert "If empty: 2,080" in shown and "29 U.S.C. 207" in shown


def test_an_address_holds_every_assumption_and_the_form_keeps_it(client: TestClient) -> None:
    page = client.get(f"/costs/note?{TOLD}&wage=28+34+41&county=12021&years=3").text
    values = dict(re.findall(r'<input id="(\w+)" name="\w+"[^>]*value="([^"]*)"', page))
    assert values["wage"] == "28 34 41" and values["benefits"] == "42%" and values["county"] == "12021"
    assert "Collier County" in page and "356,774" in page


def test_the_same_address_gives_the_same_bytes(client: TestClient) -> None:
    one, other = (client.get(f"/costs/note?{TOLD}&wage=28+34+41&seed={seed}").content for seed in (1, 2))
    assert one != other
    assert one == client.get(f"/costs/note?{TOLD}&wage=28+34+41&seed=1").content


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("benefits=40", "a share is between 0 and 1. Write 40 percent as 0.40"),
        ("wage=%2434", "it is no number. Write digits with a point"),
        ("officers=-3", "it is below zero. Write zero or more"),
        ("wage=41+34+28", "not in order. Write them from small to large"),
        ("wage=28+41", "Write one number, or low, likely and high"),
        ("officers=1e999", "it is no number"),
        ("officers=nan", "it is no number"),
        ("model=XYZ", "it is none of those to choose from"),
        ("years=0", "it is no whole number within its bounds"),
        ("years=999999999999", "it is no whole number within its bounds"),
        ("county=99999", "no county has this FIPS code"),
        ("prices=2031-01", "the price index does not hold it"),
        ("scenario=waiting_days", "it is no scenario"),
        ("wage=" + "9" * 300, "it is no number"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_line_and_never_repeated(
    client: TestClient, query: str, says: str
) -> None:
    answer = client.get(f"/costs/note?model=TFM&{query}" if "model=" not in query else f"/costs/note?{query}")
    assert answer.status_code == 400
    page = Page(answer.text)
    assert page.faults == []
    assert says in " ".join(" ".join(page.text).split())
    assert "The sums over" not in answer.text


def test_words_that_are_refused_come_back_in_no_form(client: TestClient) -> None:
    for path in ("/costs/note", "/es/costs/note"):
        answer = client.get(
            path, params={"model": "TFM", "wage": "<script>Roe</script>", "scenario": "Roe", "county": "Roe"}
        )
        assert answer.status_code == 400
        assert "Roe" not in answer.text


def test_a_reader_of_spanish_is_told_in_spanish_what_is_wrong(client: TestClient) -> None:
    shown = text(client, "/es/costs/note?model=TFM&benefits=40&wage=x")
    assert "una parte está entre 0 y 1. Escriba el 40 por ciento como 0.40" in shown
    assert "no es un número" in shown


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_a_page_and_a_file_of_the_same_rows(client: TestClient, name: str) -> None:
    answer = client.get(f"/costs/registers/{name}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert tuple(rows[0]) == REGISTERS[name].names
    page = client.get(f"/costs/registers/{name}").text
    assert page.count("<tr>") == len(rows) + 1


def test_what_was_not_read_stands_last_in_a_register(client: TestClient) -> None:
    page = client.get("/costs/registers/penalties").text
    assert page.rindex(">read<") < page.index("not confirmed")
    assert client.get("/costs/registers/wages").status_code == 404


def test_dossiers_are_linked_from_county_and_agency_and_an_old_id_moves(client: TestClient) -> None:
    for of in ("/county/12021", "/agency/FL-collier-county-sheriffs-office"):
        links = Page(client.get(of).text).links
        assert f"{of}/dossier" in links and f"{of}/dossier/read" in links
        assert client.get(f"{of}/dossier").content.startswith(b"%PDF")
        assert "What it costs" in client.get(f"{of}/dossier/read").text
    moved = client.get("/agency/FL-colier-county-so/dossier/read")
    assert (moved.status_code, moved.headers["location"]) == (
        301,
        "/agency/FL-collier-county-sheriffs-office/dossier/read",
    )
    assert client.get("/agency/nobody/dossier").status_code == 404
    assert client.get("/county/99999/dossier/read").status_code == 404


def test_work_of_a_note_is_bounded() -> None:
    asked = note_asked({"model": "TFM", "years": "10", "draws": "99999999", "officers": "10"})
    assert asked.years == 10 and not asked.wrong
    assert note_asked({"model": "TFM", "years": "11"}).wrong
