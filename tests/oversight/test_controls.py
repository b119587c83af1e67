"""The scorecard: every control has a function, nothing is met without evidence, unknown stays unknown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.oversight.controls.checks import CHECKS, Subject, edition_on
from open287g.oversight.controls.register import STATES, controls, read_submission
from open287g.oversight.controls.score import history, scorecard
from open287g.record.asking.record import Record

COLLIER = "FL-collier-county-sheriffs-office"


def subject(model: str, signed: date | None, signings: int = 1) -> Subject:
    return Subject("X:1", model, signed, signings, edition_on(model, signed))


def test_every_control_has_one_function_with_a_reason_in_words() -> None:
    assert {control.id for control in controls()} == set(CHECKS)
    assert all(function.__doc__ for function in CHECKS.values())


@pytest.mark.parametrize("model", ["JEM", "WSO", "TFM", "HYBRID", "OTHER"])
@pytest.mark.parametrize("signed", [None, date(2010, 1, 1), date(2020, 8, 1), date(2025, 4, 1)])
def test_each_answer_is_a_state_with_evidence(model: str, signed: date | None) -> None:
    found = [function(subject(model, signed)) for function in CHECKS.values()]
    assert all(finding.state in STATES and finding.evidence for finding in found)
    told = [finding for finding in found if subject(model, signed).edition and finding.state in ("met", "not")]
    assert all("the text of the model on the day of signing" in finding.evidence for finding in told)
    assert signed is not None or not any(finding.state in ("met", "not") for finding in found)


def test_the_steering_committee_is_told_by_the_text() -> None:
    assert CHECKS["steering"](subject("JEM", date(2020, 8, 1))).state == "partly"
    assert CHECKS["steering"](subject("JEM", date(2025, 4, 1))).state == "not"
    assert CHECKS["steering"](subject("JEM", None)).state == "unknown"


def test_a_scorecard_counts_every_agreement_under_every_control(record: Record) -> None:
    card = scorecard(record, "FL")
    assert card["scope"] == "state"
    assert all(sum(line[state] for state in STATES) == card["agreements"] for line in card["controls"])
    unknown = sum(line["unknown"] for line in card["controls"])
    assert card["unknown_share"] == round(unknown / (len(card["controls"]) * card["agreements"]), 4)


def test_a_day_without_agreements_is_refused_with_reasons(record: Record) -> None:
    card = scorecard(record, COLLIER, date(1999, 1, 1))
    assert card["refused"]
    assert "1999-01-01" in card["reasons"][0]


def test_a_submission_fills_what_is_unknown_and_a_contradiction_is_said(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    told = "".join(f"  {name}: {{state: met, evidence: minutes of 2026}}\n" for name in ("training", "steering"))
    path.write_text(f"agency: WSO-agency\ncontrols:\n{told}")
    given = read_submission(path)["WSO-agency"]
    plain, filled = scorecard(record, COLLIER), scorecard(record, COLLIER, submitted={COLLIER: given})
    states = [{line["control"]: line["state"] for line in card["controls"]} for card in (plain, filled)]
    assert (states[0]["training"], states[1]["training"]) == ("unknown", "met")


@pytest.mark.parametrize(
    "text",
    [
        "[]: [",
        "agency: x",
        "agency: x\ncontrols: {nothing: {state: met, evidence: y}}",
        "agency: x\ncontrols: {training: {state: yes, evidence: y}}",
        "agency: x\ncontrols: {training: {state: met}}",
        "agency: x\ncontrols: {training: {state: met, evidence: [Quill]}}",
        "Quill, A209876543\nQuill, A209876543",
        "agency: x\ncontrols: {Quill: {state: met, evidence: y}}",
        "agency: x\ncontrols: {training: {state: Quill, evidence: y}}",
        "agency: x\nQuill: *A209876543",
        "agency: x\nborn: 1987-33-14\nname: Quill",
        "[" * 3000 + "Quill",
        # Ten evidences of ten, and so on: the text of it would have ten billion parts.
        "agency: x\na0: &a0 [Quill]\n"
        + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(10))
        + "controls: {training: {state: met, evidence: *a10}}",
    ],
)
def test_a_submission_without_state_or_evidence_is_refused(tmp_path: Path, text: str) -> None:
    """In words that repeat nothing of it: a file in a wrong place may name persons."""
    path = tmp_path / "s.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        read_submission(path)
    told = f"{refused.value} {refused.value.remedy}"
    assert not [one for one in ("Quill", "A209876543", "1987") if one in told]


def test_history_tells_each_year_end(record: Record) -> None:
    told = history(record, "FL")
    assert [row["day"] for row in told] == sorted(row["day"] for row in told)
    assert all(0 <= row["unknown_share"] <= 1 for row in told if row["unknown_share"] is not None)


def test_the_command_gives_refused_and_reasons_and_exits_with_4(home: Path) -> None:
    run = CliRunner().invoke(app, ["controls", "FL", "--as-of", "1999-01-01", "--home", str(home), "-f", "json"])
    assert run.exit_code == 4
    assert json.loads(run.stdout)["refused"] is True


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("- {agency: A, controls: {}}\n- {agency: B, controls: {}}\n- {agency: A, controls: {}}", "agency number 3"),
        ("agency: A\ncontrols:\n  objectives: {state: met, evidence: x}\n  objectives: {state: not}", "line"),
        ("agency: A\nagency: B\ncontrols: {}", "line"),
    ],
)
def test_what_a_submission_says_twice_is_refused_and_neither_is_kept(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match="twice") as refused:
        read_submission(path)
    assert where in refused.value.where
