"""A fiscal note as plain rows, for JSON, CSV, pages and papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from open287g.costs.note import Note, Row, Total
from open287g.costs.sensitivity import Swing
from open287g.costs.totals import Amount
from open287g.vocabulary.messages import translations

Plain = dict[str, Any]
ALL_YEARS = "all"
"""The `year` of a sum over every year."""


def note_facts(note: Note, language: str = "en") -> Plain:
    """Everything a note says; dollars as numbers, years from 1, `year` "all" for every year together."""
    return {
        "model": note.model,
        "years": note.years,
        "draws": note.draws,
        "seed": note.seed,
        "lines": line_rows(note.lines, language),
        "totals": [total_row(total) for total in note.totals],
        "repaid": line_rows(note.repaid, language),
        "left_out": [
            {"line": left.line, "says": _says(left, language), "basis": left.basis, "wanted": list(left.wanted)}
            for left in note.left_out
        ],
        "at_least": dict(note.at_least),
        "cash_low_point": {
            basis: None if cash is None else {**_amount(cash.amount), "quarter": cash.quarter}
            for basis, cash in note.cash.items()
        },
        "chance_courts_order_over_1_percent_of_budget": note.over_budget,
        "assumptions": assumption_rows(note, language),
    }


def line_rows(rows: Iterable[Row], language: str = "en") -> list[Plain]:
    """Lines as rows: line, says, payer, basis, year, percentiles, source."""
    say = translations(language).gettext
    return [
        {
            "line": row.line,
            "says": _says(row, language),
            "payer": row.payer,
            "basis": row.basis,
            "year": row.year or ALL_YEARS,
            **_amount(row.amount),
            "source": "; ".join(map(say, row.sources)),
        }
        for row in rows
    ]


def total_row(total: Total) -> Plain:
    """A sum as a row; `bound` says what the true sum is to it, `unknown` that every line is left out: dollars are None.

    `at_least` is whether the bound is that.
    """
    dollars = _amount(total.amount)
    return {
        "basis": total.basis,
        "payer": total.payer,
        "year": total.year or ALL_YEARS,
        **(dict.fromkeys(dollars) if total.unknown else dollars),
        "bound": total.bound,
        "at_least": total.at_least,
        "unknown": total.unknown,
    }


def assumption_rows(note: Note, language: str = "en") -> list[Plain]:
    """Every assumption with its range, unit, source and year; a range of None is unknown."""
    return [
        {
            "name": known.name,
            "says": _says(known, language),
            "unit": known.unit,
            "low": known.range.low if known.range else None,
            "likely": known.range.likely if known.range else None,
            "high": known.range.high if known.range else None,
            "source": known.source,
            "year": known.year,
        }
        for known in note.assumptions.values()
    ]


def per_is_least(facts: Mapping[str, Any]) -> bool:
    """Whether the share of an officer and of a resident is at least what the facts say: lines are left out of its sum.

    It is of the full sum of all payers over all years; see `comparison`.
    """
    return not any(
        row["bound"] == "whole"
        for row in facts["totals"]
        if (row["basis"], row["payer"], row["year"]) == ("full", "all", ALL_YEARS)
    )


def swing_rows(swings: Iterable[Swing]) -> list[Plain]:
    """What each assumption moves, as rows."""
    return [asdict(swing) for swing in swings]


def _amount(amount: Amount) -> Plain:
    # Many thousands a dossier: `asdict` would copy each figure as if it could be changed.
    return {"p5": amount.p5, "p50": amount.p50, "p95": amount.p95, "mean": amount.mean}


def _says(thing: Any, language: str) -> str:
    return str(thing.says_es if language == "es" else thing.says)
