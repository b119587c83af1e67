"""Counties of two vintages in one panel: Connecticut's eight, and the nine planning regions of 2022 in their place."""

from __future__ import annotations

from collections.abc import Iterable

from open287g.oversight.answer import Said
from open287g.places.counties import County, counties
from open287g.vocabulary.messages import N_

_MIXED = N_(
    "Counties of %(states)s stand there by two sets of boundaries, old and new, as different units of the same ground: "
    "%(old)s ended and %(new)s began in %(years)s. Keep one set, or sum them to what both share."
)
_OLD = N_(
    "Counties of %(states)s stand there by boundaries that ended in %(years)s (%(old)s). The record places agencies by "
    "those of today, so that an agreement there is joined to none of them."
)


def boundaries(units: Iterable[str], of_record: bool) -> list[Said]:
    """What to say of units, by FIPS code, whose boundaries changed; `of_record`: the record tells who was treated."""
    found = [county for unit in set(units) if (county := counties().get(unit)) is not None]
    ended = [county for county in found if county.until is not None]
    told = []
    for state in sorted({county.state for county in ended}):
        old = sorted((c for c in ended if c.state == state), key=lambda c: c.fips)
        years = sorted({str(c.until) for c in old})
        new = sorted((c for c in found if c.state == state and str(c.since) in years), key=lambda c: c.fips)
        values = {"states": state, "old": _names(old), "new": _names(new), "years": ", ".join(years)}
        if new:
            told.append(Said(_MIXED, values))
        elif of_record:
            told.append(Said(_OLD, values))
    return told


def _names(those: list[County]) -> str:
    return ", ".join(county.name for county in those)
