"""Speed of `places`: a whole list of ICE matched to counties and to the FBI's roster."""

from __future__ import annotations

import time

from bench.measure import Measure
from open287g.places.match import AgencyRow, match_agencies, match_agency
from tools.accuracy_places import labels

_TIMES = 8
"""The labeled rows so many times over are as many as a list of ICE has."""


def run() -> list[Measure]:
    """CPU seconds of one list, what is read once being read."""
    rows = [AgencyRow(row["state"], row["name"], row["county"], row["type"]) for row in labels()] * _TIMES
    match_agencies(rows)
    match_agency.cache_clear()
    begun = time.process_time()
    match_agencies(rows)
    spent = time.process_time() - begun
    return [Measure("places", "one list matched", spent, "CPU s", 0.3, f"{len(rows):,} rows")]
