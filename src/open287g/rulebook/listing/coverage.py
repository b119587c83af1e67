"""Which sections of the agreements are in the rulebook, and which scenarios hold each provision."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from open287g.core.errors import InputError
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.listing.compare import terms


def coverage(scenarios: Path | None = None) -> list[dict[str, Any]]:
    """One row for each edition, section and provision or term; with `scenarios`, how many pass, fail and unknown it
    has.

    Provisions that rest on statute or policy alone have no edition; terms that no provision tests have no provision.
    """
    counted = _counted(scenarios)
    rows = []
    for p in provisions():
        for edition, section in p.clauses or (("", p.cites),):
            rows.append(
                {"edition": edition, "section": section, "provision": p.id, "kind": p.kind, **_of(counted, p.id)}
            )
    for id, term in terms().items():
        for edition, section in term["in"].items():
            rows.append(
                {"edition": edition, "section": section, "provision": "", "kind": f"term {id}", **_of(counted, "")}
            )
    return sorted(rows, key=lambda row: (row["edition"], row["section"], row["provision"], row["kind"]))


def _of(counted: dict[str, Counter[str]] | None, id: str) -> dict[str, Any]:
    if counted is None:
        return {}
    counts = counted.get(id, Counter())
    return {name: counts[name] for name in ("pass", "fail", "unknown")}


def _counted(folder: Path | None) -> dict[str, Counter[str]] | None:
    if folder is None:
        return None
    if not folder.is_dir():
        raise InputError("is no folder of scenarios", str(folder), "In the repository: --scenarios tests/scenarios/law")
    counted = {}
    for path in sorted(folder.glob("*.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(told, dict) and "provision" in told:
            counted[told["provision"]] = Counter(case["result"] for case in told["cases"])
    return counted
