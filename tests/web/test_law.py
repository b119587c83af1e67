"""A provision's page and its answer in the API say the law's own words, where they stand, and from which day."""

from __future__ import annotations

from html import unescape

import pytest
from starlette.testclient import TestClient

from open287g.rulebook.language.provision import provision_named


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_page_quotes_the_law_in_english_with_a_link_to_its_address(client: TestClient, prefix: str) -> None:
    page = unescape(client.get(f"{prefix}/rules/hold.past-release").text)
    (quote,) = provision_named("hold.past-release").quotes
    assert f'<blockquote lang="en" translate="no">“{quote.text}”</blockquote>' in page
    assert f'<a href="{quote.link}" lang="en">8 CFR 287.7(d)</a>' in page


def test_a_quote_of_a_memorandum_names_its_edition_and_section(client: TestClient) -> None:
    page = unescape(client.get("/rules/wso.at-release").text)
    assert "WSO-2025, App. A" in page
    assert "April 24, 2019" in page


@pytest.mark.parametrize(("prefix", "why"), [("", "short of deadly force"), ("/es", "la fuerza no letal")])
def test_a_provision_without_its_words_says_why_and_a_day_that_is_not_known_is_said_so(
    client: TestClient, prefix: str, why: str
) -> None:
    page = unescape(client.get(f"{prefix}/rules/standard.force").text)
    assert why in page and "<blockquote" not in page
    assert ("since a day that is not known" if not prefix else "desde un día que no se conoce") in page


def test_the_api_gives_words_address_and_day_apart(client: TestClient) -> None:
    answer = client.get("/api/v1/provisions/hold.past-release").json()
    assert answer["since"] == "1997-04-01" and answer["laws"] == ["8 CFR 287.7(d)"]
    (quote,) = answer["quotes"]
    assert (quote["law"], quote["edition"]) == ("8 CFR 287.7(d)", "")
    assert client.get("/api/v1/provisions/standard.force").json()["since"] is None


@pytest.mark.parametrize(
    ("prefix", "own", "passed"),
    [
        ("", "read in the law's own text", "read as a house passed it: the act itself was not read"),
        ("/es", "leído en el propio texto de la ley", "leído como lo aprobó una cámara: la ley misma no se leyó"),
    ],
)
def test_a_state_says_whether_the_act_itself_was_read(client: TestClient, prefix: str, own: str, passed: str) -> None:
    maryland, illinois = (unescape(client.get(f"{prefix}/state/{code}").text) for code in ("MD", "IL"))
    assert passed in maryland and own not in maryland
    assert own in illinois and passed not in illinois
