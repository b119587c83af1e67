"""Thousands of wrong lists as the newest file: each ends with a clear verdict, and none harms the record.

OPEN287G_FAULTS multiplies how many are tried: 34 is the full run of over 2,000.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.record.faults import Seeds

MANY = 60 * int(os.environ.get("OPEN287G_FAULTS", "1"))
AT_ONCE = 30


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return Seeds()


@pytest.mark.parametrize("start", range(0, MANY, AT_ONCE))
def test_a_wrong_list_harms_nothing(seeds: Seeds, start: int, tmp_path: Path, record_property: object) -> None:
    mutants = [seeds.make(number) for number in range(start, start + AT_ONCE)]
    outcomes = list(seeds.outcomes(mutants, tmp_path))
    assert len(outcomes) == AT_ONCE
    harm = [
        f"{start + i} {o.mutant.list}, {o.mutant.how} -> {o.verdict}: {complaint}"
        for i, o in enumerate(outcomes)
        for complaint in o.complaints
    ]
    assert harm == [], "\n".join(harm)
    verdicts = Counter(o.verdict for o in outcomes)
    print(f"mutants {start} to {start + AT_ONCE - 1}: {dict(sorted(verdicts.items()))}")
    assert verdicts["quarantined"] > 5
