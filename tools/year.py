"""A year of updates against a site of one's own: a new list at each publication, and at some of them something wrong.

    python -m tools.year --lists 400 --rows 120 --serve 10
    python -m tools.year --lists 12 --keep artifacts/year

Each time the page is asked as `open287g update` asks it. After a sound list the record's newest list is that one, with
all its rows; after a bad one the command says so by its exit code and the record stands; at the next sound one it goes
on. With --serve a server answers from the record all the while. At the end the archive verifies, and nothing is left
over. Exits with 1 where any of that fails. Disk and memory are told as they go.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep

from open287g.archive.fetching import download
from open287g.archive.store.archive import Archive
from open287g.archive.workbooks.sheet import Line
from open287g.cli.main import app
from open287g.core.errors import Open287gError
from open287g.record.asking.record import open_record
from open287g.record.build import build
from tools.small_bundle import name_of, shipped_lines, small_bundle, workbook

_FIRST = date(2026, 5, 19)
_YEAR = 365


class _Clock(datetime):
    """A clock that stands where the year is."""

    here = datetime(2026, 5, 19)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _Clock:
        return cls.combine(cls.here.date(), cls.here.time(), tz)


class Site(ThreadingHTTPServer):
    """The page and its lists: what stands at each path, or the status it answers with."""

    files: dict[str, bytes | int]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.files = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/287g"

    def publish(self, name: str, content: bytes | int, links: str | None = None) -> None:
        link = f'<a href="/doclib/{name}">Participating Agencies</a>' if links is None else links
        self.files = {"/287g": f"<html><body>{link}</body></html>".encode(), f"/doclib/{name}": content}


class _Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        found = self.server.files.get(self.path, 404)
        content = b"" if isinstance(found, int) else found
        self.send_response(found if isinstance(found, int) else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: thousands of requests are no news."""


Bad = Callable[[Site, str, bytes, bytes], int]
"""Publishes something wrong of this name, given the true list and the first of all; the exit code that tells it."""


def _gone(site: Site, name: str, _true: bytes, _first: bytes) -> int:
    site.publish(name, 404)
    return 1


