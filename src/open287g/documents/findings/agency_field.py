"""The agency as a field: the first paragraph's spelling, or another place's when that one is unreadable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold
from open287g.documents.findings.alternatives import Alternative
from open287g.documents.findings.field import UNKNOWN, Field
from open287g.documents.findings.plausibility import agency_likely
from open287g.documents.pages.agency_names import one_line
from open287g.documents.pages.running_text import RunningText

_SUPPORTING = threshold("documents", "place_support_likeness")
_SUPPORT = threshold("documents", "place_support")
_ALONE = threshold("documents", "place_alone")

_PLACES = {
    place: threshold("documents", f"place_{place}")
    for place in ("preamble", "footer", "employees", "represents", "signature")
}


def agency_field(running: RunningText, signed_for: Sequence[str] = ()) -> Field:
    """The agency as the first paragraph writes it; another place's spelling when that one is unreadable.

    `signed_for`: what the signature block's line for the agency says, one for each reading of it.
    """
    mentions = (*running.names.mentions, *(("signature", one_line(name)) for name in dict.fromkeys(signed_for)))
    scored: list[Alternative] = []
    for place, name in mentions:
        others = [n for _, n in mentions]
        support = sum(fuzz.token_set_ratio(name.lower(), other.lower()) >= _SUPPORTING for other in others) - 1
        base = _PLACES[place] * agency_likely(name)
        if not support and len(mentions) > 2:
            base *= _ALONE
        scored.append(Alternative(name, place, round(min(0.99, base + _SUPPORT * support), 2)))
    ranked = sorted(scored, key=lambda a: -a.confidence)
    if not ranked:
        return UNKNOWN
    page = next((n + 1 for n, p in enumerate(running.pages) if re.search(r"constitutes\s+an\s+agreement", p.text)), 1)
    first = ranked[0]
    rest = {a.value.lower(): a for a in reversed(ranked[1:]) if a.value.lower() != first.value.lower()}
    return Field(first.value, page, first.method, first.confidence, tuple(rest.values()))
