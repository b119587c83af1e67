"""The question a resident has, answered on the page of every county: who, since when, and what may an officer do."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from open287g.places.counties import counties
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.standing import of_county
from open287g.rulebook.listing.powers import verdict
from open287g.rulebook.listing.questions import answers, questions

ASKED = ("ask", "stop", "arrest", "search", "hold", "tell")


def _verdicts(*models: str) -> dict[str, str]:
    return {answer.id: answer.verdict for answer in answers(models)}


def test_every_question_is_answered_by_the_models_that_are_held() -> None:
    assert tuple(question["id"] for question in questions()) == ASKED
    assert set(_verdicts("TFM").values()) == {"yes"}
    assert _verdicts("JEM") == dict(
        ask="limited", stop="no", arrest="no", search="limited", hold="limited", tell="limited"
    )
    assert _verdicts("WSO")["ask"] == _verdicts("WSO")["search"] == "no"
    assert _verdicts("WSO", "TFM") == _verdicts("TFM")


def test_without_an_agreement_nothing_is_said_that_other_law_decides() -> None:
    assert _verdicts() == dict(ask="no", stop="no", arrest="no", search="no", hold="unknown", tell="unknown")


def test_a_model_whose_text_is_not_held_leaves_the_questions_open() -> None:
    assert set(_verdicts("HYBRID").values()) == {"unknown"}
    assert set(_verdicts("HYBRID", "WSO").values()) == {"unknown"}
    assert set(_verdicts("HYBRID", "TFM").values()) == {"yes"}


@pytest.mark.parametrize("model", ["TFM", "JEM", "WSO"])
def test_an_answer_never_says_more_than_the_list_of_powers(model: str) -> None:
    for question, answer in zip(questions(), answers([model]), strict=True):
        listed = {verdict(act, model) for act in question["acts"]}
        assert answer.verdict in listed | ({"no"} if not question.get("jail", True) else set())


def test_every_agency_of_a_county_stands_with_its_answer(loaded: LoadedRecord) -> None:
    harris = {one.name: one for one in of_county(loaded, "48201")}
    assert harris["Southside Place Police Department"].verdict == "yes"
    assert harris["Harris County Sheriff's Office"].verdict == "early"
    assert harris["Houston"].kind == "police" and harris["Houston"].verdict == "no"


def test_an_agreement_that_the_list_names_is_yes_in_its_county_and_no_other(loaded: LoadedRecord) -> None:
    for fips in list(counties())[::40]:
        now = {row["agency_id"] for row in loaded.agencies_by_county.get(fips, ()) if row["agreements_now"]}
        assert {one.agency_id for one in of_county(loaded, fips) if one.verdict == "yes"} == now


def test_a_county_without_any_agreement_is_answered_and_not_left_blank(real: TestClient) -> None:
    text = real.get("/county/06037").text
    assert "<b>No agency here</b>" in text and "agreements are banned" in text
    assert len(re.findall(r'class="answer (?:yes|no|limited|unknown)"', text)) == len(ASKED)
    state = real.get("/state/CA").text
    assert "<strong>No agency here</strong>" in state and "0 agreements" not in state and "/county/06037" in state


def test_what_officers_of_the_state_may_do_stands_before_what_those_of_the_county_may_not(real: TestClient) -> None:
    text = real.get("/county/40029").text
    told = text.index("State agencies:</b> yes to each of these.")
    assert told < text.index('class="asks"') and "an officer here" not in text
    prisons = real.get("/county/02020").text  # Alaska: its Department of Corrections alone, for its own jails
    told = re.search(r"State agencies:</b> only in the jail: ([^<]+)</p>", prisons)
    assert told and told[1].count("?") == 2


def test_an_agreement_in_the_list_of_a_state_that_has_banned_them_since_says_so_at_once(real: TestClient) -> None:
    lead = re.search(r'<p class="lead">(.*?)</p>', real.get("/county/35057").text, re.S)
    assert lead and "Yes: 1 of" in lead[1] and "State law bans agreements." in lead[1]


def test_every_county_has_a_page_in_the_sitemap_and_a_link_on_the_page_of_its_state(real: TestClient) -> None:
    listed = set(re.findall(r"<loc>[^<]*/county/(\d{5})</loc>", real.get("/sitemap/counties.xml").text))
    assert listed == set(counties())
    states = {county.state for county in counties().values()}
    linked = {fips for code in states for fips in re.findall(r"/county/(\d{5})", real.get(f"/state/{code}").text)}
    assert linked >= set(counties())


def test_every_county_is_reached_by_a_press_on_the_map(real: TestClient) -> None:
    told = real.get("/map/present.json").json()
    drawn = set(re.findall(r'id="c(\d{5})"', real.get("/map/nation.svg").text))
    reached = {page for key, (_, page, _) in told.items() if key in drawn}
    names = " / ".join(name for key, (name, _, _) in told.items() if key in drawn)
    for county in counties().values():
        if county.until is None and county.fips != "69085":  # the far Marianas are on their own map alone
            assert f"/county/{county.fips}" in reached or f"/state/{county.state}" in reached, county
            assert f"{county.name}, {county.state}" in names


def test_the_walk_asks_which_agency_and_then_speaks_of_it_alone(real: TestClient) -> None:
    found = real.get("/walk", params={"q": "collier sheriff"}).text
    target = re.search(r'href="(/walk/JEM-TFM\?of=FL-collier[^"]*)"', found)
    assert target
    text = real.get(target[1].replace("&amp;", "&")).text
    assert "Collier County Sheriff" in text and "Warrant service officer" not in text and "speaks with you" in text
    assert real.get("/walk/everything").status_code == 404
    for other in ("WSO", "JEM-WSO", "none"):  # an address from before its models changed
        assert "Collier County" not in real.get(f"/walk/{other}?of=FL-collier-county-sheriffs-office").text


@pytest.mark.parametrize(("asked", "found"), [("48201", "/county/48201"), ("90210", ""), ("77002-1234", "")])
def test_who_writes_a_zip_code_is_told_that_five_digits_are_read_as_a_countys(
    real: TestClient, asked: str, found: str
) -> None:
    for language, says in (("", "ZIP codes are not known here"), ("/es", "no se conocen los códigos postales (ZIP)")):
        text = real.get(f"{language}/search", params={"q": asked}).text
        assert says in text and f'href="{language}{found}' in text
    assert "ZIP" not in real.get("/search", params={"q": "Harris County"}).text


def test_what_is_only_like_the_words_is_not_given_as_found(real: TestClient) -> None:
    assert "called exactly so" in real.get("/search", params={"q": "my sheriff"}).text
    assert "called exactly so" not in real.get("/search", params={"q": "Houston police"}).text


def test_a_county_is_called_in_spanish_as_a_speaker_calls_it(real: TestClient) -> None:
    assert "condado de Harris" in real.get("/es/county/48201").text
