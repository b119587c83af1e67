"""Ten times the agreements in ten times the files, through the making of a record and a question, in whole processes.

Each agency of the shipped lists stands beside nine namesakes of its own state, and each file beside nine that show the
same rows under another hash, as archives hold them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bench.measure import Measure
from bench.record import process
from open287g.core.files import sha256_of
from open287g.record.asking.record import Record
from open287g.record.build import understand
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Corpus, Listing, Seen
from open287g.record.tables.database import write_record

ROOM = "record"
_TIMES = 10
_TREES = ("", "Alder ", "Birch ", "Cedar ", "Dogwood ", "Elm ", "Fir ", "Gum ", "Hazel ", "Ironwood ")
_GROW = "import sys\nfrom bench.growth import grow\ngrow(int(sys.argv[1]), sys.argv[2])\n"


def run() -> list[Measure]:
    """What ten times as much costs, against the shipped lists alone, and whether a question still answers at once."""
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as folder:
        small, large = (process(_GROW, str(times), str(Path(folder) / f"{times}.duckdb")) for times in (1, _TIMES))
        told = f"{large['cpu']:.0f} s against {small['cpu']:.1f} s of processor time"
        asked = _asof(Path(folder) / f"{_TIMES}.duckdb")
    ratio = large["cpu"] / small["cpu"]
    return [
        Measure(ROOM, f"{_TIMES} times the agreements and files to record / the shipped ones", ratio, "x", None, told),
        Measure(ROOM, f"peak memory with {_TIMES} times as much", large["gib"], "GiB", 4.0),
        Measure(ROOM, f"asof, warm, with {_TIMES} times as much, median of 50", asked, "ms", 100.0, "processor time"),
    ]


def grow(times: int, target: str) -> None:
    """Make a record of the shipped lists `times` over, at most ten."""
    write_record(understand(grown(read_bundle(SHIPPED), times)), Path(target))


def grown(corpus: Corpus, times: int) -> Corpus:
    """`corpus` with each line under `times` agencies and each file `times` over."""
    held = len(corpus.lines)
    lines = [line._replace(agency=f"{tree}{line.agency}") for tree in _TREES[:times] for line in corpus.lines]
    more = Corpus(lines=lines)
    for sha, listing in corpus.listings.items():
        every = np.concatenate([listing.lines + held * n for n in range(times)]).astype(np.int32)
        rows = np.arange(2, len(every) + 2, dtype=np.int32)
        wide = Listing(listing.columns, rows, every, listing.hidden_rows, listing.modified_at, ())
        more.listings.update({_hash(sha, n): wide for n in range(times)})
    more.unreadable = dict(corpus.unreadable)
    more.saw([Seen(seen.name, _hash(seen.sha256, n), seen.source, seen.captured_at)
              for seen in corpus.seen for n in range(times) if seen.sha256 in corpus.listings])  # fmt: skip
    return more


def _hash(sha: str, copy: int) -> str:
    return sha256_of(f"{sha} {copy}".encode()) if copy else sha


def _asof(path: Path) -> float:
    """Milliseconds of processor time that a count for a day takes, the median over fifty days."""
    with Record(path) as record:
        record.asof(date(2026, 1, 1))
        spent = []
        for n in range(50):
            begun = time.process_time()
            record.asof(date(2025, 3, 1) + timedelta(days=8 * n))
            spent.append(1000 * (time.process_time() - begun))
    return statistics.median(spent)
