"""What somebody did to a file so that its page and its layer part: every kind is told."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.documents.findings.marks import notes_on
from open287g.documents.pages.look_alikes import as_drawn
from open287g.documents.pages.margins import clear
from open287g.documents.pages.page_text import Page
from open287g.documents.told_beside import marks_said
from tests.documents.tampered import KINDS, NOT, annotated, drawn, told


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_tampering_is_told_with_its_words(kind: str) -> None:
    make, says = KINDS[kind]
    assert any(says in line.partition(" ")[2] for line in told(make()))


def test_words_that_the_page_does_not_show_are_no_words_of_the_document() -> None:
    assert list(told(drawn(NOT, "not", "{} 1 g ( solely) Tj 0 g"))) == ["not shown: solely: 3"]


def test_a_number_retyped_on_white_stands_in_the_place_of_the_one_below() -> None:
    make, _ = KINDS["white-out, retyped"]
    assert "'90' -> '10'" in next(told(make()))


def test_a_highlight_and_a_note_beside_the_words_change_none() -> None:
    assert list(told(annotated(NOT, "not", "Highlight", "look here"))) == ["annotation: highlight: look here: 3"]


def test_what_a_note_says_is_told_without_its_contacts() -> None:
    notes = list(told(annotated(NOT, "not", "Text", "ask pat@example.gov")))
    assert len(notes) == 1 and "example.gov" not in notes[0]
    assert "note: ask" in next(marks_said(notes, str))


def test_it_is_said_of_which_scanned_pages_the_files_own_words_were_believed() -> None:
    pages = [Page(n, "words", "ocr" if n == 3 else "layer", 1.0, "words") for n in range(1, 6)]
    notes = notes_on(SimpleNamespace(count_attachments=lambda: 0), pages, range(5))
    assert notes == ("layer: 1-2, 4-5", "pen: unchecked")
    assert "1-2, 4-5" in next(marks_said(notes, str))


@pytest.mark.parametrize(
    ("text", "said", "strange"),
    [
        ("the LEA sh\u0430ll pay", "the LEA shall pay", ("shall",)),
        ("per\u00adsonnel sh\u200ball", "personnel  shall ", ()),
        ("\uff19\uff10 days", "90 days", ("90",)),
        ("respon\u00ad\r\nsible", "respon \r\nsible", ()),
        ("José’s café § 287", "José’s café § 287", ()),
    ],
)
def test_letters_are_read_as_the_page_shows_them(text: str, said: str, strange: tuple[str, ...]) -> None:
    assert as_drawn(text) == (said, strange)


@given(st.text(alphabet="ab \r\n\u0430\u00ad\u200b\ufeffé9", max_size=60))
def test_letters_keep_their_number_and_lines_their_places(text: str) -> None:
    said, _ = as_drawn(text)
    assert len(said) == len(text)
    assert [at for at, sign in enumerate(said) if sign in " \r\n" and text[at] in "\r\n"] == [
        at for at, sign in enumerate(text) if sign in "\r\n"
    ]
    assert as_drawn(said) == (said, ())


_SAID = [
    "custody",
    "training",
    "written",
    "notice",
    "officers",
    "detainer",
    "warrant",
    "property",
    "vehicle",
    "records",
    "consular",
    "complaint",
]


def _pages(feet: list[str]) -> list[str]:
    """Pages of twelve lines, each with words in another order, and one of `feet`."""
    turns = [Random(n).sample(_SAID, 9) for n in range(len(feet) * 12)]
    return ["\n".join([*map(" ".join, turns[n * 12 : n * 12 + 12]), foot]) for n, foot in enumerate(feet)]


def test_a_footer_that_each_page_garbles_in_its_own_way_is_taken_out() -> None:
    feet = [
        "Noble County Sheriff's Office, Noble County, Indiana",
        "Noble County Sheri' fe Office, Noble Counly, indigna",
        "Noble Counly Sherilfs Office, Noble County, lidiaria 3",
        "Nable County Shavilfs Offic, Noble Couniy, irieliarnce 4",
        "Noble County Sheriffs Olfice, Noble County, indiana",
    ]
    cleared, margins = clear(_pages(feet))
    assert [text.rstrip() for text in cleared] == [text.rstrip() for text in _pages([""] * 5)]
    assert len(margins.running) == 1 and margins.running[0].startswith("Noble County")


def test_headings_alike_on_top_of_pages_and_sentences_at_their_feet_stay() -> None:
    feet = [f"The sheriff shall pay Nable County within {n} days of the first" for n in ("ten", "six", "two", "one")]
    pages = [f"APPENDIX {letter}\n{page}" for letter, page in zip("ABCD", _pages(feet), strict=True)]
    assert clear(pages)[0] == pages
