"""What others read of the atlas: the examples of its API, the card of a page that is shared, its data set's facts."""

from __future__ import annotations

import json
from pathlib import Path
from struct import unpack

import pytest
from starlette.testclient import TestClient

from open287g.web.pages.api_guide import API, EXAMPLES, Example
from open287g.web.server.app import create_app
from open287g.web.view.request import Site


@pytest.fixture(scope="module")
def abroad(sample_home: Path) -> TestClient:
    """The atlas where its own address is known."""
    return TestClient(create_app(sample_home, Site(origin="https://atlas.example")), follow_redirects=False)


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.address for one in EXAMPLES])
def test_every_example_of_the_api_answers_with_what_it_points_at(real: TestClient, example: Example) -> None:
    answer = real.get(API + example.address)
    assert answer.status_code == 200
    if not example.look:
        assert answer.headers["content-type"].startswith("text/csv")
        return
    told = answer.json()
    first = told[0] if isinstance(told, list) else told
    assert set(example.look) <= set(first)
    assert all(first[name] not in ([], None) for name in example.look if name != "next")


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_page_of_the_api_shows_each_example_and_every_link_answers(client: TestClient, prefix: str) -> None:
    shown = client.get(f"{prefix}/data/api")
    assert shown.status_code == 200
    for example in EXAMPLES:
        assert f"/api/v1{example.address}".replace("&", "&amp;") in shown.text
    assert client.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.parametrize(
    ("path", "card"), [("/", "nation"), ("/state/FL", "FL"), ("/county/12021", "FL"), ("/es/county/48201", "TX")]
)
def test_a_shared_page_shows_the_card_of_its_place(abroad: TestClient, path: str, card: str) -> None:
    prefix = "/es" if path.startswith("/es") else ""
    told = abroad.get(path).text
    assert f'<meta property="og:image" content="https://atlas.example{prefix}/card/{card}.png">' in told
    assert '<meta name="twitter:card" content="summary_large_image">' in told


def test_a_card_is_a_picture_of_the_size_that_is_told(client: TestClient) -> None:
    picture = client.get("/es/card/FL.png")
    assert picture.headers["content-type"] == "image/png"
    assert unpack(">II", picture.content[16:24]) == (1200, 630)
    assert client.get("/card/XX.png").status_code == 404


def test_without_a_known_address_no_card_is_promised(client: TestClient) -> None:
    assert "og:image" not in client.get("/", headers={"Host": "evil.example"}).text


@pytest.mark.parametrize("path", ["/", "/es/data"])
def test_the_record_is_told_as_a_data_set_that_no_policy_runs(abroad: TestClient, path: str) -> None:
    answer = abroad.get(path)
    inside = answer.text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    told = json.loads(inside)
    assert told["@type"] == "Dataset"
    assert told["inLanguage"] == ("es" if path.startswith("/es") else "en")
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    files = [one["contentUrl"] for one in told["distribution"]]
    assert all(file.startswith("https://atlas.example/downloads/") for file in files)
    served = abroad.get(files[1].removeprefix("https://atlas.example"))
    assert served.status_code == 200
