"""What kind of body an agency's name tells: one table, `bodies.csv`, asked where no fact tells it."""

from __future__ import annotations

from functools import cache

from open287g.core.bundled import read_table


@cache
def bodies() -> dict[str, str | None]:
    """A word of an agency's id -> state, subdivision or tribe, or None where it tells that the name tells nothing; the
    first that fits counts.
    """
    return {
        row["word"]: row["body"] or None for row in read_table("rulebook/law/bodies.csv", ("word", "body", "evidence"))
    }
