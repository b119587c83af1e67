"""Every provision against scenarios that a lawyer can read, and against everything being in order."""

from __future__ import annotations

from collections import defaultdict

import pytest

from open287g.rulebook.decide import decide
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.powers import listed
from tests.rulebook.scenarios import Scenario, scenarios, start, start_names

EVERY = list(scenarios())
STATED = {"power.serve-removal-warrant-by-statute", "statute.cooperation", "source.information"}
"""They only state a reading or another source of power."""
NEVER_FAILS = STATED | {"rulebook.covered", "agreement.edition-of-model", "tfm.no-discipline-pending"}
NEVER_FAILS |= {"tfm.complaint-reported", "agreement.claims-of-the-list"}
"""What is not held, contradicts itself, is contested or only claimed is unknown and no breach."""
NEVER_PASSES = {"agreement.claims-of-the-list"}
NEVER_UNKNOWN = STATED | {"power.hold-past-release", "power.serve-arrest-warrant"}
"""Every model lists these two, so that no unknown model leaves them open."""


@pytest.mark.parametrize("scenario", EVERY, ids=str)
def test_the_scenario_comes_out_as_written(scenario: Scenario) -> None:
    decision = decide(scenario.facts)
    results = {one.id: one.result for one in decision.provisions}
    assert results.get(scenario.provision, "not applicable") == scenario.result
    for name in ("verdict", "lawfulness", "duties"):
        assert getattr(scenario, name) in (None, getattr(decision, name)), name
    assert (scenario.contradictions or "") in " ".join(decision.contradictions)


def test_every_provision_has_a_pass_a_fail_and_an_unknown() -> None:
    seen = defaultdict(set)
    for scenario in EVERY:
        seen[scenario.provision].add(scenario.result)
    assert set(seen) == {p.id for p in provisions()}
    for id, results in seen.items():
        wanted = (set() if id in NEVER_PASSES else {"pass"}) | ({"fail"} - ({"fail"} if id in NEVER_FAILS else set()))
        wanted |= set() if id in NEVER_UNKNOWN else {"unknown"}
        assert wanted <= results, id


@pytest.mark.parametrize("name", start_names())
def test_where_everything_is_in_order_the_act_is_authorized_if_its_power_is_listed(name: str) -> None:
    model, act = name.split()
    decision = decide(start(name))
    if model in listed(act):
        assert (decision.verdict, decision.lawfulness) == ("authorized", "lawful")
        assert decision.contradictions == ()
        assert decision.duties == "kept"
        assert decision.subject_to == ()
    else:
        failed = {one.id for one in decision.provisions if one.result == "fail" and one.kind == "condition"}
        assert decision.verdict == "not authorized"
        assert failed == {"power." + act.replace("_", "-")}
