"""The office in real Chromium: every main page fits a phone and a desk, has no accessibility fault, needs no script."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from open287g.office.demo.door import door
from open287g.office.web.app import create_app
from tests.browser.conftest import free_port
from tests.office.agency import LEE, House
from tests.office.filled import filled

pytestmark = pytest.mark.browser

OFFICER = f"O-1:{LEE}:TFM"
PAGES = {
    "manager1-lee": (
        "/", f"/officers/{OFFICER}", "/do/officer.nominated", "/acts/enter", "/access",
        f"/switch?of=agreement:{LEE}:TFM:1&to=WSO", f"/brief?of=operation:id-{LEE}", "/tokens/issue",
    ),
    "ig": ("/ledger", "/proofs", "/notices", f"/complaints/id-{LEE}"),
    "root": ("/accounts",),
    "": ("/sign-in", "/complain"),
}  # fmt: skip
LOOKS = (("", 1280, "light"), ("/es", 375, "dark"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("office-browser")
    return filled(f"sqlite:///{folder / 'office.sqlite'}", folder)


@pytest.fixture(scope="module")
def address(office: House) -> Iterator[str]:
    """The address of a server over it."""
    port = free_port()
    app = create_app(office.office, demo=door(office.office))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(30)


def entered(chromium: Browser, address: str, account: str, *, scripts: bool = True) -> Page:
    """A page whose visitor is signed in; its console may complain of nothing but an address that is not there."""
    page = chromium.new_context(java_script_enabled=scripts).new_page()
    if account:
        page.goto(address + "/sign-in")
        page.locator(f"form:has(input[value='{account}']) button").click()
        expect(page.locator(".who")).to_contain_text(account)
    return page


@pytest.mark.parametrize("account", PAGES)
def test_a_page_fits_its_screen_and_has_no_accessibility_fault(chromium: Browser, address: str, account: str) -> None:
    page = entered(chromium, address, account)
    for path in PAGES[account]:
        for language, width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 812})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a plain string is what it takes
            page.goto(address + language + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
            # Scripts are forbidden to the page; axe comes in by the debugger, which the policy does not bind.
            found = Axe().run(page).response["violations"]
            assert [(path, v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    page.context.close()


def test_by_keyboard_and_without_scripts_an_officer_is_nominated_and_a_mistake_is_told(
    chromium: Browser, address: str, office: House
) -> None:
    page = entered(chromium, address, "manager1-lee", scripts=False)
    page.goto(address + "/do/officer.nominated")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.get_by_label("The opaque id of an officer").fill("B-1")
    page.get_by_label(re.compile("^The agency")).select_option(LEE)
    page.get_by_label(re.compile("^The model")).select_option("TFM")
    page.get_by_label(re.compile("United States citizen")).select_option("yes")
    years = page.get_by_label(re.compile("Years of law-enforcement"))
    years.fill("1")
    page.get_by_label("The day on which it holds").fill("2026-03-02")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("who.experience")
    years.fill("7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Taken in as entry")
    assert office.state(f"officer:B-1:{LEE}:TFM").state == "nominated"
    page.context.close()
