"""Ten times the agreements through what answers from a record: a server made ready, a page, a page of every address.

Processor times and the peak of a whole process each, on the record of `bench.growth` once and ten times over. Of the
static site every SAMPLE-th address is made: the whole of it is their time times SAMPLE, for a page knows no other.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.growth import grow
from bench.measure import Measure

ROOM = "atlas"
SAMPLE = 40
_KINDS = ("/", "/state/FL", "/county/12021", "/changes", "/asof/2025-04-24", "/quality", "/search", "/es/state/TX")
_TIMES = 10
_RUN = "import sys\nfrom bench.growth_faces import {0}\n{0}(*sys.argv[1:])\n"


def run() -> list[Measure]:
    """What ten times as much costs the server and the static site, against the shipped lists alone."""
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as folder:
        once, more = (_measured(times, Path(folder) / f"{times}.duckdb") for times in (1, _TIMES))
    site = [f"{one['addresses']:,.0f} addresses, {one['site']:.0f} s" for one in (more, once)]
    return [
        Measure(ROOM, f"serve, made ready, {_TIMES} times / once", more["ready"] / once["ready"], "x", None,
                f"{more['ready']:.1f} s against {once['ready']:.1f} s of processor time"),
        Measure(ROOM, f"serve, peak memory with {_TIMES} times as much", more["gib"], "GiB", 4.0,
                f"{once['gib']:.2f} once"),
        Measure(ROOM, f"serve, page rendered, median of kinds, {_TIMES} times", more["page"], "ms", 100.0,
                f"{once['page']:.1f} once; slowest {more['slowest']:.0f} ({more['path']}), {once['slowest']:.0f} once"),
        Measure(ROOM, f"publish, {_TIMES} times / once", more["site"] / once["site"], "x", None,
                "; ".join(site)),
    ]  # fmt: skip


def _measured(times: int, record: Path) -> dict[str, Any]:
    _apart("made", str(times), str(record))
    told: dict[str, Any] = json.loads(_apart("faces", str(record)).splitlines()[-1])
    return told


def _apart(what: str, *words: str) -> str:
    """What a function of this module prints in a process of its own."""
    run = [sys.executable, "-c", _RUN.format(what), *words]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def made(times: str, record: str) -> None:
    """Make the record in a process of its own."""
    grow(int(times), record)


def faces(record: str) -> None:
    """Print what the faces of a record cost: seconds, milliseconds a page, memory."""
    from open287g.record.asking.loaded import LoadedRecord
    from open287g.web.server.routing import page_routes
    from open287g.web.server.warm import make_ready
    from open287g.web.static_site import addresses, render
    from open287g.web.view.request import Site, View

    page_routes()
    begun = time.process_time()
    loaded = LoadedRecord.load(Path(record))
    make_ready(loaded)
    told: dict[str, Any] = {"ready": time.process_time() - begun}

    def spent(language: str, path: str, static: bool) -> float:
        begun = time.process_time()
        render(View(loaded, language, path, {}, Site(static=static)))
        return time.process_time() - begun

    kinds = [("es" if path.startswith("/es") else "en", path.removeprefix("/es")) for path in _KINDS]
    pages = [1000 * statistics.median(spent(*kind, False) for _ in range(5)) for kind in kinds]
    every = addresses(loaded)
    site = SAMPLE * sum(spent(*one, True) for one in every[::SAMPLE])
    slowest = _KINDS[pages.index(max(pages))]
    told |= {"page": statistics.median(pages), "slowest": max(pages), "addresses": len(every), "site": site}
    print(json.dumps(told | {"path": slowest, "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}))
