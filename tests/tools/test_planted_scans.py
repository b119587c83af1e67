"""Edits on pictures of pages: only the line is set again, and what is told is held against the edit."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image

from open287g.documents.findings.difference import Difference
from open287g.documents.pages.frame import Box
from tools.planted_scans import Line, Planted, counted, edited, judged, lines_of
from tools.planted_words import Edit

WORDS = ("the", "personnel", "shall", "receive", "all", "training", "of", "ICE")
SIZE = (1600, 1000)


def _line() -> Line:
    boxes = tuple(Box(0.1 + 0.1 * n, 0.50, 0.18 + 0.1 * n, 0.52) for n in range(len(WORDS)))
    return Line(WORDS, boxes)


def test_a_line_is_set_again_from_its_edit_on_and_nothing_else_changes() -> None:
    page = Image.new("L", SIZE, 200)
    made = edited(page, [_line()], "modal", random.Random(1))
    assert made is not None and (made[1].before, made[1].after) == ("shall", "may")
    rows, columns = np.nonzero(np.asarray(made[0]) != 200)
    assert rows.min() > 0.45 * SIZE[1] and rows.max() < 0.56 * SIZE[1] and columns.min() > 0.28 * SIZE[0]
    assert edited(page, [_line()], "citation", random.Random(1)) is None


def test_what_is_told_of_the_page_with_the_edits_words_finds_it_and_the_rest_are_alarms() -> None:
    plant = Planted("a.pdf", b"", ((2, Edit("modal", "shall", "may", "")), (4, Edit("number", "48", "43", ""))))
    told = [
        Difference("negotiated", "replaced", "IV", 3, 3, "may", standard="shall", grade="doubtful"),
        Difference("negotiated", "replaced", "V", 3, 3, "some", standard="any"),
        Difference("negotiated", "added", "VI", 6, 6, "only"),
    ]
    known = [Difference("negotiated", "added", "VI", 6, 6, "only")]
    rows = [(kind, how) for _, kind, how, _ in judged(plant, told, known)]
    assert rows == [("modal", "doubtful"), ("number", "missed"), ("alarm", "sure")]


def test_words_side_by_side_are_a_line() -> None:
    places = (("one", 0.1, 0.2), ("two,", 0.3, 0.205), ("three", 0.1, 0.25), ("four", 0.2, 0.25))
    words = [(word, Box(left, top, left + 0.05, top + 0.01)) for word, left, top in places]
    assert [line.text for line in lines_of(words)] == ["one two,", "three four"]


def test_counts_are_by_kind_wear_and_edition_and_alarms_by_document() -> None:
    head = ("a.pdf", "WSO-2025", "light")
    rows = [(*head, "read", "8", "WSO-2025"), (*head, "modal", "found", ""), (*head, "number", "missed", "")]
    told = {line[:2]: line[2:5] for line in counted([*rows, (*head, "alarm", "doubtful", "")])}
    assert told["kind", "modal"] == (1, 0, 1) and told["all", "edits"] == (1, 0, 2)
    assert told["no alarm", "sure"] == (1, 0, 1) and told["no alarm", "doubtful"] == (0, 0, 1)
