"""The record of small lists, as written in scenarios that a person who writes no code can read and add to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from open287g.record.asking.record import open_record
from open287g.record.values import EventKind, Grade, Return, SpellingTier, Status, Verdict, Waiting, values
from tests.record.scenarios import Scenario, build_home, scenarios
from tests.record.told import TOLD, in_force

EVERY = list(scenarios())


@pytest.mark.parametrize("scenario", EVERY, ids=str)
def test_the_scenario_comes_out_as_written(scenario: Scenario, tmp_path: Path) -> None:
    unknown = set(scenario.expected) - {*TOLD, "in_force"}
    assert not unknown, f"a record tells nothing by the name of {unknown}"
    build_home(scenario, tmp_path)
    with open_record(tmp_path) as record:
        for name, expected in scenario.expected.items():
            if name == "in_force":
                told = {when: sorted(in_force(record, str(when))) for when in expected}
                assert told == {when: sorted(ids) for when, ids in expected.items()}
            elif name == "files":
                _assert_files(TOLD[name](record), expected)
            else:
                assert _in_order(TOLD[name](record)) == _in_order(expected), name


def _assert_files(told: dict[str, str], expected: dict[str, str]) -> None:
    """Of each file named, its verdict and day, and the words of the reason that the scenario gives."""
    assert {
        name: told.get(name, "no such file") for name in expected if not _says(told.get(name), expected[name])
    } == {}


def _says(told: str | None, expected: str) -> bool:
    verdict, _, words = expected.partition(", ")
    return told is not None and told.startswith(f"{verdict}, ") and words in told


def _in_order(told: Any) -> Any:
    return sorted(told) if isinstance(told, list) else told


def _told(*names: str) -> str:
    """All lines that scenarios expect under these names."""
    return "\n".join(str(line) for s in EVERY for name in names for line in s.expected.get(name, ()))


def test_every_kind_of_event_and_grade_of_ending_has_a_scenario() -> None:
    assert [kind for kind in values(EventKind) if f" {kind} " not in _told("events")] == []
    assert [grade for grade in values(Grade) if f" {grade} " not in _told("endings")] == []


def test_every_status_and_outcome_of_an_application_or_absence_has_a_scenario() -> None:
    assert [status for status in values(Status) if f", {status}" not in _told("agreements")] == []
    assert [outcome for outcome in values(Waiting) if f", {outcome}" not in _told("pending")] == []
    assert [outcome for outcome in values(Return) if f", {outcome}" not in _told("flickers")] == []


def test_every_rule_that_joins_spellings_and_every_verdict_on_a_file_has_a_scenario() -> None:
    joined = {tier for s in EVERY for own in s.expected.get("agencies", {}).values() for tier in own.values()}
    assert joined == set(values(SpellingTier))
    said = {told.split()[0] for s in EVERY for told in s.expected.get("files", {}).values()}
    assert said == set(values(Verdict))
