"""What a phone, a printer and a reader of other colors see: the answer first, nothing cut, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tools.look import KINDS

pytestmark = pytest.mark.browser

COUNTIES = {
    "sheriff and towns": ("12021", "12086", "48439", "13067", "48201"),
    "sheriff only": ("12131", "47149", "37001", "45045"),
    "town only": ("01015", "29189", "42059", "39135"),
    "state agencies only": ("13197", "20047", "47097"),
    "ended": ("24013", "24043", "34009", "42017"),
    "banned": ("06037", "17031", "41051", "53033"),
    "none": ("36061", "51059", "08031", "55079", "15003", "72127"),
}
PHONE = {"width": 375, "height": 812}
_ENDS = """() => [...document.querySelectorAll('.resident .lead, .resident .here li:first-child, .answer, .short')]
  .filter((part) => part.getClientRects().length)
  .map((part) => [part.className, part.getBoundingClientRect().bottom])"""
_LUMINANCE = """(color) => color.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
  .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0)"""
_CONTRAST = f"""() => {{
  const luminance = {_LUMINANCE};
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('main svg text')].filter((text) => !text.closest('.sheet')).map((text) => {{
    const ink = luminance(getComputedStyle(text).fill);
    return [text.textContent, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)];
  }});
}}"""


@pytest.fixture(scope="module")
def plain(chromium: Browser) -> Iterator[Page]:
    """A phone without scripts."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=True)  # type: ignore[arg-type]  # a plain dict
    context.route("**/*.js*", lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", COUNTIES)
def test_the_questions_of_a_resident_are_answered_on_the_first_screen_of_a_phone(
    plain: Page, server: str, kind: str
) -> None:
    plain.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict
    for fips in COUNTIES[kind]:
        plain.goto(f"{server}/county/{fips}")
        ends = plain.evaluate(_ENDS)
        assert sum("answer" in name for name, _ in ends) == 6 and ends[0][0] == "lead", fips
        assert max(bottom for _, bottom in ends) <= PHONE["height"], (fips, ends)
    plain.goto(f"{server}/es/county/{COUNTIES[kind][0]}")
    answers = [bottom for name, bottom in plain.evaluate(_ENDS) if "answer" in name]
    assert len(answers) == 6 and max(answers) <= PHONE["height"] - 40, (kind, answers)


def test_no_page_scrolls_sideways_at_320_pixels(plain: Page, server: str) -> None:
    plain.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for language in ("", "/es"):
        for kind, path in KINDS.items():
            plain.goto(f"{server}{language}{path}")
            if plain.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((language, kind))
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_drawings_have_the_contrast_of_text(plain: Page, server: str, scheme: str) -> None:
    plain.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
    plain.goto(f"{server}/")
    found = plain.evaluate(_CONTRAST)
    plain.emulate_media(color_scheme="light")
    assert len(found) > 15
    assert [(words, round(ratio, 2)) for words, ratio in found if ratio < 4.5] == []


def test_the_legend_keeps_its_colors_on_paper_and_where_colors_are_forced(plain: Page, server: str) -> None:
    plain.goto(f"{server}/")
    colors = """[...document.querySelectorAll('.legend .swatch')].slice(0, 3)
      .map((swatch) => getComputedStyle(swatch).backgroundColor)"""
    seen = plain.evaluate(colors)
    assert len(set(seen)) == 3
    plain.emulate_media(media="print")
    assert plain.evaluate(colors) == seen
    assert plain.evaluate("getComputedStyle(document.querySelector('.swatch')).printColorAdjust") == "exact"
    plain.emulate_media(media="screen", forced_colors="active")
    assert plain.evaluate(colors) == seen
    plain.emulate_media(media="screen", forced_colors="none")


def test_every_table_has_a_caption_and_none_is_cut_without_a_cue(plain: Page, server: str) -> None:
    plain.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict
    for kind in ("county", "agency", "compare", "law", "quality", "data", "oversight", "controls"):
        plain.goto(f"{server}{KINDS[kind]}")
        assert plain.evaluate("[...document.querySelectorAll('main table')].filter((t) => !t.caption).length") == 0, (
            kind
        )
        cut = """[...document.querySelectorAll('main .scroll')].filter((box) => box.scrollWidth > box.clientWidth + 1
          && box.querySelector('table')
          && getComputedStyle(box.querySelector('tr > :first-child')).position !== 'sticky').length"""
        assert plain.evaluate(cut) == 0, kind


def test_tables_of_words_are_cards_and_each_filter_stands_beside_its_name(plain: Page, server: str) -> None:
    plain.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict
    for kind in ("county", "oversight", "controls", "law"):
        plain.goto(f"{server}/es{KINDS[kind]}")
        boxes = plain.evaluate(
            "[...document.querySelectorAll('main .scroll')].map((b) => [b.scrollWidth, b.clientWidth])"
        )
        assert boxes and all(wide <= shown for wide, shown in boxes), kind
    middle = "(part) => part.getBoundingClientRect().top + part.getBoundingClientRect().height / 2"
    for path in ("/es/changes", "/es/state/TX", "/es/documents"):
        plain.goto(server + path)
        for label in plain.locator("main .choose label[for]").all():
            control = plain.locator(f"#{label.get_attribute('for')}")
            assert abs(label.evaluate(middle) - control.evaluate(middle)) < 12, (path, label.inner_text())


def test_the_large_states_end_within_twelve_screens(plain: Page, server: str) -> None:
    plain.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict
    for code in ("FL", "TX"):
        plain.goto(f"{server}/state/{code}")
        assert plain.evaluate("document.documentElement.scrollHeight / innerHeight") <= 12, code


def test_the_counties_asked_are_of_the_kinds_they_stand_for(plain: Page, server: str) -> None:
    leads = {
        "sheriff and towns": "Yes:",
        "sheriff only": "Yes:",
        "town only": "Yes:",
        "state agencies only": "State agencies only:",
        "ended": "No agency here",
        "banned": "state law bans",
        "none": "No agency here",
    }
    for kind, lead in leads.items():
        for fips in COUNTIES[kind]:
            plain.goto(f"{server}/county/{fips}")
            assert lead in plain.locator(".resident .lead").inner_text(), (kind, fips)
