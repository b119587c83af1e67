"""The readers of outside bytes, each with small sound files to damage."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import connect, load
from open287g.activity.releases.load import load_releases
from open287g.activity.sample.write import write_sample
from open287g.archive.fetching.page import read_page
from open287g.archive.fetching.told import read as read_told
from open287g.archive.workbooks.any_list import read_list
from open287g.archive.workbooks.columns import HEADERS
from open287g.costs.assumption_file import read_assumptions
from open287g.costs.assumptions import assumptions_for
from open287g.documents.identified import text_to_clauses
from tests.documents.samples import pdf_of
from tools.fuzz_apis import ask_atlas, ask_office, atlas_requests, office_requests

_PAGE = "https://www.ice.gov/identify-and-arrest/287g"
_ROWS = (
    ("FLORIDA", "Collier County Sheriff's Office", "County", "Collier County", "Jail Enforcement Model", "2020-06-15"),
    ("TEXAS", "Alder Creek Police Department", "Municipality", "Harris County", "Task Force Model", "2025-03-01"),
    ("GUAM", "Department of Corrections", "State", "", "Warrant Service Officer", ""),
)


@dataclass(frozen=True)
class Reader:
    """`seeds` gives files that `read` takes; it is also given a folder to write to."""

    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[bytes, Path], object]


def _list(content: bytes, _folder: Path) -> object:
    return read_list(content, address=_PAGE)


def _workbooks() -> Sequence[bytes]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADERS))
    for number, row in enumerate(_ROWS, 2):
        signed = datetime.fromisoformat(row[5]) if row[5] else ""
        sheet.append([*row[:5], signed, "link", '=HYPERLINK("https://www.ice.gov/a.pdf","Addendum")'])
        sheet.cell(number, 7).hyperlink = f"https://www.ice.gov/doclib/287gMOA/moa{number}.pdf"
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Notes").append(["nothing of a list"])
    out = io.BytesIO()
    book.save(out)
    return [out.getvalue()]


def _texts() -> Sequence[bytes]:
    head = list(HEADERS)
    rows = [[*row, "link", ""] for row in _ROWS]
    lines = [",".join(f'"{cell}"' for cell in row) for row in (head, *rows)]
    tabs = "\r\n".join("\t".join(row) for row in (head, *rows))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (head, *rows))
    table = f'<html><body><table>{cells}<tr><td colspan="2"><a href="/a.pdf">link</a></td></tr></table></body></html>'
    return ["\n".join(lines).encode(), tabs.encode("utf-16"), table.encode()]


def _page(content: bytes, _folder: Path) -> object:
    return read_page(content, _PAGE), read_told(content)


def _pages() -> Sequence[bytes]:
    folder = "/doclib/about/offices/ero/287g/"
    return [
        f"""<!doctype html><html><head><title>287(g)</title><base href="https://www.ice.gov/x/"></head><body>
        <a href="{folder}participatingAgencies11242026am.xlsx" title="list">Participating Agencies</a>
        <a href="/file-download/download/public/209067">Pending Agencies</a>
        <a href="{folder}moa/ColliерFL_MOA_06152020.pdf">MOA</a><a href="mailto:x@example.org">mail</a>
        </body></html>""".encode()
    ]


def _log(table: str) -> Callable[[bytes, Path], object]:
    def read(content: bytes, folder: Path) -> object:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            path = Path(name) / f"{table}.csv"
            path.write_bytes(content)
            scratch = Path(name) / "scratch"
            scratch.mkdir()
            with connect(scratch, "500MB", 1) as con:
                return load(con, path, table, Options(scratch, "America/New_York"))

    return read


def _logs(file: str) -> Callable[[], Sequence[bytes]]:
    def seeds() -> Sequence[bytes]:
        with tempfile.TemporaryDirectory(prefix="open287g-fuzz-") as name:
            write_sample(Path(name), 40, 7)
            return [b"".join((Path(name) / file).read_bytes().splitlines(keepends=True)[:9])]

    return seeds


def _release(content: bytes, folder: Path) -> object:
    path = folder / ("release.xlsx" if content.startswith(b"PK") else "release.csv")
    path.write_bytes(content)
    with duckdb.connect(config={"threads": 1, "memory_limit": "500MB"}) as con:
        return list(load_releases(con, [path]))


def _releases() -> Sequence[bytes]:
    from openpyxl import Workbook

    head = ("Apprehension Date", "Apprehension Method", "Apprehension State", "Apprehension County",
            "Arresting Agency", "Unique Identifier", "Birth Year")  # fmt: skip
    rows = [
        ("2025-10-03 08:30:00", "287(g) Program", "FLORIDA", "Collier", "Sheriff", f"k{n}", "1990") for n in range(5)
    ]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("FOIA",), head, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return ["\n".join(",".join(row) for row in (head, *rows)).encode(), out.getvalue()]


def _assumptions(content: bytes, folder: Path) -> object:
    path = folder / "assumptions.yaml"
    path.write_bytes(content)
    return read_assumptions(path, assumptions_for("JEM"))


def _assumed() -> Sequence[bytes]:
    return [
        b"officers: 10\nbenefits: 42%\nwage: 31.50\n"
        b"overtime_hours: {low: 100, likely: 200, high: 300, source: payroll of 2025, year: 2025}\n"
    ]


def _pdf(content: bytes, folder: Path) -> object:
    path = folder / "agreement.pdf"
    path.write_bytes(content)
    return text_to_clauses(path)


def _pdfs() -> Sequence[bytes]:
    lines = (
        "MEMORANDUM OF AGREEMENT",
        "This Memorandum of Agreement (MOA) constitutes an agreement between U.S.",
        "Immigration and Customs Enforcement (ICE) and the Alder County Sheriff's Office,",
        "I. PURPOSE",
    )
    return [pdf_of([lines, lines[::-1]]), pdf_of([lines])]


READERS: dict[str, Reader] = {
    "workbook": Reader(_workbooks, _list),
    "text": Reader(_texts, _list),
    "page": Reader(_pages, _page),
    "acts": Reader(_logs("acts.csv"), _log("acts")),
    "officers": Reader(_logs("officers.csv"), _log("officers")),
    "release": Reader(_releases, _release),
    "assumptions": Reader(_assumed, _assumptions),
    "pdf": Reader(_pdfs, _pdf),
    "atlas": Reader(atlas_requests, ask_atlas),
    "office": Reader(office_requests, ask_office),
}
"""By a short name; "acts" and "officers" are logs."""
