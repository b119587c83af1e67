"""A year of updates against a site of one's own: a new list each publication day, and on some days something wrong.

    python -m tools.year --days 104
    python -m tools.year --days 12 --keep year-home

Each day the page is asked as `open287g update` asks it. After a sound day the record's newest list is that day's, with
all its rows; after a bad one the command says so by its exit code and the record stands; on the next sound day it goes
on. At the end the archive verifies, and nothing is left over. Exits with 1 where any of that fails.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import resource
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openpyxl import Workbook

from open287g.archive.fetching import download
from open287g.archive.store.archive import Archive
from open287g.archive.workbooks.columns import HEADERS
from open287g.archive.workbooks.sheet import Line
from open287g.cli.main import app
from open287g.core.errors import Open287gError
from open287g.record.asking.record import open_record
from open287g.record.build import build
from open287g.record.reading.bundle import SHIPPED, read_bundle

_FIRST, _LAST_SHIPPED = date(2026, 5, 19), "participatingAgencies05182026am.xlsx"
_EVERY = timedelta(days=365) / 104


class _Clock(datetime):
    """A clock that stands where the year is."""

    here = datetime(2026, 5, 19)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _Clock:
        return cls.combine(cls.here.date(), cls.here.time(), tz)


class _Site(ThreadingHTTPServer):
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
    server: _Site

    def do_GET(self) -> None:
        found = self.server.files.get(self.path, 404)
        content = b"" if isinstance(found, int) else found
        self.send_response(found if isinstance(found, int) else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: thousands of requests are no news."""


def workbook(lines: list[Line], saved: datetime) -> bytes:
    """A list as ICE's own program saves it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    book.properties.creator = "ICE"
    sheet.append(list(HEADERS))
    for line in lines:
        signed = datetime.fromisoformat(line.signed) if line.signed else ""
        sheet.append([line.state, line.agency, line.type, line.county, line.model, signed, line.moa, line.addendum])
        if line.moa_url:
            sheet.cell(sheet.max_row, 7).hyperlink = line.moa_url
    out = io.BytesIO()
    book.save(out)
    return _stamped(out.getvalue(), saved)


def _stamped(content: bytes, saved: datetime) -> bytes:
    """The workbook as saved then: openpyxl writes the present moment, whatever it is told."""
    out, stamp = io.BytesIO(), f"{saved:%Y-%m-%dT%H:%M:%SZ}<".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in package.namelist():
            part = package.read(name)
            core = name == "docProps/core.xml"
            packed.writestr(name, re.sub(rb"(?<=>)[-0-9T:]+Z<(?=/dcterms:modified)", stamp, part) if core else part)
    return out.getvalue()


Bad = Callable[[_Site, str, bytes, bytes], int]
"""Publishes something wrong of this name, given the true list and the first of all; the exit code that tells it."""


def _gone(site: _Site, name: str, _true: bytes, _first: bytes) -> int:
    site.publish(name, 404)
    return 1


def _cut(site: _Site, name: str, true: bytes, _first: bytes) -> int:
    site.publish(name, true[: len(true) // 2])
    return 1


def _web_page(site: _Site, name: str, _true: bytes, _first: bytes) -> int:
    site.publish(name, b"<html><body>Access denied</body></html>")
    return 1


def _no_links(site: _Site, name: str, true: bytes, _first: bytes) -> int:
    site.publish(name, true, links='<a href="/contact">Contact</a>')
    return 1


def _old(site: _Site, name: str, _true: bytes, first: bytes) -> int:
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


def wrongs(home: Path, days: int, every_bad: int) -> Iterator[str]:
    """What went otherwise than it should in `days` publication days, each of that number something wrong first."""
    corpus, site = read_bundle(SHIPPED), _Site()
    sha256 = next(seen.sha256 for seen in corpus.seen if seen.name == _LAST_SHIPPED)
    lines = [corpus.lines[at] for at in corpus.listings[sha256].lines]
    first = workbook(lines[:-1], datetime.combine(_FIRST - timedelta(days=30), time(9)))
    before = newest(home)
    for number in range(days):
        day = _FIRST + number * _EVERY
        _Clock.here = datetime.combine(day, time(15))
        name = f"participatingAgencies{day:%m%d%Y}am.xlsx"
        lines = [*lines[:40], *lines[41:], *(lines[0]._replace(agency=f"Alder {number} {tree} Police Department")
                 for tree in ("Birch", "Cedar"))]  # fmt: skip
        true = workbook(lines, datetime.combine(day, time(9)))
        if number % every_bad == every_bad - 1:
            bad = BAD[number // every_bad % len(BAD)]
            due, got = bad(site, name, true, first), updated(home, site.page)
            if got != due or newest(home) != before:
                yield f"{day} {bad.__name__}: exit {got}, not {due}; newest {newest(home)}, not {before}"
        site.publish(name, true)
        got, before = updated(home, site.page), (day, len(lines))
        if got != 0 or newest(home) != before:
            yield f"{day}: exit {got}; newest {newest(home)}, not {before}"
            before = newest(home)
        print(f"{day} {before[1]:,} rows, record {_size(home / 'record'):.1f} MiB, home {_size(home):.1f} MiB, "
              f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB", flush=True)  # fmt: skip
    site.shutdown()
    yield from (f"archive: {damage.kind} {damage.path}" for damage in Archive(home).verify())
    yield from (f"left: {path}" for path in home.rglob(".*.part*"))


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def main() -> None:
    """Run the year; exit with 1 where anything went wrong."""
    asked = argparse.ArgumentParser(prog="python -m tools.year", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--days", type=int, default=104, help="publication days: 104 are a year, two a week")
    asked.add_argument("--bad", type=int, default=3, help="every so many days something is wrong first")
    asked.add_argument("--keep", type=Path, default=None, help="a folder to keep the home in")
    given = asked.parse_args()
    download.datetime = _Clock  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory(prefix="open287g-year-") as name:
        home = given.keep or Path(name)
        build(home)
        found = list(wrongs(home, given.days, given.bad))
    print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
