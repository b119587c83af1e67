"""Pages of oversight: registers with their evidence, unknown as the finding, withheld counts said to be."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(("prefix", "withheld"), [("", "withheld"), ("/es", "reservado")])
def test_small_counts_of_the_arrests_page_are_said_to_be_withheld(
    client: TestClient, prefix: str, withheld: str
) -> None:
    text = client.get(f"{prefix}/oversight/arrests").text
    assert f'<td class="n">{withheld}</td>' in text and "595" in text
    assert not any(f'<td class="n">{count}</td>' in text for count in range(1, 5))


def test_the_scorecard_tells_how_much_is_unknown(client: TestClient) -> None:
    for path in ("", "/FL", "/agency/FL-collier-county-sheriffs-office"):
        text = client.get(f"/oversight/controls{path}").text
        assert "are unknown: the record is silent" in text and "GAO-21-186" in text


def test_a_state_without_an_agreement_is_not_scored(client: TestClient) -> None:
    assert "nothing to score" in client.get("/oversight/controls/VT").text
    assert client.get("/oversight/controls/agency/nobody").status_code == 404


def test_what_no_source_confirms_of_an_operation_is_said(client: TestClient) -> None:
    text = client.get("/oversight").text
    assert "Tidal Wave" in text and "which four days of April 2025" in text
