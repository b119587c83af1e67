"""Notes worked by hand, one a model, to the cent. The arithmetic stands in docs/methods/costs.md."""

from __future__ import annotations

from open287g.costs.asked import known_assumptions
from open287g.costs.note import Note, fiscal_note

TEN_DEPUTIES = ["wage=34", "benefits=0.42", "overtime_hours=200", "duty_share=1", "equipment=7500", "award=750"]


def note_of(model: str, told: list[str], **how: object) -> Note:
    return fiscal_note(model, known_assumptions(model, told=told, officers=10), **how)  # type: ignore[arg-type]


def line(note: Note, name: str, basis: str, year: int = 1) -> float:
    return next(r.amount.p50 for r in note.lines if (r.line, r.basis, r.year) == (name, basis, year))


def total(note: Note, basis: str, payer: str, year: int | None = 1) -> float:
    return next(t.amount.p50 for t in note.totals if (t.basis, t.payer, t.year) == (basis, payer, year))


def test_a_task_force_of_ten() -> None:
    note = note_of("TFM", TEN_DEPUTIES)
    assert line(note, "training-time", "full") == 19_312.00
    assert line(note, "salary-and-benefits", "full") == 1_004_224.00
    assert line(note, "overtime", "incremental") == 102_000.00
    repaid = {row.line: row.amount.p50 for row in note.repaid if row.year == 1}
    assert repaid == {
        "repaid-salaries": 1_004_224.00,
        "repaid-overtime": 102_000.00,
        "awards": 30_000.00,
        "repaid-equipment": 75_000.00,
    }
    assert total(note, "full", "repaid") == 1_211_224.00
    assert total(note, "incremental", "all") == 177_000.00
    assert total(note, "full", "all") == 1_181_224.00, "hours of training are within the salaries, and count once"


def test_a_warrant_service_program_pays_its_trainees_travel_and_nothing_comes_back() -> None:
    told = ["wage=28.50", "benefits=0.40", "duty_share=0.05", "training_hours=8", "backfill_share=1"]
    note = note_of("WSO", [*told, "travel_nights=1", "lodging=110", "meals=68"])
    assert line(note, "training-time", "full") == 3_192.00  # 10 x 8 x 28.50 x 1.40
    assert line(note, "training-backfill", "incremental") == 3_420.00  # 10 x 8 x 28.50 x 1.5
    assert line(note, "trainee-travel", "incremental") == 1_780.00  # 10 x 1 x (110 + 68)
    assert total(note, "incremental", "agency") == 5_200.00
    assert total(note, "incremental", "ICE") == 0
    assert line(note, "salary-and-benefits", "full") == 41_496.00  # 10 x 2,080 x .05 x 28.50 x 1.40
    assert not note.repaid


def test_a_jail_program_holds_people_for_ice_at_the_countys_cost() -> None:
    told = ["wage=26", "benefits=0.38", "travel_nights=28", "lodging=218", "meals=92", "detainers=80"]
    note = note_of("JEM", [*told, "held_share=0.5", "waiting_days=2", "bed_day_incremental=18", "bed_day_full=96.40"])
    assert line(note, "training-time", "full") == 57_408.00  # 10 x 160 x 26 x 1.38
    assert line(note, "trainee-travel", "incremental") == 86_800.00  # 10 x 28 x 310, and ICE's
    assert total(note, "incremental", "ICE") == 86_800.00
    assert line(note, "detention", "incremental") == 1_440.00  # 80 x .5 x 2 x 18
    assert line(note, "detention", "full") == 7_712.00
    assert total(note, "full", "county", None) == 38_560.00


def test_a_line_without_its_figure_is_named_and_the_sum_says_at_least() -> None:
    note = note_of("TFM", TEN_DEPUTIES)
    left = {(one.line, one.basis): one.wanted for one in note.left_out}
    assert left["detention", "full"] == ("detainers", "held_share", "waiting_days", "bed_day_full")
    assert note.at_least == {"incremental": True, "full": True}
    assert all(one.at_least == (one.payer not in ("repaid", "net")) for one in note.totals)


def test_a_sum_of_which_nothing_is_counted_is_unknown_and_no_zero() -> None:
    note = note_of("TFM", TEN_DEPUTIES)
    unknown = {(one.basis, one.payer) for one in note.totals if one.unknown}
    assert unknown == {(basis, payer) for basis in ("incremental", "full") for payer in ("ICE", "county")}
    nothing = note_of("TFM", [])
    assert {("full", "all"), ("full", "net"), ("full", "repaid")} <= {
        (one.basis, one.payer) for one in nothing.totals if one.unknown
    }
    assert not any(one.unknown for one in note_of("TFM", [], reimbursement=False).totals if one.payer == "repaid")


