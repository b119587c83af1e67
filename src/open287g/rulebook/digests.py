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
from typing import Any

from open287g.rulebook.language.provision import Provision, provisions

LAW = ("laws.csv", "powers.csv", "bodies.csv", "cases.csv", "parameters.yaml", "readings.yaml")
"""Files of the law beside the provisions."""

OTHERS = ("vocabulary/editions.csv", "vocabulary/families.csv", "vocabulary/facts.py", "places/data/state_law.yaml")


def of_text(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def of_provision(p: Provision) -> str:
    """The sha256 of a provision: its words and their addresses, its citation, what it says and the code that runs."""
    code = [inspect.getsource(test) for test in (p.test, p.when) if test is not None]
    words = [[quote.address, quote.text] for quote in p.quotes]
    return of_text(json.dumps([p.id, p.kind, p.cites, words, p.says, code], ensure_ascii=False))


@cache
def of_rulebook() -> str:
    """The sha256 of every provision, number, edition, reading, case and rule of state law together."""
    package = files("open287g")
    texts = [package.joinpath(f"rulebook/law/{name}").read_text(encoding="utf-8") for name in LAW]
    texts += [package.joinpath(name).read_text(encoding="utf-8") for name in OTHERS]
    return of_text("\n".join([*map(of_provision, provisions()), *map(of_text, texts)]))


def of_facts(row: Mapping[str, Any]) -> str:
    """The sha256 of the facts that are known, as they were read."""
    known = {name: value for name, value in row.items() if value is not None}
    return of_text(json.dumps(known, default=str, sort_keys=True, ensure_ascii=False))
