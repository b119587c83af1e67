"""What a verdict names beside the rulebook so that it can be checked later: its provisions and its facts, by hash."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from open287g.rulebook.shipped import of_text

if TYPE_CHECKING:
    from open287g.rulebook.language.provision import Provision


@cache
def of_provision(p: Provision) -> str:
    """The sha256 of a provision: its words and their addresses, its citation, what it says and its own code. What it
    shares with others, and what runs it, is of the rulebook.
    """
    code = [inspect.getsource(test) for test in (p.test, p.when) if test is not None]
    words = [[quote.address, quote.text] for quote in p.quotes]
    return of_text(json.dumps([p.id, p.kind, p.cites, words, p.says, code], ensure_ascii=False))


def of_facts(row: Mapping[str, Any]) -> str:
    """The sha256 of the facts that are known, as they were read."""
    known = {name: value for name, value in row.items() if value is not None}
    return of_text(json.dumps(known, default=str, sort_keys=True, ensure_ascii=False))
