"""What a reader or a damaged font made of words, and what it hides: no change, or the very change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from open287g.documents.agency_state import state_of
from open287g.documents.editions.wording import wordings
from open287g.documents.findings.differences import differences
from open287g.documents.findings.lost_letters import LOST, with_lost_letters
from open287g.documents.findings.plausibility import tidy_title
from open287g.documents.findings.plausible_agency import agency_likely
from open287g.documents.findings.word_changes import Comparison, WordChange, compared
from open287g.documents.identified import identified
from open287g.documents.pages.agency_names import AgencyNames, find_names, mask
from open287g.documents.pages.margins import Margins
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.running_text import running_text_of
from open287g.documents.same_agency import is_of
from open287g.documents.words.vocabulary import shipped_vocabulary
from tests.documents.test_document_check import reading
from tools.planted_words import unedited


def _scanned(profile: str, old: str, new: str) -> Comparison:
    """The edition as a reader has it, with `old` read as `new` once."""
    text = "\n".join(unedited(profile).paragraphs)
    assert old in text
    text = text.replace(old, new, 1)
    running = running_text_of([Page(1, text, "ocr", 1.0, text)], shipped_vocabulary())
    return compared(running, wordings()[profile], (), [0])


def _changes(profile: str, old: str, new: str) -> list[tuple[str, str]]:
    return [(change.standard, change.words) for change in _scanned(profile, old, new).changes]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("under this MOA.", "under sMOA."),
        ("1357(g)(7)", "1357(27)"),
        ("287.5(e)(3)", "287.5(€)(3)"),
    ],
)
def test_letters_that_a_reader_tore_or_glued_are_no_change(old: str, new: str) -> None:
    assert _changes("WSO-2025", old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("and 8 C.F.R. \u00a7 287.5", "and C.F.R. \u00a7 287.5", []),
        ("within 48 hours", "within hours", [("48", "")]),
    ],
)
def test_the_figure_before_a_code_is_one_that_readers_lose_and_others_are_not(
    old: str, new: str, told: list[tuple[str, str]]
) -> None:
    assert _changes("WSO-2025", old, new) == told


def test_a_not_that_a_reader_joined_to_the_word_before_is_told() -> None:
    assert _changes("WSO-2025", "ICE will provide instructors", "ICE willnot provide instructors") == [("", "not")]


def test_a_not_drawn_into_the_word_before_is_told() -> None:
    old, new = "the alien shall be released", "the alien shan't be released"
    assert _changes("WSO-2025", old, new) == [("shall", "shan't")]


_DAMAGED = {" and ": " aed ", " the ": " tbe ", " in ": " ie ", " of ": " oe "}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("over which it has", "over which 4 has", []),
        ("consult the ICE Privacy Office", "consult the ICE@rivacy Office", []),
        ("personnel are not authorized", "personnel are authorized", [("not", "")]),
        ("with a 90 day notice", "with a 30 day notice", [("90", "30")]),
        ("over which it has", "over which she has", [("it", "she")]),
    ],
)
def test_a_short_word_garbled_on_a_page_that_is_garbled_all_over_is_no_change(
    old: str, new: str, told: list[tuple[str, str]]
) -> None:
    text = "\n".join(unedited("WSO-2025").paragraphs)
    assert old in text
    text = text.replace(old, new, 1)
    for said, read in _DAMAGED.items():
        text = text.replace(said, read)
    running = running_text_of([Page(1, text, "ocr", 1.0, text)], shipped_vocabulary())
    found = compared(running, wordings()["WSO-2025"], (), [0])
    assert [(change.standard, change.words) for change in found.changes] == told
    assert found.unchecked["misread"] > 100


def _change(standard: str, words: str) -> WordChange:
    return WordChange("X", 1, 1, standard, words, "other", 1, 2, 1, 2, why="two readings agree")


def test_where_words_are_broken_by_lost_letters_all_that_lack_letters_say_so() -> None:
    broken = [_change("EXPENDITURES", "EXP N ITUR"), _change("REQUIREMENTS", "R QUIRM NTS"), _change("DUES", "U S")]
    changes = [*broken, _change("PROCEDURES", "PRO URS"), _change("1357", "57"), _change("not", ""), _change("7", "9")]
    assert [change.why == LOST for change in with_lost_letters(changes)] == [True] * 5 + [False, False]
    assert with_lost_letters(changes[3:]) == changes[3:]


def test_lost_letters_are_a_fault_and_nothing_negotiated() -> None:
    found = _scanned("WSO-2025", "ICE will provide instructors", "ICE willnot provide instructors")
    running = running_text_of(
        [Page(1, "\n".join(unedited("WSO-2025").paragraphs), "layer", 1.0, "")], shipped_vocabulary()
    )
    _, running, alignment, _ = identified(running)
    assert alignment is not None
    lost = replace(found, changes=tuple(replace(change, why=LOST) for change in found.changes))
    assert [(d.kind, d.what) for d in differences(running, alignment, lost)] == [("assembly", "letters missing")]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Washington County Sheriff's Office", ""),
        ("City of Kansas City, Missouri", "MO"),
        ("City of Wyoming, Michigan", "MI"),
        ("Polk County Sheriff's Office, Florida", "FL"),
        ("West Virginia State Police", "WV"),
    ],
)
def test_a_county_or_city_called_like_a_state_shows_none(name: str, state: str) -> None:
    document = replace(reading(name), file="moa.pdf")
    assert state_of(document) == state


def test_words_that_every_agreement_has_make_no_agency_of_it() -> None:
    said = "investigation of the palm county criminal investigation division, palm county"
    document = replace(reading("Palm County Sheriff's Office"), pages=(Page(1, said, "layer", 1.0, said),))
    assert is_of(document, "Bureau of Criminal Investigation") is not True
    assert is_of(document, "Palm County Sheriff's Office") is True


def test_a_garbled_name_of_which_an_article_is_left_takes_no_article_out_of_the_text() -> None:
    names = AgencyNames(
        "the,...c.....-0..,R", "", (("preamble", "the,...c.....-0..,R"), ("footer", "Lake Example Police"))
    )
    assert mask(["the LEA and the Lake Example Police"], names) == ["the LEA and the " + " " * 19]


def test_a_sentence_behind_a_misread_name_is_no_part_of_it_and_a_garbled_name_is_not_believed() -> None:
    head = "Department of Homeland Security (DHS), and the Example Police Department | nursuant to which ICE delegates"
    assert find_names([f"{head} (EPD)"], Margins({}, ())).written == "Example Police Department"
    assert (
        agency_likely("“xample inlet Colony Police Department") < 0.5 < agency_likely("Mineral County Sheriff's office")
    )


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("Acting ÉExecutive Associate Director", "Acting Executive Associate Director"),
        ("Acting Dlrector", "Acting Director"),
        ("SHERIFF", "SHERIFF"),
    ],
)
def test_a_speck_read_as_an_accent_is_no_part_of_a_title(read: str, told: str) -> None:
    assert tidy_title(read) == told
