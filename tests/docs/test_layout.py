"""Tests stand where the code they test stands."""

from __future__ import annotations

from tests import conftest
from tests.docs.conftest import ROOT

ROOMS = {path.parent.name for path in (ROOT / "src/open287g").glob("*/__init__.py")}
NO_ROOM = {"backends", "browser", "deploy", "docs", "golden", "journeys", "scenarios", "tools"}
"""Folders of tests by their kind: Spark, Chromium, deployment, pages, the record's words, across rooms, data."""


def test_every_room_has_its_folder_of_tests_and_no_folder_is_of_no_room() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert folders == ROOMS | NO_ROOM


def test_scenarios_stand_under_the_room_they_tell_of() -> None:
    assert [path.name for path in (ROOT / "tests/scenarios").iterdir() if path.is_file()] == []


def test_what_is_marked_slow_is_there() -> None:
    assert [name for name in conftest.SLOW if not (ROOT / "tests" / name).exists()] == []
