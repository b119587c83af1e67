"""What holds of every fiscal note, whatever is assumed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.costs.assumptions import Assumption, Range, assumptions_for
from open287g.costs.draws import World, triangular
from open287g.costs.line import LINES, MODELS, PAYERS
from open287g.costs.note import fiscal_note
from open287g.costs.sensitivity import swings
from open287g.costs.told import note_facts

NAMES = sorted(assumptions_for("TFM"))
SHARES = {name for name, one in assumptions_for("TFM").items() if one.unit == "share"}


@st.composite
def assumed(draw: st.DrawFn) -> dict[str, Assumption]:
    known = assumptions_for(draw(st.sampled_from(MODELS)))
    for name in draw(st.sets(st.sampled_from(NAMES))) | {"officers"}:
        most = 1.0 if name in SHARES else 500.0
        low, likely, high = sorted(draw(st.lists(st.floats(0, most), min_size=3, max_size=3)))
        known[name] = replace(known[name], range=Range(low, likely, high), source="yours")
    return known


models = st.sampled_from(MODELS)


@given(models, assumed())
def test_percentiles_stand_in_order(model: str, known: dict[str, Assumption]) -> None:
    note = fiscal_note(model, known, draws=200, years=3)
    for amount in [row.amount for row in (*note.lines, *note.repaid)] + [total.amount for total in note.totals]:
        assert amount.p5 <= amount.p50 <= amount.p95
        assert np.isfinite([amount.p5, amount.p50, amount.p95, amount.mean]).all()


@given(models, assumed())
def test_the_means_by_payer_add_up_and_without_reimbursement_net_is_gross(
    model: str, known: dict[str, Assumption]
) -> None:
    note = fiscal_note(model, known, draws=200, years=2, reimbursement=False)
    means = {(t.basis, t.payer, t.year): t.amount for t in note.totals}
    for basis in ("incremental", "full"):
        for year in (1, 2, None):
            parts = sum(means[basis, payer, year].mean for payer in PAYERS)
            assert parts == pytest.approx(means[basis, "all", year].mean, abs=0.03, rel=1e-9)
            assert means[basis, "net", year] == means[basis, "all", year]


@given(models, assumed(), st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_bytes(model: str, known: dict[str, Assumption], seed: int) -> None:
    first, second = (json.dumps(note_facts(fiscal_note(model, known, draws=100, seed=seed))) for _ in range(2))
    assert first == second


@given(models, assumed(), st.floats(0, 50))
def test_more_officers_never_cost_less(model: str, known: dict[str, Assumption], more: float) -> None:
    of = known["officers"].range
    assert of is not None
    larger = {**known, "officers": replace(known["officers"], range=Range(*(v + more for v in vars(of).values())))}
    fewer_note, more_note = (fiscal_note(model, one, draws=200) for one in (known, larger))
    for before, after in zip(fewer_note.totals, more_note.totals, strict=True):
        if before.payer == "all":
            assert after.amount.p50 >= before.amount.p50 - 0.01


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 100), st.floats(0, 100))
def test_a_wider_assumption_never_narrows_the_range(left: float, right: float, down: float, up: float) -> None:
    shares = np.array([0.05, 0.95])
    narrow = triangular(shares, Range(100 - left, 100, 100 + right))
    wide = triangular(shares, Range(100 - left - down, 100, 100 + right + up))
    assert np.ptp(wide) >= np.ptp(narrow) - 1e-9


EXACT = {
    "officers": 10, "wage": 34, "benefits": 0.4, "duty_share": 0.5, "overtime_hours": 100, "equipment": 500,
    "detainers": 40, "held_share": 0.5, "waiting_days": 2, "bed_day_full": 90, "bed_day_incremental": 15,
}  # fmt: skip


@given(st.sampled_from(sorted(EXACT)), *(st.floats(0, 0.5) for _ in range(4)))
def test_a_note_of_a_wider_assumption_never_has_a_narrower_sum(
    name: str, left: float, right: float, down: float, up: float
) -> None:
    known = assumptions_for("TFM")
    for told, value in EXACT.items():
        known[told] = replace(known[told], range=Range(value, value, value))

    def spread(least: float, most: float) -> list[float]:
        within = Range(EXACT[name] * (1 - least), EXACT[name], EXACT[name] * (1 + most))
        note = fiscal_note("TFM", {**known, name: replace(known[name], range=within)}, draws=200, years=2)
        return [t.amount.p95 - t.amount.p5 for t in note.totals if t.payer == "all"]

    narrow, wide = spread(left, right), spread(min(1, left + down), right + up)
    assert all(after >= before - 0.05 for before, after in zip(narrow, wide, strict=True))


@given(models, assumed())
def test_swings_are_those_of_whole_notes(model: str, known: dict[str, Assumption]) -> None:
    for swing in swings(known, basis="full", years=2, draws=100, seed=5)[:2]:
        within = known[swing.assumption].range
        assert within is not None
        for value, told in ((within.low, swing.at_low), (within.high, swing.at_high)):
            fixed = replace(known[swing.assumption], range=Range(value, value, value))
            note = fiscal_note(model, {**known, swing.assumption: fixed}, draws=100, years=2, seed=5)
            (whole,) = [t for t in note.totals if (t.basis, t.payer, t.year) == ("full", "all", None)]
            assert told == pytest.approx(whole.amount.mean, abs=0.05, rel=1e-6)


def test_one_more_officer_differs_by_one_officer_and_not_by_chance() -> None:
    known = assumptions_for("TFM")
    for name, of in {"wage": Range(25, 30, 40), "benefits": Range(0.3, 0.4, 0.6), "duty_share": Range(1, 1, 1)}.items():
        known[name] = replace(known[name], range=of)
    worlds = [
        World({**known, "officers": replace(known["officers"], range=Range(n, n, n))}, 500, 1, 7) for n in (10, 11, 1)
    ]
    ten, eleven, one = (LINES["salary-and-benefits"].counted(world, "full") for world in worlds)
    assert np.allclose(eleven - ten, one)


def test_counts_of_rare_and_of_many_things_have_their_mean_and_spread() -> None:
    world = World(assumptions_for("TFM"), 20_000, 2, 1)
    for mean in (0.2, 4.0, 29.0, 31.0, 400.0):
        counts = world.counts(f"mean {mean}", np.array([mean]))
        assert counts.mean() == pytest.approx(mean, rel=0.03)
        assert counts.var() == pytest.approx(mean, rel=0.05)


def test_the_share_of_variance_finds_the_one_assumption_that_matters() -> None:
    known = assumptions_for("TFM")
    for name, of in {
        "officers": Range(10, 10, 10),
        "wage": Range(10, 30, 90),
        "overtime_hours": Range(99, 100, 101),
    }.items():
        known[name] = replace(known[name], range=of)
    moved = swings(known, basis="incremental", years=1, draws=10_000, seed=3)
    assert [swing.assumption for swing in moved] == ["wage", "overtime_hours"]
    assert moved[0].share > 0.95
    assert moved[1].share < 0.05


@given(assumed())
def test_a_line_that_needs_the_same_on_both_bases_costs_the_same(known: dict[str, Assumption]) -> None:
    world = World(known, 20, 3, 1)
    for line in LINES.values():
        needs = [needed for needed in line.needs.values() if world.known(*needed)]
        if len(needs) == 2 and needs[0] == needs[1]:
            costs = [line.counted(world, basis) for basis in line.needs]
            assert np.array_equal(costs[0], costs[1])
