"""A list that somebody saved as text or as a web page is read as the workbook is, or refused with its reason."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from html import escape
from pathlib import Path

import pytest

from open287g.archive.store.archive import Archive
from open287g.archive.workbooks.any_list import read_list
from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.record.reading.gather import gather
from tests.record.sheets import Cells, workbook

HEADER = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"]
MOA = "https://www.ice.gov/doclib/287gMOA/Alder_TFM_MOA_05012026.pdf"
ROWS = [
    ["FLORIDA", "Alder Police Department", "Municipality", "Collier County", "Task Force Model", "5/1/2026", MOA],
    [
        "PUERTO RICO",
        "Añasco, Policía de",
        "Municipality",
        "Añasco",
        "Warrant Service Officer",
        "5/2/2026",
        "link pending",
    ],
]


def text(delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([HEADER, *ROWS])
    return out.getvalue()


def web_page(*rows: list[str]) -> bytes:
    cells = "".join(
        "<tr>"
        + "".join(f'<td><a href="{escape(c)}">link</a></td>' if "://" in c else f"<td> {escape(c)}</td>" for c in row)
        + "</tr>"
        for row in rows
    )
    return f"<html><meta charset=utf-8><table><tr><td>Menu</td></tr></table><table>{cells}</table></html>".encode()


@pytest.mark.parametrize(
    "content",
    [
        *(text(delimiter).encode() for delimiter in ",\t;|"),
        text(",").encode("utf-8-sig"),
        text("\t").encode("utf-16"),
        text("\t").encode("utf-16-le"),
        text(";").encode("utf-16-be"),
        text(",").encode("cp1252"),
        web_page(HEADER, *ROWS),
    ],
)
def test_the_same_rows_are_read_whatever_the_form(content: bytes) -> None:
    sheet = read_list(content)
    assert sheet.kind == "participating" and sheet.modified_at is None
    assert [(line.state, line.agency, line.signed, line.moa_url) for _, line in sheet.rows] == [
        ("FLORIDA", "Alder Police Department", "5/1/2026", MOA),
        ("PUERTO RICO", "Añasco, Policía de", "5/2/2026", ""),
    ]


def test_a_cell_of_a_page_that_spans_rows_stands_in_each_of_them() -> None:
    page = """<table><tr><th>STATE<th>LAW ENFORCEMENT AGENCY<th>SUPPORT TYPE<th>SIGNED<th>MOA</tr>
    <tr><td rowspan=3>OHIO<td>Ash PD<td rowspan=2>Task Force Model<td>5/1/2026
    <td rowspan=2><a href="/a.pdf">link</a></tr>
    <tr><td>Elm PD<td>5/2/2026</tr><tr><td>Oak PD<td>Jail Enforcement Model<td>5/3/2026<td></tr></table>"""
    rows = [line for _, line in read_list(page.encode(), address="https://www.ice.gov/").rows]
    assert [(row.state, row.agency, row.model, row.signed, row.moa_url) for row in rows] == [
        ("OHIO", "Ash PD", "Task Force Model", "5/1/2026", "https://www.ice.gov/a.pdf"),
        ("OHIO", "Elm PD", "Task Force Model", "5/2/2026", "https://www.ice.gov/a.pdf"),
        ("OHIO", "Oak PD", "Jail Enforcement Model", "5/3/2026", ""),
    ]


HOSTILE = {
    "nothing": (b"", "it is empty"),
    "a PDF": (b"%PDF-1.7", "a PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "an old or encrypted Office file"),
    "bytes": (bytes(range(256)) * 20, "not text"),
    "prose": (b"Dear all, the list will come tomorrow.", "no line has the columns"),
    "one endless cell": ((",".join(HEADER) + '\n"' + "x" * 40_000).encode(), "no line has the columns|not lines"),
    "a wide table": ((",".join(HEADER) + "\n" + "," * 400).encode(), "not a list of ICE"),
    "a long table": ((",".join(HEADER) + "\n" + "FLORIDA\n" * 50_001).encode(), "not a list of ICE"),
    "another page": (b"<html><h1>Are you a person?</h1>", "a web page without a table"),
    "a page of wide cells": (
        web_page(HEADER).replace(b"<td> STATE", b"<td colspan=999999999> STATE"),
        "not a list of ICE",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_list_is_refused_with_a_reason(what: str) -> None:
    content, reason = HOSTILE[what]
    with pytest.raises(UnreadableWorkbook, match=reason):
        read_list(content)


def test_nothing_in_the_archive_is_passed_over_but_agreements_and_pages_that_link_the_lists(tmp_path: Path) -> None:
    page = b"<html><a href='/participatingAgencies1.xlsx'>a</a></html>"
    files = {
        "participatingAgencies05202026am.csv": text(",").encode(),
        "participatingAgencies05212026am.htm": web_page(HEADER, *ROWS),
        "participatingAgencies05222026am.xlsx": workbook(Cells(HEADER, ROWS[:1]), datetime(2026, 5, 22)),
        "participatingAgencies05232026am.pdf": b"%PDF-1.7",
        "notes.txt": b"nothing of use",
        "287g.html": page,
        "Alder_TFM_MOA.pdf": b"%PDF-1.7",
    }
    archive = Archive(tmp_path)
    for name, content in files.items():
        archive.add(content, name=name)
    for _ in range(2):
        corpus = gather(tmp_path, shipped=False)
        reasons = {seen.name: corpus.unreadable.get(seen.sha256, "read") for seen in corpus.seen}
        assert {name for name, why in reasons.items() if why == "read"} == set(list(files)[:3])
        assert reasons.keys() == set(list(files)[:5])
        assert "a PDF" in reasons["participatingAgencies05232026am.pdf"]
