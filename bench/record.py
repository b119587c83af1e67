"""The record: the archive against calamine's bare read of the same files, one new list, warm questions, growth.

Times are processor time, all threads and children counted, so that other work on the machine does not show.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.measure import Measure
from open287g.archive.store.archive import Archive
from open287g.archive.store.intake import Incoming, select
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build

ROOM = "record"
SHEETS = Path(os.environ.get("OPEN287G_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "ice-sheets"
# Whole processes, so that imports and the making of the record count; each reports its own peak.
_REPORT = """
import json, resource
own, kids = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"cpu": own.ru_utime + own.ru_stime + kids.ru_utime + kids.ru_stime,
                  "gib": max(own.ru_maxrss, kids.ru_maxrss) / 2**20}))
"""
_BARE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).rglob("*")):
    if path.is_file():
        book = CalamineWorkbook.from_path(path)
        rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
"""
_BUILD = """
import os, sys
from pathlib import Path
os.cpu_count = lambda: 1
from open287g.record.build import build
build(Path(sys.argv[1]), shipped=False, remember=False)
"""


def run() -> list[Measure]:
    """The figures of the room; those that need the raw lists only where they are."""
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as name:
        folder = Path(name)
        raw = _against_bare_reading(folder) if SHEETS.is_dir() else []
        return [*raw, *_one_more(folder / "one"), *_questions(folder / "one")]


def process(code: str, *words: str) -> dict[str, float]:
    """Run `code`; seconds by the wall clock and of processor time, and peak memory in GiB."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code + _REPORT, *words], check=True, capture_output=True, text=True)
    return {"wall": time.perf_counter() - begun, **json.loads(done.stdout.splitlines()[-1])}


def _against_bare_reading(folder: Path) -> list[Measure]:
    files = select([SHEETS]).files
    found: dict[int, dict[str, float]] = {}
    for tenth in (1, 10):
        home = folder / f"raw{tenth}"
        chosen = [file for i, file in enumerate(sorted(files, key=lambda f: f.name)) if i % 10 < tenth]
        Archive(home).add_all(chosen)
        found[tenth] = process(_BUILD, str(home))
    # The two are run by turns and the least of each is taken, for other work on the machine only adds.
    bare = [process(_BARE, str(SHEETS)) for _ in range(2)]
    full = [found[10], process(_BUILD, str(folder / "raw10"))]
    ratio = min(p["cpu"] for p in full) / min(p["cpu"] for p in bare)
    grown = min(p["cpu"] for p in full) / found[1]["cpu"]
    seconds = f"{min(p['cpu'] for p in full):.1f} s against {min(p['cpu'] for p in bare):.1f} s of processor time"
    return [
        Measure(ROOM, f"archive of {len(files)} workbooks to record / bare calamine read", ratio, "x", 1.5, seconds),
        Measure(ROOM, "peak memory of that build", max(p["gib"] for p in full), "GiB", 1.0),
        Measure(ROOM, "cost of all files / cost of a tenth of them", grown, "x", 10.0, "processor time, one process"),
    ]


def _one_more(home: Path) -> list[Measure]:
    """One new publication in a home that holds the shipped record: processor time and wall clock of the update."""
    content = _next_list()
    build(home)
    Archive(home).add_all([Incoming(content, "participatingAgencies05192026am.xlsx")])
    begun, cpu = time.perf_counter(), _processor()
    build(home)
    seconds, cpu = time.perf_counter() - begun, _processor() - cpu
    with open_record(home) as record:
        newest = record.publication()["published"]
    if newest != date(2026, 5, 19):
        raise RuntimeError(f"the new list was not believed: the newest is of {newest}")
    return [Measure(ROOM, "one new publication to updated record", cpu, "s", 1.0, f"{seconds:.2f} s by the clock")]


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _next_list() -> bytes:
    """The newest shipped list with one agreement more, as a workbook."""
    from io import BytesIO

    from openpyxl import Workbook

    from open287g.archive.workbooks.columns import HEADERS
    from open287g.record.reading.bundle import SHIPPED, read_bundle

    corpus = read_bundle(SHIPPED)
    sha = next(s.sha256 for s in corpus.seen if s.name == "participatingAgencies05182026am.xlsx")
    book = Workbook()
    sheet = book.active
    book.properties.creator, book.properties.modified = "ICE", datetime(2026, 5, 19, 9)
    sheet.append(list(HEADERS))
    lines = [corpus.lines[i] for i in corpus.listings[sha].lines]
    for line in [*lines, lines[0]._replace(agency="Alder Creek Police Department")]:
        signed = datetime.fromisoformat(line.signed) if line.signed else ""
        sheet.append([line.state, line.agency, line.type, line.county, line.model, signed, line.moa, line.addendum])
        if line.moa_url:
            sheet.cell(sheet.max_row, 7).hyperlink = line.moa_url
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _questions(home: Path) -> list[Measure]:
    with open_record(home) as record:
        ids = record.agencies()["agency_id"].to_pylist()
        days = [date(2025, 1, 1) + timedelta(days=3 * i) for i in range(160)]
        asked: dict[str, Callable[[Record, int], object]] = {
            "asof": lambda r, i: r.asof(days[i % len(days)]),
            "changes": lambda r, i: r.changes(days[i % len(days)], days[i % len(days)] + timedelta(days=30)),
            "agency": lambda r, i: r.agency(ids[(i * 37) % len(ids)]),
        }
        return [_warm(name, record, question) for name, question in asked.items()]


def _warm(name: str, record: Record, question: Callable[[Record, int], object]) -> Measure:
    question(record, 0)
    cpu, wall = [], []
    for i in range(200):
        begun, worked = time.perf_counter(), time.process_time()
        question(record, i)
        cpu.append(1000 * (time.process_time() - worked))
        wall.append(1000 * (time.perf_counter() - begun))
    note = f"{statistics.median(wall):.1f} ms by the clock"
    return Measure(ROOM, f"{name}, warm, median of 200", statistics.median(cpu), "ms", 20.0, note)
