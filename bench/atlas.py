"""The atlas: time a page takes, answers under load next to Datasette on the same tables, weights, the static site."""

from __future__ import annotations

import asyncio
import gzip
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from urllib.error import URLError

import duckdb

from bench.measure import Measure, timed
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.build import build

ROOM = "atlas"
RATE = 200
SECONDS = float(os.environ.get("OPEN287G_BENCH_SECONDS", "60"))
FLAT_OUT = 10.0
CONNECTIONS = 8
BIN = Path(sys.executable).parent
KINDS = (
    "/",
    "/state/FL",
    "/county/12021",
    "/agency/FL-collier-county-sheriffs-office",
    "/agreement/FL-collier-county-sheriffs-office:TFM:1",
    "/changes",
    "/asof/2025-04-24",
    "/rules",
    "/walk",
    "/quality",
    "/documents",
    "/search?q=colier+co",
    "/es/state/TX",
)
TABLE = "/api/v1/agencies?state=FL&limit=100"
DATASETTE_TABLE = "/record/agencies.json?state=FL&_size=100&_shape=objects"
PAGE, DATASETTE_PAGE = "/state/FL", "/record/agencies?state=FL&_size=100"


def run() -> list[Measure]:
    """Every figure of the room; takes about three minutes on two quiet cores."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        build(home)
        record = home / "record" / "record.duckdb"
        found = [*_rendering(record), *_weights(record)]
        with _serving(home) as atlas:
            found += asyncio.run(_steady(atlas, record))
            ours = asyncio.run(_flat_out(atlas, TABLE, PAGE))
        with _datasette(record, Path(folder)) as other:
            theirs = asyncio.run(_flat_out(other, DATASETTE_TABLE, DATASETTE_PAGE))
        found += _beside(ours, theirs)
        found += _published(home, Path(folder) / "site")
    return found


def _rendering(record: Path) -> Iterator[Measure]:
    """Milliseconds to make each kind of page from the record in memory, nothing cached."""
    from open287g.web.server.routing import page_routes
    from open287g.web.static_site import render
    from open287g.web.view.request import View

    page_routes()
    loaded = LoadedRecord.load(record)
    loaded.warm()
    slowest, all_times = ("", 0.0), []
    for path in KINDS:
        address, _, query = path.partition("?")
        view = View(loaded, "es" if path.startswith("/es") else "en", address.removeprefix("/es"), _query(query))
        render(view)
        times = [_milliseconds(lambda view=view: render(view)) for _ in range(7)]
        middle = statistics.median(times)
        all_times.append(middle)
        slowest = max(slowest, (path, middle), key=lambda pair: pair[1])
    yield Measure(ROOM, "page rendered, median of kinds", statistics.median(all_times), "ms", 10)
    yield Measure(ROOM, "page rendered, slowest kind", slowest[1], "ms", note=slowest[0])


def _query(text: str) -> dict[str, str]:
    return {"q": text.removeprefix("q=").replace("+", " ")} if text else {}


def _milliseconds(work: Callable[[], object]) -> float:
    with timed() as clock:
        work()
    return clock.seconds * 1000


def _weights(record: Path) -> Iterator[Measure]:
    """Compressed bytes of pages, and of the first page with all it loads."""
    from starlette.testclient import TestClient

    from open287g.web.server.app import create_app

    client = TestClient(create_app(record.parent.parent))

    def weight(path: str) -> float:
        return len(gzip.compress(client.get(path).content)) / 1024

    heaviest = max((weight(path), path) for path in KINDS)
    yield Measure(ROOM, "heaviest page, compressed", heaviest[0], "KiB", 60, heaviest[1])
    parts = ("/", "/static/site.css", "/static/search.js", "/static/map.js", "/map/nation.svg", "/map/periods.json")
    yield Measure(ROOM, "map page with all it loads, compressed", sum(map(weight, parts)), "KiB", 400)


async def _steady(base: str, record: Path) -> list[Measure]:
    """RATE requests a second over pages of every kind and over agencies, each timed from the moment it was due."""
    agencies = [f"/agency/{key}" for key in LoadedRecord.load(record).agencies]
    paths = [KINDS[n % len(KINDS)] if n % 2 else agencies[n * 7 % len(agencies)] for n in range(int(RATE * SECONDS))]
    waiting: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
    begun = time.perf_counter() + 0.5
    for number, path in enumerate(paths):
        waiting.put_nowait((begun + number / RATE, path))
    answers = await asyncio.gather(*(_work(base, waiting) for _ in range(CONNECTIONS * 4)))
    times = [1000 * seconds for one in answers for seconds, _ in one]
    failed = sum(status != 200 for one in answers for _, status in one)
    marks = statistics.quantiles(times, n=100)
    note = f"{len(times):,} requests at {RATE} a second, client and server on the same cores"
    return [
        Measure(ROOM, "p50 under load", marks[49], "ms", note=note),
        Measure(ROOM, "p99 under load", marks[98], "ms", 50, note),
        Measure(ROOM, "failed requests under load", failed, "requests", 0),
    ]


async def _work(base: str, waiting: asyncio.Queue[tuple[float, str]]) -> list[tuple[float, int]]:
    """One connection takes what is due next; seconds from due to answered, and the status."""
    done = []
    async with connection(base) as ask:
        while not waiting.empty():
            due, path = waiting.get_nowait()
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            status = await ask(path)
            done.append((time.perf_counter() - due, status))
    return done


async def _flat_out(base: str, *paths: str) -> list[float]:
    """Requests a second that a server answers on CONNECTIONS connections, for each path, for FLAT_OUT seconds."""
    found = []
    for path in paths:
        end = time.perf_counter() + FLAT_OUT
        counts = await asyncio.gather(*(_loop(base, path, end) for _ in range(CONNECTIONS)))
        found.append(sum(counts) / FLAT_OUT)
    return found


async def _loop(base: str, path: str, end: float) -> int:
    count = 0
    async with connection(base) as ask:
        while time.perf_counter() < end:
            status = await ask(path)
            if status != 200:
                sys.exit(f"{base}{path} answered {status}")
            count += 1
    return count


@asynccontextmanager
async def connection(base: str) -> AsyncIterator[Callable[[str], Awaitable[int]]]:
    """One kept connection; asks for a path, reads the whole answer, gives its status. Lighter than a full client,
    so that the client takes little of the cores it shares with the server."""
    host, port = base.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))

    async def ask(path: str) -> int:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"transfer-encoding: chunked" in head:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        return int(head.split(b" ", 2)[1])

    try:
        yield ask
    finally:
        writer.close()


def _beside(ours: list[float], theirs: list[float]) -> Iterator[Measure]:
    for name, mine, other in zip(("rows as JSON", "a page of rows"), ours, theirs, strict=True):
        note = f"{mine:,.0f} against {other:,.0f} requests a second"
        yield Measure(ROOM, f"{name}, times Datasette", mine / other, "times", 3, note, higher_is_better=True)


def _published(home: Path, site: Path) -> Iterator[Measure]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with timed() as clock:
        subprocess.run([BIN / "open287g", "publish", site, "--home", home], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pages = sum(1 for _ in site.rglob("*.html"))
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 2**20
    note = f"{pages:,} pages in both languages, {size:,.0f} MiB, {cpu:.0f} s of processor time"
    yield Measure(ROOM, "whole static site", clock.seconds, "s", 60, note)


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    with _process(
        [BIN / "open287g", "serve", "--home", home, "--port", "28701", "--rate", "0"],
        "http://127.0.0.1:28701",
        "/health",
    ) as at:
        yield at


@contextmanager
def _datasette(record: Path, folder: Path) -> Iterator[str]:
    """Datasette over the same tables as SQLite, indexed as its users would, with counts off the slow path."""
    target = folder / "record.db"
    with duckdb.connect(str(record), read_only=True) as source, closing(sqlite3.connect(target)) as sink:
        for (name,) in source.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall():
            found = source.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in found.description or []]
            quoted, marks = (", ".join(f'"{c}"' for c in columns), ", ".join("?" for _ in columns))
            sink.execute(f"CREATE TABLE {name} ({quoted})")
            rows = (
                [v if isinstance(v, (int, float, str, type(None))) else str(v) for v in row] for row in found.fetchall()
            )
            sink.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        sink.execute("CREATE INDEX by_state ON agencies (state)")
        sink.commit()
    command = [BIN / "datasette", "--immutable", target, "--port", "28702", "--setting", "num_sql_threads", "3"]
    with _process(command, "http://127.0.0.1:28702", "/-/versions.json") as at:
        yield at


@contextmanager
def _process(command: list[object], base: str, ready: str) -> Iterator[str]:
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    try:
        end = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(base + ready, timeout=5):
                    break
            except URLError:
                if process.poll() is not None or time.monotonic() > end:
                    sys.exit(f"{command[0]} did not start")
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=15)
