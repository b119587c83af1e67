"""A few small lists in the place of those that the package ships, so that a build takes a fraction of a second."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from unittest.mock import patch

from openpyxl import Workbook

from open287g.archive.workbooks.columns import HEADERS
from open287g.archive.workbooks.sheet import Line
from open287g.record.pack import pack
from open287g.record.reading import gather
from open287g.record.reading.bundle import SHIPPED, read_bundle

LAST = date(2026, 5, 18)
_NAME = "participatingAgencies05182026am.xlsx"
_DAYS = (21, 14, 7, 0)
"""Before the last, by days."""


def shipped_lines(rows: int | None = None, state: str = "FLORIDA") -> list[Line]:
    """The rows of the newest list that ships, in its order; or so many of one state."""
    corpus = read_bundle(SHIPPED)
    sha256 = next(seen.sha256 for seen in corpus.seen if seen.name == _NAME)
    every = [corpus.lines[at] for at in corpus.listings[sha256].lines]
    return every if rows is None else [line for line in every if line.state == state][:rows]


def name_of(day: date, half: str = "am") -> str:
    """What ICE calls the list of a day."""
    return f"participatingAgencies{day:%m%d%Y}{half}.xlsx"


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
    out = BytesIO()
    book.save(out)
    return _stamped(out.getvalue(), saved)


def _stamped(content: bytes, saved: datetime) -> bytes:
    """The workbook as saved then: openpyxl writes the present moment, whatever it is told."""
    out, stamp = BytesIO(), f"{saved:%Y-%m-%dT%H:%M:%SZ}<".encode()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in package.namelist():
            part = package.read(name)
            core = name == "docProps/core.xml"
            packed.writestr(name, re.sub(rb"(?<=>)[-0-9T:]+Z<(?=/dcterms:modified)", stamp, part) if core else part)
    return out.getvalue()


def make_lists(folder: Path, lines: list[Line]) -> list[Path]:
    """The lists of four weeks as files in `folder`/lists, the last with all of `lines`."""
    files = []
    for before in _DAYS:
        day = LAST - timedelta(days=before)
        files.append(folder / "lists" / name_of(day))
        files[-1].parent.mkdir(parents=True, exist_ok=True)
        files[-1].write_bytes(workbook(lines[: len(lines) - before // 7], datetime.combine(day, time(9))))
    return files


@contextmanager
def small_bundle(folder: Path, lines: list[Line]) -> Iterator[None]:
    """Builds begin from the lists of four weeks in `folder`."""
    files = make_lists(folder, lines)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        pack(files, folder / "data")
    with patch.object(gather, "SHIPPED", folder / "data" / "bundle"):
        yield
