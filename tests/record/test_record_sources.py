"""What becomes of the lists themselves is in the record: with its day, and as a signal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from open287g.archive.fetching.told import MARK, NAME, Told, write
from open287g.archive.store.archive import Archive
from open287g.record.asking.record import Record
from open287g.record.build import build
from tests.record.sheets import Cells, workbook

HEADER = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"]
ROW = ["FLORIDA", "Alder Police Department", "Municipality", "Collier County", "Task Force Model", date(2026, 5, 1), ""]
PAGE = "https://www.ice.gov/identify-and-arrest/287g"


def test_a_list_that_went_and_a_column_that_changed_are_dated_facts_and_signals(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    other = [*HEADER[:5], "DATE SIGNED", "MOA", "STATUS"]
    archive.add(workbook(Cells(HEADER, [ROW]), datetime(2026, 5, 20, 9)), name="participatingAgencies05202026am.xlsx")
    later = Cells(other, [[*ROW, "active"], [ROW[0], "Birch Police Department", *ROW[2:], "active"]])
    archive.add(workbook(later, datetime(2026, 5, 27, 9)), name="participatingAgencies05272026am.xlsx")
    for day, answer in ((20, "had"), (22, "not linked"), (25, "not linked"), (27, "had")):
        answers = write([Told("participating", "had", PAGE), Told("pending", answer)])  # type: ignore[arg-type]
        archive.add(answers, name=NAME, source=PAGE + MARK, captured_at=datetime(2026, 5, day, 12, tzinfo=UTC))
    build(tmp_path, shipped=False)
    with Record(tmp_path / "record" / "record.duckdb") as record:
        told = [(str(r["day"]), r["list"], r["fact"]) for r in record.table("sources").to_pylist()]
        signals = record.signals().to_pylist()
    assert told == [
        ("2026-05-22", "pending", "not linked"),
        ("2026-05-27", "participating", "columns"),
        ("2026-05-27", "pending", "linked again"),
    ]
    kinds = [signal["kind"] for signal in signals]
    assert {"list not linked", "list columns", "column renamed", "unknown column"} <= set(kinds)
    assert kinds.count("unknown column") == 1


def test_a_file_that_only_claims_to_tell_of_the_lists_is_quarantined(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(b'{"lists": [{"list": "x", "answer": "had", "address": ""}]}', name=NAME, source=PAGE + MARK)
    archive.add(workbook(Cells(HEADER, [ROW]), datetime(2026, 5, 20, 9)), name="participatingAgencies05202026am.xlsx")
    build(tmp_path, shipped=False)
    with Record(tmp_path / "record" / "record.duckdb") as record:
        verdicts = {row["name"]: row["verdict"] for row in record.snapshots().to_pylist()}
        assert record.table("sources").num_rows == 0
    assert verdicts[NAME] == "quarantined"
