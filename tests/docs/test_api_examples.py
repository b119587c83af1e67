"""The examples in the API's description are of things that the shipped record holds, and answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from open287g.web.api.models import EXAMPLES
from open287g.web.server.app import create_app


@pytest.fixture(scope="module")
def client(shipped_home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(shipped_home)) as opened:
        yield opened


def examples_of(parameter: dict[str, Any]) -> list[Any]:
    """The examples that a parameter of an operation shows, whichever way it shows them."""
    return [*parameter.get("examples", []), *parameter["schema"].get("examples", [])]


def asked(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every address that the description's examples make: one for each example of a query, and one without."""
    for path, operations in description["paths"].items():
        parameters = operations["get"].get("parameters", [])
        for one in parameters:
            if one["in"] == "path" and examples_of(one):
                path = path.replace(f"{{{one['name']}}}", examples_of(one)[0])
        if "{" not in path:
            yield path, {}
            for one in parameters:
                if one["in"] == "query":
                    yield from ((path, {one["name"]: str(value)}) for value in examples_of(one))


def test_every_example_of_a_parameter_is_answered_with_something(client: TestClient) -> None:
    addresses = list(asked(client.get("/api/v1/openapi.json").json()))
    assert len(addresses) > 80
    nothing = []
    for path, query in addresses:
        answer = client.get(path, params=query)
        assert answer.status_code == 200, (path, query)
        found = answer.json()
        if query and not (found.get("total", 1) if isinstance(found, dict) else found):
            nothing.append((path, *query))
    # An id is that of one agency, of which not every table tells.
    assert [one for one in nothing if one[1] not in ("agency_id", "agreement_id", "state", "model")] == []


def test_the_example_of_an_agency_is_one_agency_of_the_record(client: TestClient) -> None:
    agency = client.get(f"/api/v1/agencies/{EXAMPLES['agency_id']}").json()
    told = {name: EXAMPLES[name] for name in EXAMPLES.keys() & agency.keys()}
    assert {"name", "counties", "county_names", "state"} <= told.keys()
    assert told == {name: agency[name] for name in told}
    assert EXAMPLES["agreement_id"] in {row["agreement_id"] for row in agency["agreements"]}
    assert EXAMPLES["model"] in {row["model"] for row in agency["agreements"]}
    assert EXAMPLES["kind"] in {row["kind"] for row in agency["events"]}
