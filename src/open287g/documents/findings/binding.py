"""Whether a few words bind somebody or set a condition: what tells a clause from a name, an office or an address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from open287g.documents.findings.word_classes import word_class

_SAID = """
subject contingent conditioned conditional pending provided reserves reserving reservation reserved waives waive waiver
void voided expires expire expiration terminates controls prevails supersedes superseded amends amended excludes
excluding limited protest agrees agree until ratified ratification binding applies apply applicable draft
"""
_CONDITIONS = frozenset(_SAID.split())
"""Words by which a few others set a condition without a verb that binds: no name, office or address has them."""


def binds(words: Sequence[str]) -> bool:
    """Whether words in lower case say that somebody shall, may or is, or is not."""
    return any(word_class(word) in ("modal", "negation") or word in ("is", "are") for word in words)


def sets_a_condition(words: Sequence[str]) -> bool:
    """Whether words in lower case have one of those by which a condition is set."""
    return any(word in _CONDITIONS for word in words)


def is_a_clause(line: str) -> bool:
    """Whether a line that stands by itself says more than who, where and when."""
    words = re.findall(r"[a-z']+", line.lower())
    return len(words) > 2 and (binds(words) or sets_a_condition(words))
