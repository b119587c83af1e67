"""What a verdict names so that it can be checked later: the sentences of the law, the rulebook and the facts, by
hash.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from open287g.core.kept import sources

if TYPE_CHECKING:
    from open287g.rulebook.language.provision import Provision

OTHERS = ("vocabulary/editions.csv", "vocabulary/families.csv", "vocabulary/facts.py", "places/data/state_law.yaml")
"""Files of the law that stand in other rooms."""

CODE = ("open287g.rulebook.engine", "open287g.rulebook.language", "open287g.rulebook.law")
"""Packages of the law and of the code that judges: an act may come out otherwise where a line of them changes."""


def of_text(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def of_provision(p: Provision) -> str:
    """The sha256 of a provision: its words and their addresses, its citation, what it says and its own code. What it
    shares with others, and what runs it, is of the rulebook.
    """
    code = [inspect.getsource(test) for test in (p.test, p.when) if test is not None]
    words = [[quote.address, quote.text] for quote in p.quotes]
    return of_text(json.dumps([p.id, p.kind, p.cites, words, p.says, code], ensure_ascii=False))


@cache
def of_rulebook() -> str:
    """The sha256 of every provision, number, edition, reading, case and rule of state law together, and of the code
    that reads and judges them.
    """
    others = [files("open287g").joinpath(name).read_text(encoding="utf-8") for name in OTHERS]
    return of_text("\n".join([sources(*CODE), *map(of_text, others)]))


def of_facts(row: Mapping[str, Any]) -> str:
    """The sha256 of the facts that are known, as they were read."""
    known = {name: value for name, value in row.items() if value is not None}
    return of_text(json.dumps(known, default=str, sort_keys=True, ensure_ascii=False))
