"""Events and rows against ICE's raw workbooks, read by another reader than the record's own."""

from __future__ import annotations

import hashlib
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from open287g.places.states import parse_state
from open287g.record.asking.record import Record
from open287g.record.pack import DATA, pack
from open287g.record.reading.bundle import SHIPPED, differences, read_bundle
from open287g.record.reading.gather import read_files
from open287g.record.reading.lines import tidy
from open287g.vocabulary.file_names import day_in_name

pytestmark = pytest.mark.shared
TITLES = {"STATE": "raw_state", "LAW ENFORCEMENT AGENCY": "raw_agency", "SUPPORT TYPE": "raw_model",
          "SIGNED": "raw_signed", "COUNTY": "raw_county", "TYPE": "raw_type"}  # fmt: skip


def _cells(path: Path, number: int) -> dict[str, Any]:
    """The cells of one row by header, as openpyxl reads them, and the MOA's address."""
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[0]]
    header = {str(cell.value).strip().upper(): cell.column for cell in sheet[1] if cell.value}
    found = {title: sheet.cell(number, column).value for title, column in header.items()}
    moa = sheet.cell(number, header["MOA"]) if "MOA" in header else None
    # The tables of the archived page hold the address itself.
    link = "" if moa is None else moa.hyperlink.target if moa.hyperlink else str(moa.value or "")
    return {**found, "link": link or ""}


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    # The record's reader gives a cell whose formula failed as empty.
    if value is None or value in ("#N/A", "#REF!"):
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def test_a_sample_of_events_stands_in_the_file_and_row_that_they_name(
    record: Record, workbooks: dict[str, Path]
) -> None:
    events = [event for event in record.events().to_pylist() if event["row"] is not None]
    chance = random.Random(287)
    kinds = sorted({event["kind"] for event in events})
    assert len(kinds) == 8, "every kind but delisted has a row"
    sample = []
    for kind in kinds:
        own = [event for event in events if event["kind"] == kind]
        sample += chance.sample(own, min(3, len(own)))
    for event in sample:
        content = workbooks[event["file"]].read_bytes()
        assert hashlib.sha256(content).hexdigest() == event["sha256"]
        cells = _cells(workbooks[event["file"]], event["row"])
        shown = record.evidence(event["event_id"])["cells"]
        for title, column in TITLES.items():
            if title in cells:
                assert _text(cells[title]).strip() == shown[column].strip(), (event, title)
        assert shown["agency_id"] == event["agency_id"]
        if event["kind"] in ("listed", "renewed", "date_corrected") and event["after"]:
            assert event["after"] in (str(shown["signed"]), str(day_in_name(shown["moa_file"] or "")))
        if event["kind"] == "moa_posted":
            assert event["after"].split(".")[0].split(" ")[0] in cells["link"].replace("%20", " "), event


def test_a_sample_of_delistings_names_a_file_that_does_not_hold_the_agreement(
    record: Record, workbooks: dict[str, Path]
) -> None:
    delisted = [event for event in record.events().to_pylist() if event["kind"] == "delisted"]
    spellings = record.table("spellings").to_pylist()
    for event in random.Random(287).sample(delisted, 8):
        assert event["row"] is None
        names = {s["agency_name"] for s in spellings if s["agency_id"] == event["agency_id"]}
        book = openpyxl.load_workbook(workbooks[event["file"]], read_only=True)
        rows = book[book.sheetnames[0]].iter_rows(values_only=True)
        header = [str(cell).strip().upper() for cell in next(rows)]
        state, agency, model = (header.index(t) for t in ("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"))
        wanted = {"TFM": "Task Force", "WSO": "Warrant", "JEM": "Jail"}[event["model"]]
        there = [
            row
            for row in rows
            if row[agency] and tidy(str(row[agency])) in names
            if parse_state(str(row[state])).code == event["state"] and wanted in str(row[model])
        ]
        same_model = [
            a for a in record.agency(event["agency_id"])["agreements"]
            if a["model"] == event["model"] and a["agreement_id"] != event["agreement_id"]
        ]  # fmt: skip
        assert there == [] or same_model, event


def test_rows_counted_by_another_reader_are_the_record_s(record: Record, workbooks: dict[str, Path]) -> None:
    accepted = [p for p in record.publications().to_pylist() if p["list"] == "participating"]
    for publication in random.Random(287).sample(accepted, 5):
        book = openpyxl.load_workbook(workbooks[publication["file"]])
        sheet = book[book.sheetnames[0]]
        rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(str(c or "").strip() for c in row)]
        assert len(rows) == publication["rows"], publication["file"]


@pytest.mark.slow
def test_packing_the_raw_lists_again_gives_the_shipped_bundle_byte_for_byte(shared: Path, tmp_path: Path) -> None:
    register = tmp_path / "agencies.csv"
    corpus = pack([shared / "data" / "ice-sheets"], tmp_path)
    assert list(differences(corpus, read_bundle(SHIPPED))) == []
    for name in ("lines", "rows", "sheets", "seen"):
        mine, shipped = tmp_path / "bundle" / f"{name}.parquet", SHIPPED / f"{name}.parquet"
        assert mine.read_bytes() == shipped.read_bytes(), name
    assert register.read_text() == (DATA / "agencies.csv").read_text()


def test_the_bundle_tells_a_file_that_reads_differently(workbooks: dict[str, Path]) -> None:
    names = sorted(workbooks)[:3]
    one, other = read_files([workbooks[n] for n in names]), read_files([workbooks[n] for n in names[:2]])
    assert list(differences(one, one)) == []
    assert len(list(differences(one, other))) == 2, "a file and its sighting are in one only"
