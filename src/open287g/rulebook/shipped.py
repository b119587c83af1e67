"""The compiled rulebook that the package ships, as plain values; read only where it was made of this rulebook."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from open287g.core.bundled import read_text
from open287g.core.kept import sources

FILE = "rulebook/engine/compiled.json"

OTHERS = ("vocabulary/editions.csv", "vocabulary/families.csv", "vocabulary/facts.py", "places/data/state_law.yaml")
"""Files of the law that stand in other rooms."""

CODE = ("open287g.rulebook.engine", "open287g.rulebook.language", "open287g.rulebook.law")
"""Packages of the law and of the code that judges: an act may come out otherwise where a line of them changes."""


def of_text(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def of_rulebook() -> str:
    """The sha256 of every provision, number, edition, reading, case and rule of state law together, and of the code
    that reads and judges them.
    """
    others = [files("open287g").joinpath(name).read_text(encoding="utf-8") for name in OTHERS]
    return of_text("\n".join([sources(*CODE), *map(of_text, others)]))


@cache
def shipped() -> dict[str, Any]:
    """The content of FILE; empty where it is damaged, or was made of another rulebook than the one installed."""
    try:
        told: dict[str, Any] = json.loads(read_text(FILE))
    except ValueError:
        return {}
    return told if told.get("rulebook_sha256") == of_rulebook() else {}


@cache
def needs() -> dict[str, tuple[str, ...]]:
    """The facts that the body of each provision reads, as shipped."""
    return {told["id"]: tuple(told["needs"]) for told in shipped().get("provisions", ())}
