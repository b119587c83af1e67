"""Facts that are refused, known in part, or claimed: what a decision makes of them, as written in scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from open287g.core.errors import InputError
from open287g.rulebook.decide import decide
from tests.rulebook.scenarios import Facts, start

FOLDER = Path(__file__).parents[1] / "scenarios" / "facts"


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            yield pytest.param(case, id=f"{path.stem}: {case['it']}")


def facts_of(case: dict[str, Any]) -> Facts:
    told = start(case["start"])
    for record in told:
        own = {"agency_id": case["agency"]} if "agency" in case else {}
        values = told[record] | own | case.get(record, {})
        told[record] = {name: value for name, value in values.items() if value != "unknown"}
    return told


@pytest.mark.parametrize("case", cases())
def test_the_scenario_comes_out_as_written(case: dict[str, Any]) -> None:
    told = facts_of(case)
    if "refused" in case:
        with pytest.raises(InputError, match=case["refused"]):
            decide(told)
        return
    decision = decide(told, readings=case.get("choose"))
    results = {one.id: one.result for one in decision.provisions}
    expected = case.get("results", {})
    assert {id: results.get(id) for id in expected} == expected
    assert case.get("verdict", decision.verdict) == decision.verdict != case.get("not_verdict")
    assert case.get("lawfulness", decision.lawfulness) == decision.lawfulness
    assert case.get("duties", decision.duties) == decision.duties
    assert case.get("contradictions", "") in " ".join(decision.contradictions)
    assert tuple(case.get("subject_to", decision.subject_to)) == decision.subject_to
    asked = [one.question for one in decision.readings]
    assert case.get("readings", "") in " ".join(asked) and case.get("no_readings") not in asked
    if case.get("basis") == "nothing":
        assert decision.basis == ()
    else:
        assert case.get("basis", "") in " ".join(decision.basis)
