"""Edits planted in typeset memoranda: the same each time, and found, so that the measure has something to measure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from open287g.documents.read import ReadOptions, read_document
from tests.documents.typeset import REVISED, memorandum
from tools.planted_documents import EDITS, lines, plants


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("plain")
    out = {}
    for edition in REVISED:
        path = folder / f"{edition}.pdf"
        path.write_bytes(memorandum(edition))
        out[path.name] = read_document(path, ReadOptions(engine="none"))
    return out


def test_the_same_edits_are_planted_each_time_kinds_in_turn(plain: dict[str, Any]) -> None:
    planted = list(plants(plain, 12))
    assert planted == list(plants(plain, 12))
    assert [plant.kind for plant in planted] == [*EDITS, *EDITS]


def test_nearly_every_planted_edit_is_found_and_little_else_is_told(plain: dict[str, Any]) -> None:
    found, told, there = (sum(line[n] for line in lines(plants(plain, 60))) for n in (1, 2, 3))
    assert there == 60
    assert found >= 57 and told <= 63


def test_what_is_planted_and_not_told_counts_as_missed(plain: dict[str, Any]) -> None:
    [plant] = plants(plain, 1)
    whole = next(document for document in plain.values() if document.identity.profile == plant.profile)
    [line] = [line for line in lines([replace(plant, pages=whole.pages)]) if line[0] == plant.kind]
    assert line == (plant.kind, 0, 0, 1)
