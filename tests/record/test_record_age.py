"""Age is a fact: every answer says its list's day, and what no list tells of is unknown, never 0."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from open287g.cli.main import app
from open287g.core.errors import UnknownError
from open287g.record.asking.age import Ages, Span, ages, spans_of
from open287g.record.asking.headline import headline
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.record import Record
from open287g.ui import sentences

TODAY = {"OPEN287G_TODAY": "2026-11-27"}
DAYS = st.dates(date(2007, 1, 1), date(2030, 1, 1))


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env=TODAY)


def of(**last: str) -> Ages:
    rows = [
        {"list": name, "number": 0, "published": date(2019, 1, 1), "last_seen": date.fromisoformat(day)}
        for name, day in last.items()
    ]
    return ages(rows)


@pytest.mark.parametrize("day", ["2026-05-19", "2027-05-01"])
@pytest.mark.parametrize("more", [[], ["--agreements"], ["--known", "2025-04-24"]])
def test_a_day_outside_the_evidence_is_answered_unknown_with_the_span(home: Path, day: str, more: list[str]) -> None:
    told = run(home, "asof", day, *more)
    assert isinstance(told.exception, UnknownError) and told.exception.exit_code == 4
    assert day in told.exception.what and "2021-01-13 to 2026-05-18" in told.exception.remedy
    assert told.stdout == ""


@pytest.mark.parametrize("day", ["2010-10-29", "2021-01-12"])
def test_a_day_between_two_lists_captured_before_2021_is_told_as_unknown_with_both(home: Path, day: str) -> None:
    told = run(home, "asof", day, "--format", "json")
    facts = json.loads(told.stdout)
    assert told.exit_code == 4 and facts["agreements"] is None
    assert facts["before"]["day"] < day < facts["after"]["day"]
    assert isinstance(run(home, "asof", day, "--agreements").exception, UnknownError)


def test_the_first_and_the_last_day_of_the_evidence_are_answered(record: Record) -> None:
    assert record.asof(date(2021, 1, 13))["agreements"] > 100
    assert record.asof(date(2026, 5, 18))["agreements"] == 1843


@pytest.mark.parametrize(
    "words",
    [["headline"], ["asof", "2025-04-24"], ["agency", "collier", "fl"], ["changes", "--since", "2026-05-01"],
     ["ended"], ["pending"], ["flickers"], ["who", "collier", "fl"], ["sql", "SELECT 1"]],
)  # fmt: skip
def test_every_answer_says_the_day_and_age_of_both_lists(home: Path, words: list[str]) -> None:
    told = run(home, *words).stderr
    assert "ICE's list of 2026-05-18, 193 days old" in told and "2026-02-27, 273 days old" in told
    assert "what is pending since is unknown" in told


def test_pending_is_unknown_where_its_list_is_much_older_than_the_other(home: Path, record: Record) -> None:
    says = headline(record)
    assert (says["pending"], says["pending_published"]) == (None, date(2026, 2, 27))
    assert "unknown" in run(home, "headline").stdout
    assert not LoadedRecord.load(record.path).ages.pending_is_known
    assert of(participating="2026-05-18", pending="2026-05-01").pending_is_known
    assert not of(participating="2026-05-18", pending="2026-04-01").pending_is_known
    assert not of(participating="2026-05-18").pending_is_known
    assert of(participating="2026-02-18", pending="2026-05-01").pending_is_known


def test_years_without_a_list_are_in_no_span() -> None:
    shown = [(date(2007, 9, 19), date(2007, 9, 19)), (date(2021, 1, 13), date(2021, 3, 1)), (date(2021, 9, 1),) * 2]
    spans = spans_of(shown)
    assert spans == [Span(date(2007, 9, 19), date(2007, 9, 19)), Span(date(2021, 1, 13), date(2021, 9, 1))]
    assert list(map(str, spans)) == ["2007-09-19", "2021-01-13 to 2021-09-01"]


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=8), DAYS, st.integers(0, 900))
def test_spans_hold_every_day_on_which_a_list_was_seen_and_never_touch(
    shown: list[tuple[date, date]], day: date, within: int
) -> None:
    spans = spans_of(shown, within)
    for first, last in shown:
        assert any(first in span and last in span for span in spans)
    for one, other in itertools.pairwise(spans):
        assert (other.first - one.last).days > within
    if not any(day in span for span in spans):
        assert not any(first <= day <= last for first, last in shown)


def test_answers_in_json_carry_the_day_and_age_of_their_lists(home: Path) -> None:
    for words in (["headline"], ["asof", "2025-04-24"], ["agency", "collier", "fl"], ["asof", "2010-10-29"]):
        told = json.loads(run(home, *words, "--format", "json").stdout)["rests_on"]
        assert told["participating"] == {"published": "2026-05-18", "last_seen": "2026-05-18", "days_old": 193}
        assert (told["pending"]["days_old"], told["pending_is_known"], told["on"]) == (273, False, "2026-11-27")
        assert told["tells_of"] == [["2021-01-13", "2026-05-18"]]


def test_a_decision_by_the_record_says_how_old_its_list_is(home: Path) -> None:
    told = run(home, "decide", "--agency", "collier fl", "--on", "2025-06-01", "--model", "TFM")
    assert "ICE's list of 2026-05-18, 193 days old" in told.stderr
    before = run(home, "decide", "--agency", "hendry county sheriff fl", "--on", "2019-01-01", "--model", "TFM")
    assert isinstance(before.exception, UnknownError) and before.exception.exit_code == 4


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_an_age_is_counted_from_the_day_last_seen_and_a_list_of_a_later_day_is_told(last: date, days: int) -> None:
    told = of(participating=last.isoformat())
    assert told.facts(last + timedelta(days=days))["participating"]["days_old"] == days
    assert (
        told.facts(last - timedelta(days=min(days, (last - date(2019, 1, 1)).days)))["participating"]["days_old"] == 0
    )
    before = date(2019, 1, 1) - timedelta(days=days)
    assert told.facts(before)["participating"]["days_old"] == -days
    assert told.are_ahead(before) is (days > 0)
    for language, clock in (("en", "this computer's clock"), ("es", "reloj de esta computadora")):
        assert (clock in told.says(before, language)) is (days > 0)
        assert (clock in sentences.age(told, before, language)) is (days > 0)
    assert told.facts(last)["pending"] is None and not told.lists()["pending_is_known"]
