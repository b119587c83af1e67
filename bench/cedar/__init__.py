"""The rulebook's conditions and premises as Cedar policies, and the acts of a log as Cedar requests."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import cedarpy
import ibis.expr.types as ir

_EPOCH = date(1970, 1, 1)
_WHOLE = {
    "officer_law_enforcement_years": ("officer_law_enforcement_months", 12),
    "officer_exam_score": ("officer_exam_tenths", 10),
}
"""Cedar has whole numbers only."""


@cache
def _text() -> str:
    return (Path(__file__).parent / "provisions.cedar").read_text(encoding="utf-8")


def policies() -> cedarpy.PolicySet:
    """The policies, parsed."""
    return cedarpy.PolicySet.from_str(_text())


def policy_ids() -> list[str]:
    """The provisions they stand for."""
    return [name for name in re.findall(r'@id\("([^"]+)"\)', _text()) if name != "default"]


def requests(wide: ir.Table) -> list[dict[str, Any]]:
    """One request for each row of the rulebook's wide table: what is unknown is left out."""
    read = set(re.findall(r"context(?:\.| has )(\w+)", _text()))
    return [_request(row, read) for row in wide.to_pyarrow().to_pylist()]


def _request(row: dict[str, Any], read: set[str]) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for name, value in row.items():
        renamed, factor = _WHOLE.get(name, (name, 0))
        if value is None or renamed not in read:
            continue
        whole = (value - _EPOCH).days if isinstance(value, date) else value
        context[renamed] = round(whole * factor) if factor else whole
    authorized = row["officer_authorized_on"]
    if authorized is not None:
        context["officer_two_years_on"] = (authorized.replace(year=authorized.year + 2) - _EPOCH).days
    return {
        "principal": {"type": "Officer", "id": row["act_officer_id"]},
        "action": {"type": "Action", "id": row["act_act"]},
        "resource": {"type": "Agreement", "id": row["agreement_agreement_id"] or "none"},
        "context": context,
    }
