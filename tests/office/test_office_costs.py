"""What an agreement cost as recorded is what a fiscal note is scored by."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from open287g.core.cells import csv_of
from open287g.core.errors import NotFoundError
from open287g.costs.asked import known_assumptions
from open287g.costs.line import BASES
from open287g.costs.note import fiscal_note
from open287g.costs.score import score
from open287g.costs.told import note_facts
from open287g.office.ledger.database import read
from open287g.office.papers.costs import COLUMNS, happened, year_of
from tests.office.agency import LEE, House, house, sign


@pytest.fixture
def found(tmp_path: Path) -> House:
    made = house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path, datetime(2027, 6, 1, 12, tzinfo=UTC))
    sign(made)
    return made


def test_recorded_costs_score_a_note(found: House, tmp_path: Path) -> None:
    note = note_facts(
        fiscal_note("TFM", known_assumptions("TFM", told=["wage=34", "benefits=0.4"], officers=4), draws=200), "en"
    )
    line = next(row["line"] for row in note["lines"] if row["basis"] == "full" and row["year"] == 1)
    for on, usd in (("2025-06-01", 1200), ("2025-07-01", 300.5), ("2026-04-01", 50)):
        told = {"cost_line": line, "basis": "full", "usd": usd}
        found.say("manager1-lee", "agreement.cost_recorded", on, agreement_id=f"{LEE}:TFM:1", **told)
    rows = read(found.office.engine, lambda c: happened(c, f"{LEE}:TFM:1"))
    sums = {(row["line"], row["year"]): row["usd"] for row in rows}
    assert (sums[line, 1], sums[line, 2], sums["all", 1]) == (1500.5, 50, 1500.5)
    (tmp_path / "happened.csv").write_text(csv_of(rows, COLUMNS))
    (tmp_path / "note.json").write_text(json.dumps(note))
    scored = score(tmp_path / "note.json", tmp_path / "happened.csv")
    assert {(one.line, one.year): one.happened for one in scored}[line, 1] == 1500.5


def test_both_bases_are_known_to_the_note() -> None:
    assert set(BASES) == {"incremental", "full"}


def test_the_years_of_an_agreement_begin_with_the_later_signature() -> None:
    begun = date(2024, 2, 29)
    assert [year_of(begun, day) for day in (date(2024, 3, 1), date(2025, 2, 28), date(2025, 3, 1))] == [1, 1, 2]
    assert year_of(begun, date(2024, 1, 1)) == 1


def test_an_agreement_that_is_none_has_no_costs(found: House) -> None:
    with pytest.raises(NotFoundError):
        read(found.office.engine, lambda c: happened(c, f"{LEE}:JEM:1"))
