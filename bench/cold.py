"""The first answer of a command, in a process of its own: processor time from nothing to the end, the least of five."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measure import Measure
from open287g.record.build import build

ROOM = "cli"
_ASKED: tuple[tuple[list[str], float], ...] = (
    (["--help"], 0.5),
    (["agency", "lee", "fl"], 0.5),
    (["decide", "-F", "act.act=interrogate", "-F", "agreement.model=WSO", "-F", "agreement.edition=WSO-2025"], 1.0),
)
_DECIDED = {"act": {"act": "interrogate"}, "agreement": {"model": "WSO", "edition": "WSO-2025"}}


def run() -> list[Measure]:
    """What each first answer costs, and one more decision in a process that has decided before."""
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as folder:
        build(Path(folder))
        cold = [
            Measure(ROOM, f"open287g {' '.join(words[:3])}, cold", _least(words, Path(folder)), "s", limit)
            for words, limit in _ASKED
        ]
    return [*cold, Measure(ROOM, "one decision, warm, median of 50", _warm(), "ms", 10.0, "processor time")]


def _least(words: list[str], home: Path) -> float:
    return min(spent(words, home) for _ in range(5))


def spent(words: list[str], home: Path) -> float:
    """Processor seconds of a command in a process of its own, whatever it answers."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "open287g", *words],
        env={**os.environ, "OPEN287G_HOME": str(home)},
        capture_output=True,
        check=False,
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _warm() -> float:
    from open287g import decide

    decide(_DECIDED)
    spent = []
    for _ in range(50):
        begun = time.process_time()
        decide(_DECIDED)
        spent.append(1000 * (time.process_time() - begun))
    return sorted(spent)[25]
