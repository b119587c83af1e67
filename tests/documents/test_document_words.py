"""Noise is taken away without touching what is no noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.documents.alignment.cells import SAME, Cell
from open287g.documents.alignment.section_heads import section_heads
from open287g.documents.pages.shifted_fonts import decode
from open287g.documents.words.fingerprints import fingerprints_of
from open287g.documents.words.tokens import raw_tokens
from open287g.documents.words.vocabulary import Vocabulary, shipped_vocabulary

_WORDS = "the of and agreement enforcement personnel dhs fod lea ice will training immigration 1357 name"
KNOWN = Vocabulary(_WORDS.split())


def read(text: str) -> list[str]:
    return [token.word for token in KNOWN.read(raw_tokens(text, 0))]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("OHS and FOO", ["dhs", "and", "fod"]),
        ("ofthe agreement", ["of", "the", "agreement"]),
        ("wi ll", ["will"]),
        ("enforce ment", ["enforcement"]),
        ("enforcernent personne1", ["enforcement", "personnel"]),
        ("l357", ["1357"]),
        ("t r a i n i n g of", ["training", "of"]),
        ("indemnify the", ["indemnify", "the"]),
        ("person@example.gov agreement", ["agreement"]),
        ("XVIII agreement", ["agreement"]),
    ],
)
def test_noise_becomes_the_word_it_stands_for(printed: str, said: list[str]) -> None:
    assert read(printed) == said


def test_a_word_of_its_own_is_not_bent_to_a_known_one() -> None:
    assert read("indemnification arbitration") == ["indemnification", "arbitration"]


@given(st.text(max_size=300))
def test_offsets_point_into_the_text(text: str) -> None:
    for token in KNOWN.read(raw_tokens(text, 3)):
        assert token.page == 3
        assert 0 <= token.start < token.end


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert [int(mark) for mark in fingerprints_of(["the", "of", "and", "agreement"])] == [2510921054, 2815261376]
    assert len(fingerprints_of(["the", "of"])) == 0


@given(st.lists(st.sampled_from(KNOWN.words), min_size=3, max_size=60))
def test_one_fingerprint_for_each_three_words(words: list[str]) -> None:
    fingerprints = fingerprints_of(words)
    assert len(fingerprints) == len(words) - 2
    assert np.array_equal(fingerprints[:1], fingerprints_of(words[:3]))


def test_a_shifted_font_is_read() -> None:
    text, changed = decode("1DPH and the agreement", KNOWN)
    assert text == "Name and the agreement"
    assert changed == 4


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=200))
def test_decoding_keeps_length_and_known_words(text: str) -> None:
    assert len(decode(text, KNOWN)[0]) == len(text)
    assert decode("287 agreement 1357", KNOWN) == ("287 agreement 1357", 0)


def test_the_shipped_vocabulary_holds_no_names() -> None:
    words = shipped_vocabulary()
    assert "enforcement" in words
    assert not {"sarah", "cronen", "vitello", "lyons", "tarrant", "gmail"} & words.known
    assert not any("@" in word for word in words.words)


@pytest.mark.parametrize(
    ("here", "at"),
    [
        ("as needed xiv liability and responsibility except", 2),
        ("as need ed xlv lia bility and responsibility except", 3),
        ("asneeded hl liabilityand responsibility except", 1),
        ("as needed liability and responsibility except", 2),
        ("as needed for liabllity end responsibility except", 3),
        ("nothing of it", 2),
    ],
)
def test_a_section_begins_at_its_number_however_a_reader_tore_or_misread_the_words(here: str, at: int) -> None:
    there = ["as", "needed", "xiv", "liability", "and", "responsibility", "except"]
    words = here.split()
    found = [Cell(SAME, 0, len(there), 0, len(words))]
    assert section_heads([2], there, words, found) == [at]
