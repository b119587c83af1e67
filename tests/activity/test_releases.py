"""Releases of ICE records: found headers, three layouts, dropped columns, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook

from open287g.activity.log.privacy import identifies
from open287g.activity.releases.counts import counts
from open287g.activity.releases.load import Release, load_releases
from open287g.core.errors import InputError


def headers(text: str) -> list[str]:
    return [name.strip() for name in text.replace("\n", "").split(",")]


HEAD_2026 = headers("""
Apprehension Date,Apprehension Type,State,County,TOA Current Duty AOR,Apprehension Final Program,Arresting Agency,
Apprehension Method,Apprehension Criminality,Case Status,Case Category,Departure Country,Final Order Yes No,
Birth Date,Birth Year,Citizenship Country,Gender,Departed Date,Final Order Date,Apprehension Site Landmark,Operation,
TOA Current Duty Site,Case Criminality,Case Threat Level,Anonymized Identifier""")
HEAD_2025 = headers("""
Apprehension Date,Apprehension State,Apprehension AOR,Final Program,Final Program Group,Apprehension Method,
Apprehension Criminality,Case Status,Case Category,Departed Date,Departure Country,Final Order Yes No,
Final Order Date,Birth Date,Birth Year,Citizenship Country,Gender,Apprehension Site Landmark,Alien File Number,
EID Case ID,EID Subject ID,Unique Identifier""")


def row(head: Sequence[str], **values: Any) -> list[Any]:
    """A row under `head`; keys are headers with underscores for spaces."""
    given = {key.replace("_", " "): value for key, value in values.items()}
    assert given.keys() <= set(head)
    return [given.get(name) for name in head]


def workbook(path: Path, head: Sequence[str], rows: Sequence[Sequence[Any]], above: int) -> Path:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["About this file"])
    sheet = book.create_sheet("Admin Arrests")
    for number in range(above):
        sheet.append([f"FOIA line {number}"])
    sheet.append(list(head))
    for one in rows:
        sheet.append(list(one))
    book.save(path)
    return path


def load(*paths: Path) -> tuple[duckdb.DuckDBPyConnection, list[Release]]:
    con = duckdb.connect()
    return con, list(load_releases(con, list(paths)))


@pytest.fixture
def arrests_2026(tmp_path: Path) -> Path:
    made = [
        row(
            HEAD_2026,
            Apprehension_Date=datetime(2025, 10, 3, 8, 30),
            State="FLORIDA ",
            County="Collier",
            Apprehension_Method=" 287(G)  Program",
            Arresting_Agency="Sheriff",
            Anonymized_Identifier="k1",
            Birth_Date="(b)(6), (b)(7)(c)",
        ),
        row(
            HEAD_2026,
            Apprehension_Date=datetime(2025, 10, 4, 8, 29),
            State="Florida",
            Apprehension_Method="287(g) Program",
            Anonymized_Identifier="k1",
        ),
        row(
            HEAD_2026,
            Apprehension_Date="soon",
            Apprehension_Method="CAP Local Incarceration",
            Anonymized_Identifier="k2",
        ),
        [None] * len(HEAD_2026),
    ]
    return workbook(tmp_path / "arrests-2026.xlsx", HEAD_2026, made, above=6)


def test_the_header_is_found_and_the_2026_layout_read(arrests_2026: Path) -> None:
    con, (release,) = load(arrests_2026)
    assert (release.kind, release.sheet, release.rows) == ("arrests", "Admin Arrests", 3)
    first = con.sql(
        f"select state, county, method, agency, subject_ref, row from {release.table} order by row"
    ).fetchall()[0]
    assert first == ("FLORIDA", "Collier", "287(g) Program", "Sheriff", "k1", 8)


def test_identifying_columns_are_never_read(arrests_2026: Path) -> None:
    con, (release,) = load(arrests_2026)
    assert release.dropped == ["Birth Date", "Birth Year"]
    assert not [name for name in con.sql(f"from {release.table}").columns if identifies(name)]
    assert "Case Status" in release.unused


def test_an_unreadable_date_is_a_signal_and_counts_as_unknown(arrests_2026: Path) -> None:
    con, releases = load(arrests_2026)
    (signal,) = releases[0].signals
    assert (signal.row, signal.column, signal.reason) == (10, "Apprehension Date", "not a date")
    found = counts(con, releases)
    assert {"kind": "arrests", "month": "unknown", "state": "unknown"}.items() <= found[-1].items()
    assert sum(int(str(one["records"])) for one in found) == 3


def test_287g_arrests_are_counted_with_and_without_repeats(arrests_2026: Path) -> None:
    con, releases = load(arrests_2026)
    (found,) = counts(con, releases, method="287(G) program")
    assert (found["month"], found["state"], found["records"], found["without_repeats"]) == ("2025-10", "FLORIDA", 2, 1)


def test_the_2025_layout_with_another_header_row(tmp_path: Path) -> None:
    rows = [
        row(
            HEAD_2025, Apprehension_Date="06/05/2024", Apprehension_State="Texas", Apprehension_Method="287(g) Program"
        ),
        row(HEAD_2025, Apprehension_Date="2024-06-06", Apprehension_Method="Custodial arrest", Alien_File_Number="x"),
    ]
    path = workbook(tmp_path / "arrests-2025.xlsx", HEAD_2025, rows, above=2)
    con, releases = load(path)
    assert releases[0].dropped == ["Birth Date", "Birth Year", "Alien File Number", "EID Case ID", "EID Subject ID"]
    found = [(one["month"], one["state"], one["method"], one["without_repeats"]) for one in counts(con, releases)]
    assert found == [("2024-06", "TEXAS", "287(g) Program", 1), ("2024-06", "unknown", "Custodial Arrest", 1)]


def test_the_processed_parquet_layout_uses_its_own_repeat_flag(tmp_path: Path) -> None:
    path = tmp_path / "arrests-latest.parquet"
    duckdb.sql("""
        select timestamp '2025-01-05 10:00:00' as apprehension_date_time, date '2025-01-05' as apprehension_date,
            'GEORGIA' as apprehension_state, '287(g) Program' as apprehension_method, 'p' as unique_identifier,
            i = 1 as duplicate_drop_row, 'a.xlsx' as file_original, i as row_original
        from range(3) t(i)""").write_parquet(str(path))
    con, releases = load(path)
    assert releases[0].signals == []
    assert [(one["records"], one["without_repeats"]) for one in counts(con, releases)] == [(3, 2)]


def test_detainers_are_told_from_arrests_and_a_repeated_header_is_a_signal(tmp_path: Path) -> None:
    head = ["Detainer Prepare Date", "Detainer Type", "Facility State", "Final Order Yes No", "Final Order Yes No"]
    head += ["Apprehension Date", "EID DTA ID"]
    kind = "I247A - Immigration Detainer - Notice of Action"
    path = workbook(
        tmp_path / "detainers.xlsx", head, [[datetime(2025, 5, 1), kind, "TX", "YES", "NO", None, 4]], above=6
    )
    con, releases = load(path)
    assert releases[0].kind == "detainers"
    assert releases[0].dropped == ["EID DTA ID"]
    assert [signal.column for signal in releases[0].signals] == ["Final Order Yes No...5"]
    assert [(one["method"], one["state"]) for one in counts(con, releases)] == [(kind, "TX")]


def test_the_2012_layout_needs_only_date_and_method(tmp_path: Path) -> None:
    head = ["Apprehension Date", "Apprehension Method", "Created By", "Unique Identifier"]
    path = workbook(tmp_path / "arrests-2012.xlsx", head, [[datetime(2016, 2, 1), "287(g) Program", "x", "u"]], above=9)
    con, releases = load(path)
    assert [(one["month"], one["records"]) for one in counts(con, releases)] == [("2016-02", 1)]


@pytest.mark.parametrize("content", [b"not a workbook", b""])
@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load(path)
    assert name in caught.value.where


def test_a_workbook_without_records_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "other.xlsx", ["a", "b"], [[1, 2]], above=0)
    with pytest.raises(InputError, match="no sheet has a header row"):
        load(path)


def test_other_files_and_missing_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "absent.xlsx")
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match="cannot read"):
        load(tmp_path / "notes.txt")


@pytest.mark.parametrize(
    "name", ["Name", "Last Name", "A-Number", "Birth Date", "DOB", "Home Address", "Alien File Number"]
)
def test_names_of_columns_that_identify(name: str) -> None:
    assert identifies(name)


@pytest.mark.parametrize(
    "name", ["Facility Name", "agency_name", "subject_ref", "Apprehension Date", "file_name", "act_id"]
)
def test_names_of_columns_that_do_not(name: str) -> None:
    assert not identifies(name)
