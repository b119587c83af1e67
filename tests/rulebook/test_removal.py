"""No fact that is taken away makes a verdict: the proof, and that it would find one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.rulebook.language.provision import provision_named
from open287g.rulebook.removal import proofs

PROVED = (
    "hold.past-release-by-form",
    "hold.basis",
    "statute.supervision",
    "agreement.claims-of-the-list",
    "power.serve-removal-warrant",
    "who.own-model",
    "jem.not-revived",
    "standard.citizenship-checked",
    "state.fl-detainer",
)
"""One of each kind of stand-in, exception, clock and scope; `rules prove-removal` proves them all."""


@pytest.mark.parametrize("id", PROVED)
def test_a_fact_taken_away_leaves_the_result_or_makes_it_unknown(id: str) -> None:
    (proof,) = proofs([provision_named(id)])
    assert proof.removals > 50
    assert proof.wrong == []


def test_the_proof_finds_silence_that_is_read_as_proof() -> None:
    careless = replace(
        provision_named("hold.basis"), test=lambda act, officer, agreement: act.detainer_issued_at.notnull()
    )
    (proof,) = proofs([careless])
    assert any("without act.detainer_issued_at, pass becomes fail" in line for line in proof.wrong)


def test_what_is_not_proved_is_refused_and_no_empty_proof() -> None:
    with pytest.raises(InputError, match=r"hold.released-in-time is a duty"):
        list(proofs([provision_named("hold.basis"), provision_named("hold.released-in-time")]))


def test_the_command_tells_what_was_proved() -> None:
    result = CliRunner().invoke(app, ["rules", "prove-removal", "grounds.alien", "--format", "csv"])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("grounds.alien,")
