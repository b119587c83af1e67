"""Which agencies a row may have been moved between."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from open287g.core.thresholds import threshold
from open287g.places.names import agency_words, squeeze
from open287g.record.identity.agencies import Agency
from open287g.record.identity.contradictions import contradiction

_MOVED = threshold("record", "moved_likeness")


def near(a: Agency, b: Agency) -> bool:
    """Whether two agencies share a state and a county or proper name, or the whole name under two states.

    Two of one kind whose names contradict each other never count.
    """
    if a is b:
        return False
    if a.state != b.state:
        return squeeze(a.name) == squeeze(b.name)
    if agency_words(a.name).kind == agency_words(b.name).kind and contradiction(a, b):
        return False
    if set(a.place.counties) & set(b.place.counties):
        return True
    return ratio(agency_words(a.name).base, agency_words(b.name).base) >= _MOVED
