"""When an agreement was in force, from its row in the table of agreements: one reading of its days and gaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from open287g.core.period import Period


def gaps_of(agreement: Mapping[str, Any]) -> list[Period]:
    """The periods for which it had ended before the list showed it again, in order."""
    return [Period(*map(date.fromisoformat, gap.split("/"))) for gap in agreement["gaps"] or ()]


def periods_of(agreement: Mapping[str, Any]) -> list[Period]:
    """The periods for which it was in force, in order; none where the record tells no day of its beginning."""
    if agreement["valid_from"] is None or agreement["valid_from"] == agreement["valid_to"]:
        return []
    gaps = gaps_of(agreement)
    starts = [agreement["valid_from"], *(gap.end for gap in gaps)]
    ends = [*(gap.start for gap in gaps), agreement["valid_to"]]
    return [Period(start, end) for start, end in zip(starts, ends, strict=True)]