def _cut(site: Site, name: str, true: bytes, _first: bytes) -> int:
    site.publish(name, true[: len(true) // 2])
    return 1


def _web_page(site: Site, name: str, _true: bytes, _first: bytes) -> int:
    site.publish(name, b"<html><body>Access denied</body></html>")
    return 1


def _no_links(site: Site, name: str, true: bytes, _first: bytes) -> int:
    site.publish(name, true, links='<a href="/contact">Contact</a>')
    return 1


def _old(site: Site, name: str, _true: bytes, first: bytes) -> int:
    site.publish(name, first)
    return 3


BAD: tuple[Bad, ...] = (_gone, _cut, _web_page, _no_links, _old)


def updated(home: Path, page: str) -> int:
    """The exit code of an update."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return int(app(["update", "--page", page, "--home", str(home)], standalone_mode=False) or 0)
        except Open287gError as error:
            return error.exit_code


def newest(home: Path) -> tuple[date, int]:
    """The day of the newest list that is believed, and its rows."""
    with open_record(home) as record:
        found = record.publication()
    return found["published"], found["rows"]


@dataclass(frozen=True)
class Year:
    """How many lists, after how many of them something is wrong first, what stands in the first, and the
    lists with which to go on and to stop.
    """

    lists: int
    every_bad: int
    lines: list[Line]
    first: int
    until: int


def wrongs(home: Path, year: Year, server: Server | None, every: int) -> Iterator[str]:
    """What went otherwise than it should; the server is asked after each `every` lists."""
    site, lines = Site(), year.lines
    first = workbook(lines[:-1], datetime.combine(_FIRST - timedelta(days=30), time(9)))
    before = newest(home)
    for number in range(year.until):
        day, half = _FIRST + timedelta(days=(number // 2) * 2 * _YEAR // year.lists), ("am", "pm")[number % 2]
        _Clock.here = datetime.combine(day, time(15 + number % 2 * 5))
        lines = [*lines[:40], *lines[41:], *(lines[0]._replace(agency=f"Alder {number} {tree} Police Department")
                 for tree in ("Birch", "Cedar"))][: len(year.lines) + 50]  # fmt: skip
        if number < year.first:
            continue
        true = workbook(lines, datetime.combine(day, time(9 + number % 2 * 5)))
        name = name_of(day, half)
        if number % year.every_bad == year.every_bad - 1:
            bad = BAD[number // year.every_bad % len(BAD)]
            due, got = bad(site, name, true, first), updated(home, site.page)
            if got != due or newest(home) != before:
                yield f"{day} {bad.__name__}: exit {got}, not {due}; newest {newest(home)}, not {before}"
        site.publish(name, true)
        got, before = updated(home, site.page), (day, len(lines))
        if got != 0 or newest(home) != before:
            yield f"{day}: exit {got}; newest {newest(home)}, not {before}"
            before = newest(home)
        if server is not None and number % every == every - 1:
            yield from server.wrongs(day)
        if number % 20 in (0, 19):
            _tell(number + 1, day, home, server)
    site.shutdown()
    yield from (f"archive: {damage.kind} {damage.path}" for damage in Archive(home).verify())
    yield from (f"left: {path}" for path in home.rglob(".*.part*"))


def _tell(lists: int, day: date, home: Path, server: Server | None) -> None:
    sizes = {part: _size(home / part) for part in ("record/record.duckdb", "record/versions", "archive", "cache")}
    told = ", ".join(f"{part} {size:.1f}" for part, size in sizes.items())
    served = f", server {server.memory:.0f} and {_size(server.temporary):.1f} in its folder" if server else ""
    print(f"{lists} lists, {day}: MiB of {told}; memory {_resident(os.getpid()):.0f}{served}", flush=True)


def _size(place: Path) -> float:
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files) / 2**20


def _resident(process: int) -> float:
    """MiB of memory that a process holds now."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


class Server:
    """`open287g serve` over a home, with a temporary folder of its own."""

    def __init__(self, home: Path, temporary: Path) -> None:
        temporary.mkdir()
        self.temporary = temporary
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{probe.getsockname()[1]}"
        words = ["serve", "--port", self.address.rpartition(":")[2], "--home", str(home)]
        code = "from open287g.cli.main import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *words],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(temporary)},
        )

    @property
    def memory(self) -> float:
        """MiB that it holds now."""
        return _resident(self._process.pid)

    def wrongs(self, day: date) -> Iterator[str]:
        """What is wrong unless it soon answers from the record of `day`, pages and downloads alike."""
        until = monotonic() + 120
        while self._published() != day.isoformat():
            if monotonic() > until:
                yield f"{day}: the server still answers from {self._published()}"
                return
            sleep(0.5)
        for path in ("/", "/es/changes", "/api/v1/agencies?limit=5", "/downloads/SHA256SUMS", "/downloads/nothing"):
            status = self._ask(path)[0]
            if status != (404 if "nothing" in path else 200):
                yield f"{day}: {path} answered {status}"

    def stop(self) -> Iterator[str]:
        """End it as systemd does; what it left behind."""
        self._process.terminate()
        if self._process.wait(60) != 0:
            yield f"the server ended with {self._process.returncode}"
        yield from (f"left by the server: {path.name}" for path in self.temporary.iterdir())

    def _published(self) -> str:
        status, body = self._ask("/health")
        return str(json.loads(body)["published"]) if status == 200 else "nothing"

    def _ask(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, b""
        except OSError:
            return 0, b""


def main() -> None:
    """Run the year; exit with 1 where anything went wrong."""
    asked = argparse.ArgumentParser(prog="python -m tools.year", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--lists", type=int, default=104, help="publications within the year")
    asked.add_argument("--until", type=int, default=None, help="stop after so many of them, to go on with --from")
    asked.add_argument("--from", type=int, default=0, dest="first", help="go on in the home of --keep after so many")
    asked.add_argument("--rows", type=int, default=None, help="so many rows of Florida alone; without it all there are")
    asked.add_argument("--bad", type=int, default=3, help="every so many times something is wrong first")
    asked.add_argument("--serve", type=int, default=0, help="serve the record, and ask after each so many lists")
    asked.add_argument("--keep", type=Path, default=None, help="a folder to keep the home in")
    given = asked.parse_args()
    download.datetime = _Clock  # type: ignore[attr-defined]
    lines = shipped_lines(given.rows)
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="open287g-year-")))
        if given.rows is not None:
            held.enter_context(small_bundle(folder / "bundle", lines))
        home = given.keep or folder / "home"
        if not given.first:
            build(home)
        server = Server(home, folder / "temporary") if given.serve else None
        found = list(
            wrongs(
                home, Year(given.lists, given.bad, lines, given.first, given.until or given.lists), server, given.serve
            )
        )
        found += server.stop() if server else []
    print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
