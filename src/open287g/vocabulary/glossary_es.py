"""One Spanish: for each English term the word that is used, and the words that are not."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table


class Term(NamedTuple):
    """An English term as a pattern, its Spanish, and a pattern of what is not said for it."""

    english: re.Pattern[str]
    spanish: str
    avoid: re.Pattern[str]


@cache
def glossary() -> tuple[Term, ...]:
    """The terms of `glossary_es.csv`; a term's English is its first word or words, in any of their forms."""
    return tuple(
        Term(
            re.compile(rf"\b{re.escape(row['english'].split(' (')[0])}", re.IGNORECASE),
            row["spanish"],
            re.compile(row["avoid"], re.IGNORECASE),
        )
        for row in read_table("vocabulary/glossary_es.csv")
    )


def strays(english: str, spanish: str) -> list[str]:
    """What `spanish` says otherwise than the glossary, each with the word to use."""
    return [
        f"{found[0]!r}: say {term.spanish}"
        for term in glossary()
        if term.english.search(english) and (found := term.avoid.search(spanish))
    ]
