"""A note with what stands beside it: scenarios, another model, what moves the sum, a share per officer and resident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from open287g.costs.asked import Asked, model_named, scenario
from open287g.costs.assumptions import Assumption, for_other_model
from open287g.costs.note import Note, fiscal_note
from open287g.costs.registers.prices import prices_told
from open287g.costs.sensitivity import swings
from open287g.costs.told import ALL_YEARS, note_facts, swing_rows, total_row


def compared(
    asked: Asked,
    known: Mapping[str, Assumption],
    *,
    scenarios: Iterable[str] = (),
    without: str | None = None,
    years: int = 5,
    draws: int = 10_000,
    seed: int = 287,
    reimbursement: bool = True,
    language: str = "en",
    prices: str | None = None,
) -> dict[str, Any]:
    """Everything `fiscal-note` answers, as plain facts. The same seed and assumptions give the same bytes.

    `prices`: the month to whose prices `known` was carried, to be told with the note; no year is inflated beyond it.
    """
    how: dict[str, Any] = {"years": years, "draws": draws, "seed": seed, "reimbursement": reimbursement}
    note = fiscal_note(asked.model, known, **how)
    beside = [_beside(asked.model, *scenario(known, text), how) for text in scenarios]
    if without is not None:
        other = model_named(without)
        beside.append(_beside(other, f"{other} instead", for_other_model(known, other), how))
    return {
        "agency": asked.agency,
        "agency_id": asked.agency_id,
        "listed": asked.listed,
        **note_facts(note, language),
        "prices": prices_told(prices),
        "per": _per(note, known),
        "swings": swing_rows(swings(known, basis="full", years=years, draws=min(draws, 10_000), seed=seed)),
        "scenarios": beside,
    }


def _beside(model: str, name: str, known: Mapping[str, Assumption], how: Mapping[str, Any]) -> dict[str, Any]:
    note = fiscal_note(model, known, **how)
    totals = [total_row(total) for total in note.totals if total.year is None]
    return {"name": name, "model": model, "totals": totals}


def _per(note: Note, known: Mapping[str, Assumption]) -> dict[str, float | None]:
    """The median sum of all payers on the full basis over all years, for one officer and for one resident.

    None where that sum or their number is unknown.
    """
    whole = next(t for t in note.totals if (t.basis, t.payer, t.year) == ("full", "all", None))
    return {
        f"usd_per_{one}_{ALL_YEARS}_years": round(whole.amount.p50 / within.likely, 2)
        if not whole.unknown and (within := known[name].range) and within.likely
        else None
        for one, name in (("officer", "officers"), ("resident", "residents"))
    }
