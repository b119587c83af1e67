"""The measures of the record tell right answers from wrong ones, and the labels are well formed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tools import accuracy_record as accuracy
from tools.accuracy_record import Measure, labels

Row = dict[str, Any]


def counts(measures: Sequence[Measure]) -> dict[str, tuple[int, int]]:
    return {measure.name: (len(measure.wrong), measure.total) for measure in measures}


def agency(name: str, state: str) -> str:
    """An id of its own for every spelling."""
    return f"{state}-{name}"


def ending(label: Row, **changes: Any) -> Row:
    row = {"agency_id": agency(label["name"], label["state"]), "model": label["model"], "grade": "confirmed"}
    row["ended_as"] = "unexplained"
    return {**row, "agreement_id": "x:1", "first_absent": date.fromisoformat(label["first_absent_date"]), **changes}


LABEL = {"state": "OHIO", "name": "A", "model": "WSO", "verdict": "ended", "first_absent_date": "2025-06-10"}


def test_one_id_for_everything_merges_every_distinct_pair_and_splits_none() -> None:
    scores = counts(accuracy.score_pairs(labels("identity_pairs"), lambda name, state: "one"))
    wrong, total = scores["false merges"]
    assert wrong == total >= 200
    assert scores["false splits"][0] == 0


def test_an_id_for_every_spelling_splits_every_pair_of_one_body_and_merges_none() -> None:
    scores = counts(accuracy.score_pairs(labels("identity_pairs"), agency))
    wrong, total = scores["false splits"]
    assert wrong == total >= 200
    assert scores["false merges"][0] == 0


def test_a_spelling_the_product_does_not_know_is_a_split_but_never_a_merge() -> None:
    scores = counts(accuracy.score_pairs(labels("identity_pairs"), lambda name, state: None))
    assert scores["false splits"][0] == scores["false splits"][1]
    assert scores["false merges"][0] == 0
    assert scores["spellings not found"][0] == scores["spellings not found"][1]


@pytest.mark.parametrize(
    ("verdict", "false", "scored"),
    [
        *((v, 1, 1) for v in sorted(accuracy.NOT_ENDED)),
        *((v, 0, 0) for v in sorted(accuracy.NOT_SCORED)),
        ("ended", 0, 1),
    ],
)
def test_an_ending_is_false_where_the_labels_say_the_agreement_went_on(verdict: str, false: int, scored: int) -> None:
    label = {**LABEL, "verdict": verdict}
    scores = counts(accuracy.score_endings([label], [ending(label)], agency))
    assert scores["false endings"] == (false, scored)


def test_an_ending_no_label_knows_is_false() -> None:
    late = ending(LABEL, first_absent=date(2025, 6, 10) + timedelta(days=accuracy.TOLERANCE_DAYS + 1))
    scores = counts(accuracy.score_endings([LABEL], [late], agency))
    assert scores["false endings"] == (1, 1)
    assert scores["missed endings"] == (1, 1)


def test_a_suspected_ending_is_neither_claimed_nor_missed() -> None:
    scores = counts(accuracy.score_endings([LABEL], [ending(LABEL, grade="suspected")], agency))
    assert {name: count for name, count in scores.items() if "second source" not in name} == {
        "false endings": (0, 0),
        "missed endings": (0, 1),
        "endings only suspected": (1, 1),
    }


@pytest.mark.parametrize(("judge", "scored"), [("lists", 0), ("law", 1), ("archive", 1)])
def test_an_ending_is_counted_apart_where_a_second_source_judged_it(judge: str, scored: int) -> None:
    label = {**LABEL, "judge": judge}
    scores = counts(accuracy.score_endings([label], [ending(label)], agency))
    assert scores["false endings, a second source"] == scores["missed endings, a second source"] == (0, scored)


@pytest.mark.parametrize(
    ("kind", "agreement", "wrong"),
    [
        ("date_corrected", "a:WSO:1", {"correction": 0, "renewal": 1}),
        ("renewed", "a:WSO:2", {"correction": 1, "renewal": 0}),
        ("listed", "a:WSO:1", {"correction": 1, "renewal": 1}),
    ],
)
def test_a_changed_date_is_judged_by_its_event(kind: str, agreement: str, wrong: dict[str, int]) -> None:
    change = {"state": "OHIO", "name": "A", "model": "WSO", "signed_before": "", "signed_after": ""}
    row = {"kind": kind, "agreement_id": agreement, "agency_id": agency("A", "OHIO"), "model": "WSO", "says": ""}
    for verdict, expected in wrong.items():
        label = {**change, "verdict": verdict, "after_date": "2025-06-10"}
        scores = counts(accuracy.score_changes([label], [{**row, "known": date(2025, 6, 11)}], agency))
        assert scores[f"{verdict}s not told as such"] == (expected, 1)


def test_a_claim_that_no_label_knows_is_false() -> None:
    event = {
        "agency_id": agency("A", "OHIO"),
        "model": "WSO",
        "known": date(2025, 6, 11),
        "says": "",
        "kind": "renewed",
    }
    label = {"state": "OHIO", "name": "A", "verdict": "renewal", "after_date": "2025-06-10"}
    assert counts(accuracy.score_claims([label], [], [event], agency))["false renewals"] == (0, 1)
    assert counts(accuracy.score_claims([], [], [event], agency))["false renewals"] == (1, 1)
    switched = {**event, "kind": "model_changed"}
    assert counts(accuracy.score_claims([], [], [switched], agency))["false model changes"] == (1, 1)


def test_an_ending_told_as_a_renewal_is_measured_there() -> None:
    scores = counts(accuracy.score_endings([], [ending(LABEL, ended_as="superseded")], agency))
    assert scores["false endings"] == (0, 0)


@pytest.mark.parametrize(("before", "wrong"), [("7/72025", 0), ("5025-07-07", 0), ("2025-07-07", 1), ("", 1)])
def test_silence_is_right_only_where_the_earlier_date_could_not_be_read(before: str, wrong: int) -> None:
    change = {"state": "OHIO", "name": "A", "model": "WSO", "verdict": "correction", "after_date": "2025-07-14"}
    scores = counts(accuracy.score_changes([{**change, "signed_before": before, "signed_after": ""}], [], agency))
    assert scores["corrections not told as such"] == (wrong, 1)


def test_labels_hold_the_promised_cases_and_only_known_verdicts() -> None:
    pairs, absences, changes = labels("identity_pairs"), labels("endings"), labels("renewals")
    kinds = Counter((pair["same"], pair["hard"]) for pair in pairs)
    assert set(kinds) == {(same, hard) for same in ("yes", "no") for hard in ("yes", "no")}
    assert len(pairs) >= 400
    assert kinds["yes", "yes"] >= 100
    assert kinds["no", "yes"] >= 100
    assert {row["verdict"] for row in absences} <= {"ended", *accuracy.NOT_ENDED, *accuracy.NOT_SCORED}
    assert {row["verdict"] for row in changes} <= {"correction", "redating", "renewal", "unsure"}
    assert all(row["evidence"] for row in [*pairs, *absences, *changes])
    assert all(row["judge"] and row["source"] for row in [*absences, *changes])
    assert sum(row["verdict"] in accuracy.JUDGED_ENDINGS for row in absences) >= 120


def test_no_pair_stands_twice_and_none_contradicts_itself() -> None:
    sides = [frozenset([(p["state_a"], p["name_a"]), (p["state_b"], p["name_b"])]) for p in labels("identity_pairs")]
    assert all(len(side) == 2 for side in sides)
    assert len(sides) == len(set(sides))
