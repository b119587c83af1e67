"""The note beside what programs were said to cost, with what is known of their inputs (docs/methods/costs.md)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from open287g.costs.asked import known_assumptions
from open287g.costs.assumptions import Range
from open287g.costs.note import fiscal_note
from open287g.costs.registers.register import confirmed

REALITY = Path(__file__).parent / "reality"
METHODS = Path(__file__).parents[2] / "docs" / "methods" / "costs.md"


def told(place: str, counts: str) -> float:
    """The figure of the register whose row counts this."""
    (row,) = [row for row in confirmed("program_costs") if row["place"] == place and row["counts"].startswith(counts)]
    return float(row["usd"])


def line(place: str, name: str, basis: str, *, year: int, without: str = "") -> tuple[float, float]:
    """The 90% range of a line of the note in a year, with the inputs of `place`."""
    known = known_assumptions("JEM", file=REALITY / f"{place}.yaml")
    if without:
        known[without] = replace(known[without], range=Range(0, 0, 0))
    note = fiscal_note("JEM", known)
    (row,) = [row for row in note.lines if (row.line, row.basis, row.year) == (name, basis, year)]
    return row.amount.p5, row.amount.p95


def frederick() -> tuple[float, float]:
    """A later year: officers who follow those that leave are trained, and others stand in for them."""
    return line("frederick", "training-backfill", "incremental", year=2)


def test_fredericks_audit_lies_in_the_range_and_its_widest_reading_does_not() -> None:
    low, high = frederick()
    assert low <= told("Frederick County", "overtime as scheduled, net") <= high
    assert told("Frederick County", "overtime laid to ICE's training") > high


def test_prince_williams_overrun_for_housing_lies_in_the_range() -> None:
    low, high = line("prince-william", "detention", "incremental", year=1)
    assert low <= told("Prince William County", "jail overrun: housing") <= high
    assert (
        told("Prince William County", "jail overrun: housing") + told("Prince William County", "jail overrun: med")
        <= high
    )


def test_at_the_agreed_72_hours_there_would_have_been_no_such_overrun() -> None:
    known = known_assumptions("JEM", file=REALITY / "prince-william.yaml", told=["waiting_days=3"])
    (row,) = [
        row
        for row in fiscal_note("JEM", known).lines
        if (row.line, row.basis, row.year) == ("detention", "incremental", 1)
    ]
    assert row.amount.p95 < told("Prince William County", "jail overrun: housing") / 3


def test_harriss_yearly_figure_lies_in_the_range_with_benefits_and_not_as_first_pay_alone() -> None:
    low, high = line("harris", "salary-and-benefits", "full", year=1)
    assert low <= told("Harris County", "salaries of ten deputies") <= high
    assert line("harris", "salary-and-benefits", "full", year=1, without="benefits")[1] < told(
        "Harris County", "salaries"
    )


@pytest.mark.parametrize(
    ("place", "name", "basis", "year"),
    [
        ("frederick", "training-backfill", "incremental", 2),
        ("prince-william", "detention", "incremental", 1),
        ("harris", "salary-and-benefits", "full", 1),
    ],
)
def test_the_methods_page_tells_the_ranges_that_the_note_gives(place: str, name: str, basis: str, year: int) -> None:
    low, high = line(place, name, basis, year=year)
    assert f"${low:,.0f} to ${high:,.0f}" in METHODS.read_text(encoding="utf-8")
