"""A published site behind a plain file server, in real Chromium: search, the day and the map work without the atlas."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from open287g.record.asking.loaded import LoadedRecord
from open287g.web import static_site
from open287g.web.static_site import addresses, publish

pytestmark = pytest.mark.browser

_KEPT = ("/", "/search", "/asof", "/asof/2025-04-24", "/county/12021", "/state/FL", "/map/nation.svg", "/map/FL.svg")


class Quiet(SimpleHTTPRequestHandler):
    """Without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _few(loaded: LoadedRecord, origin: str) -> list[tuple[str, str]]:
    return [
        (lang, path)
        for lang, path in addresses(loaded, origin)
        if path in _KEPT or path.endswith("index.json") or "periods" in path
    ]


@pytest.fixture(scope="module")
def files(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a file server over a published site of a few pages."""
    folder = tmp_path_factory.mktemp("published") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_site, "addresses", _few)
        patch.setattr(static_site, "must_resolve", lambda folder, links: None)
        publish(folder, home, "", 1)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("12021", "Collier County, FL"),
        ("FL0110000", "Collier County Sheriff's Office, FL"),
        ("alguacil del condado de Collier", "Collier County Sheriff's Office, FL"),
        ("Lee County Sheriff AL", "Lee County, AL"),
        ("Tulsa PD", "Tulsa, OK"),
        ("Houston", "Houston, TX"),
        ("La Vernia", "La Vernia, TX"),
        ("Carolina del Norte", "North Carolina"),
        ("Houston metro police", "Houston Metropolitan Transit Authority, TX (in no list of ICE we hold)"),
        ("Qwzx metro police", ""),
    ],
)
def test_a_published_site_finds_what_the_commands_find(chromium: Browser, files: str, query: str, first: str) -> None:
    page = chromium.new_page()
    page.goto(f"{files}/search/?q={query}")
    found = page.locator("[data-results] li").first
    expect(found).to_have_text(first or re.compile("."))
    if not first:
        expect(page.locator("[data-results] a")).to_have_count(0)
    page.close()


def test_search_runs_in_the_browser(chromium: Browser, files: str) -> None:
    page = chromium.new_page()
    page.goto(files + "/es/")
    page.get_by_role("combobox").fill("colier")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/es/search/?q=colier")
    first = page.locator("[data-results] a").first
    expect(first).to_have_text("Collier County, FL")
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Collier")
    page.goto(files + "/search/?q=zzzzqqqq")
    expect(page.locator("[data-results]")).to_contain_text("Nothing is near enough")
    page.close()


def test_a_day_is_an_address_and_the_map_moves(chromium: Browser, files: str) -> None:
    page = chromium.new_page()
    page.goto(files + "/asof/")
    page.get_by_label("Day in the world").fill("2025-04-24")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/asof/2025-04-24/")
    expect(page.locator("main .lead")).to_contain_text("444 agreements")
    page.goto(files + "/")
    page.get_by_label("Move through time").press("Home")
    expect(page.locator("[data-scrubber] output")).to_have_text("Jan 13, 2021")
    page.close()
