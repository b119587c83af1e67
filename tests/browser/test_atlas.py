"""The atlas in real Chromium: every kind of page, phone and desktop, dark and light, by keyboard, without scripts."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOTS, Opened

pytestmark = pytest.mark.browser

COLLIER = "FL-collier-county-sheriffs-office"
KINDS = {
    "nation": "/",
    "state": "/state/MN",
    "county": "/county/12021",
    "agency": f"/agency/{COLLIER}",
    "agreement": f"/agreement/{COLLIER}:TFM:1",
    "rules": "/rules",
    "compare": "/rules/compare",
    "provision": "/rules/wso.at-release",
    "walk": "/walk",
    "changes": "/changes/2025-02",
    "law": "/law",
    "event": "/event/listed-0028db34e931",
    "walk-agency": "/walk/JEM-TFM",
    "county-none": "/county/06037",
    "asof-choose": "/asof",
    "asof": "/asof/2025-04-24",
    "documents": "/documents",
    "document": "/document/0095d8dda8b1",
    "clauses": "/documents/clauses",
    "quality": "/quality",
    "signals": "/quality/signals?page=6",
    "snapshots": "/quality/snapshots?page=4",
    "methods": "/methods",
    "data": "/data",
    "about": "/about",
    "search": "/search?q=colier+co",
    "missing": "/agency/nobody",
    "embed": "/embed/FL",
    "note": "/costs/note?model=TFM&officers=10&wage=28+34+41&benefits=42%25&duty_share=.5+.8+1&county=12021&years=3",
    "register": "/costs/registers/program_costs",
    "dossier": "/county/12021/dossier/read",
}
LOOKS = [(False, False, ""), (True, True, "/es")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_accessibility_fault_and_fits_its_screen(opened: Opened, kind: str) -> None:
    for phone, dark, language in LOOKS:
        page = opened(language + KINDS[kind], phone=phone, dark=dark) if kind != "missing" else None
        if page is None:
            continue
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (kind, phone)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
        SHOTS.mkdir(parents=True, exist_ok=True)
        name = f"{kind}-{'phone-dark-es' if phone else 'desktop-light-en'}.png"
        page.screenshot(
            path=SHOTS / name, full_page=kind not in ("rules", "quality", "signals", "snapshots", "changes")
        )


def _painted(page: Page, model: str) -> int:
    by_script = page.locator(f"svg[data-map] use.{model}:visible").count()
    return by_script + page.locator(f"svg[data-map] g.{model} use").count()


def test_the_scrubber_moves_the_map_through_time(opened: Opened) -> None:
    page = opened("/")
    scrub = page.get_by_label("Move through time")
    expect(scrub).to_be_visible()
    now = _painted(page, "tfm")
    scrub.focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-scrubber] output")).to_have_text("Jan 13, 2021")
    assert _painted(page, "tfm") == 0 < now
    early = page.locator("[data-map-day]").inner_text()
    page.keyboard.press("End")
    assert _painted(page, "tfm") == now
    assert page.locator("[data-map-day]").inner_text() != early
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("[data-scrubber] output")).not_to_have_text("Jan 13, 2021")
    page.get_by_role("button", name="Pause").click()
    stopped = scrub.input_value()
    page.wait_for_timeout(120)
    assert scrub.input_value() == stopped


def test_the_scrubber_and_the_server_paint_the_same_map(opened: Opened) -> None:
    with_script, without = opened("/?day=2025-03-20"), opened("/?day=2025-03-20", scripts=False)
    for model in ("tfm", "jem", "wso"):
        painted = with_script.locator(f"svg[data-map] use.{model}:visible").count()
        assert painted == without.locator(f"svg[data-map] g.{model} use").count() > 0
    assert with_script.locator("[data-map-day]").inner_text() == without.locator("[data-map-day]").inner_text()


def test_a_press_on_the_map_opens_the_county_and_the_pointer_names_its_agencies(opened: Opened) -> None:
    page = opened("/state/FL")
    page.locator("svg[data-map]").hover()
    shape = page.locator("svg[data-map] .hit path[data-fips='12021']")
    shape.hover()
    expect(page.locator(".tip")).to_contain_text("Collier County, FL")
    expect(page.locator(".tip")).to_contain_text("Sheriff's Office: JEM TFM")
    shape.click()
    page.wait_for_url("**/county/12021")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Collier County")


def test_a_county_without_any_agreement_is_pressed_like_the_others(opened: Opened) -> None:
    page = opened("/state/CA")
    page.locator("svg[data-map]").hover()
    shape = page.locator("svg[data-map] .hit path[data-fips='06107']")
    shape.hover()
    expect(page.locator(".tip")).to_contain_text("no agency in the newest list")
    shape.click()
    page.wait_for_url("**/county/06107")


def test_the_map_zooms_by_button_and_keyboard_and_its_model_stands_in_the_address(opened: Opened) -> None:
    page = opened("/")
    map = page.locator("svg[data-map]")
    whole = map.get_attribute("viewBox")
    zoom = page.get_by_role("button", name="Zoom in")
    zoom.click()
    near = map.get_attribute("viewBox")
    zoom.press("ArrowRight")
    assert len({whole, near, map.get_attribute("viewBox")}) == 3
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("button", name="Zoom out").click()
    assert map.get_attribute("viewBox") == whole
    page.get_by_label("WSO", exact=True).check()
    assert page.url.endswith("?model=WSO")
    assert _painted(page, "tfm") == 0 < _painted(page, "wso")


def test_the_numbers_follow_the_day_of_the_scrubber(opened: Opened) -> None:
    page = opened("/")
    scrub = page.get_by_label("Move through time")
    scrub.focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-follow=lead]")).to_contain_text("January 13, 2021")
    assert "day=2021-01-13" in page.url
    page.keyboard.press("End")
    expect(page.locator("[data-follow=lead]")).to_contain_text("1,843 agreements")


def test_search_is_a_combobox_whose_suggestions_are_told_and_chosen_by_the_keyboard(opened: Opened) -> None:
    page = opened("/es/")
    field, told = page.get_by_role("combobox"), page.locator(".find [role=status]")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("colier co")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("Collier County, FL", timeout=30_000)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(told).to_have_text(f"Sugerencias: {options.count()}")
    field.press("ArrowDown")
    expect(field).to_be_focused()
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_text("Collier County, FL")
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert Axe().run(page).violations_count == 0
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    page.wait_for_url("**/es/search?q=colier+co")
    expect(page.locator(".results a").first).to_contain_text("Collier")
    field.fill("zzzzqq")
    expect(told).to_have_text("Ninguna sugerencia")
    field.fill("collier county sh")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/es/agency/FL-collier-county-sheriffs-office")


def test_every_control_of_a_page_is_reached_by_the_tab_key_and_shows_it(opened: Opened) -> None:
    page = opened("/walk")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page = opened("/about")
    wanted = page.locator("a[href]:visible, button:visible, input:visible").count()
    seen = set()
    for _ in range(wanted + 6):  # The heads of what folds take a stop each.
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("[...document.querySelectorAll('a[href], button, input')].indexOf(document.activeElement)")
        )
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none" or page.evaluate("document.activeElement === document.body")
    assert len(seen - {-1}) == wanted


def test_tables_sort_by_their_heads(opened: Opened) -> None:
    page = opened("/")
    table = page.locator("table[data-sortable]")
    head = table.get_by_role("button", name="Agreements")
    head.click()
    head.click()
    expect(table.locator("thead th").nth(2)).to_have_attribute("aria-sort", "descending")
    numbers = [int(text.replace(",", "")) for text in table.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True) and numbers[0] > 300


@pytest.mark.parametrize("kind", ["nation", "state", "agency", "walk", "changes", "asof", "quality", "search"])
def test_without_scripts_nothing_is_lost(opened: Opened, kind: str) -> None:
    page = opened("/es" + KINDS[kind], scripts=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert len(page.get_by_role("main").inner_text()) > 400
    for hidden in page.locator("[data-scrubber]").all():
        expect(hidden).to_be_hidden()
    if kind == "nation":
        page.locator(".stops a").first.click()
        expect(page.locator(".stops a[aria-current]")).to_contain_text("2021")
        assert page.get_by_role("combobox").count() == 0
        page.get_by_role("searchbox").fill("colliier")
        page.get_by_role("searchbox").press("Enter")
        expect(page.locator(".results a").first).to_contain_text("Collier")


def test_a_day_is_chosen_and_both_clocks_answer(opened: Opened) -> None:
    page = opened("/asof")
    page.get_by_label("Day in the world").fill("2025-04-24")
    page.get_by_role("main").get_by_role("button", name="Show").click()
    page.wait_for_url("**/asof/2025-04-24")
    expect(page.locator("main .lead")).to_contain_text("As known on April 24, 2025: 444 agreements")


def test_models_are_compared_and_a_provision_opens(opened: Opened) -> None:
    page = opened("/rules/compare")
    row = page.locator("table.powers tr", has_text="Arrest without a warrant")
    assert row.locator("td .verdict").all_inner_texts()[:3] == [
        "in the agreement",
        "not in the agreement",
        "not in the agreement",
    ]
    page.get_by_role("link", name=re.compile("due for release from criminal custody")).first.click()
    page.wait_for_url("**/rules/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_table_downloads_as_csv(opened: Opened) -> None:
    page = opened("/data")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="agencies, CSV", exact=True).click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("agency_id,name,state,") and COLLIER in text


def test_the_language_switch_keeps_the_page(opened: Opened) -> None:
    page = opened(f"/agency/{COLLIER}")
    page.get_by_role("link", name="Español").click()
    page.wait_for_url(f"**/es/agency/{COLLIER}")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", name="Acuerdos")).to_be_visible()


def test_colors_and_layout_hold_when_printed(opened: Opened) -> None:
    page = opened("/county/12021")
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