def test_what_is_left_is_unknown_where_a_salary_comes_back_that_is_not_counted() -> None:
    note = note_of("TFM", ["wage=34", "benefits=0.42"])
    left = {one.basis for one in note.totals if one.payer == "net" and one.unknown}
    assert "full" in left, "salaries paid back, and not counted as a cost, would look like a gain of millions"
    assert total(note, "full", "repaid") == 1_004_224.00
    assert not any(one.unknown for one in note_of("TFM", TEN_DEPUTIES).totals if one.payer == "net")


def test_new_money_is_not_paid_back_by_salaries_that_are_paid_anyway() -> None:
    note = note_of("TFM", TEN_DEPUTIES)
    assert total(note, "incremental", "repaid") == 207_000.00  # 102,000 + 30,000 + 75,000
    assert total(note, "incremental", "net") == -30_000.00  # the awards: 177,000 less 207,000
    assert total(note, "full", "net") == -30_000.00  # 1,181,224 less 1,211,224


def bounds(note: Note, payer: str) -> dict[str, str]:
    return {one.basis: one.bound for one in note.totals if one.payer == payer and one.year is None}


def test_what_is_left_has_a_lower_bound_only_where_nothing_more_may_come_back() -> None:
    untold = note_of("TFM", TEN_DEPUTIES)
    assert bounds(untold, "net") == {"incremental": "none", "full": "none"}, "a grant of the state is not told"
    told = note_of("TFM", [*TEN_DEPUTIES, "state_grant=0"])
    assert bounds(told, "net") == {"incremental": "at least", "full": "at least"}
    assert bounds(told, "repaid") == {"incremental": "none", "full": "none"}, "vehicles may come back"
    assert bounds(note_of("TFM", [*TEN_DEPUTIES, "state_grant=0", "vehicles=1"]), "repaid")["full"] == "whole"
    assert bounds(note_of("TFM", TEN_DEPUTIES, reimbursement=False), "net") == bounds(untold, "all")
    without_awards = [one for one in TEN_DEPUTIES if not one.startswith("award")]
    assert bounds(note_of("TFM", [*without_awards, "state_grant=0"]), "net")["full"] == "none"
    assert bounds(note_of("JEM", ["state_grant=0"]), "net")["incremental"] == "at least"


def test_more_money_that_comes_back_never_raises_what_is_left() -> None:
    for more in ("award=9000", "state_grant=5000", "equipment=0", "vehicles=40000", "overtime_hours=300"):
        before, after = note_of("TFM", TEN_DEPUTIES), note_of("TFM", [*TEN_DEPUTIES, more])
        for basis in ("incremental", "full"):
            if more.partition("=")[0] in ("award", "state_grant"):
                assert total(after, basis, "net") < total(before, basis, "net"), more
            else:
                assert total(after, basis, "net") >= total(before, basis, "net") - 75_000, more


def test_overtime_comes_back_up_to_a_quarter_of_salary_only() -> None:
    note = note_of("TFM", [*TEN_DEPUTIES, "overtime_hours=2000"])
    repaid = next(row.amount.p50 for row in note.repaid if (row.line, row.year) == ("repaid-overtime", 1))
    assert repaid == 176_800.00  # a quarter of 10 x 2,080 x 34
    assert line(note, "overtime", "incremental") == 1_020_000.00


def test_repayment_that_stops_leaves_the_later_years_whole() -> None:
    note = note_of("TFM", [*TEN_DEPUTIES, "repaid_years=1"], years=3)
    assert total(note, "full", "repaid", 1) == 1_211_224.00
    assert total(note, "full", "repaid", 2) == 0
    assert total(note, "full", "net", 3) == total(note, "full", "all", 3)


def test_cash_falls_while_repayment_is_on_its_way() -> None:
    note = note_of("TFM", [*TEN_DEPUTIES, "repayment_delay=2"])
    cash = note.cash["full"]
    assert cash is not None
    assert (cash.amount.p50, cash.quarter) == (-590_612.00, 2)  # two quarters of 1,181,224
    assert note_of("TFM", TEN_DEPUTIES).cash["full"] is None, "without a delay told, the low point is unknown"
