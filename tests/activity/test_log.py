"""Logs are read row by row: good rows are kept, every bad one is reported with file, row, column and reason."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open287g.activity.log import rejects
from open287g.activity.log.columns import schema
from open287g.activity.log.crosscheck import crosscheck
from open287g.activity.log.files import find_sources
from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import Log, connect, load
from open287g.core.errors import InputError, SeveralError
from tests.rulebook.test_readings import OF_BODIES, OF_NO_BODY, OPAQUE, PERSONS

HEAD = "act_id,act,at,time_zone,agency_id,officer_id"
GOOD = "a1,detain,2025-04-24T13:05:00-04:00,America/New_York,FL-x,o1"


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    opened = connect(scratch, "500MB", 2)
    yield opened
    opened.close()


def write(tmp_path: Path, *lines: str, name: str = "acts.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def read(con: duckdb.DuckDBPyConnection, path: Path, table: str = "acts", **options: Any) -> Log:
    return load(con, path, table, Options(path.parent / "scratch", **options))


def bad(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute('select row, "column", reason from rejects order by all').fetchall()


def column(con: duckdb.DuckDBPyConnection, name: str, table: str = "acts") -> list[Any]:
    found = con.sql(f'select "{name}" from {table} order by 1').to_arrow_table().column(0).to_pylist()
    return list(found)


@pytest.mark.parametrize(
    ("cells", "name", "reason"),
    [
        (",detain,2025-04-24T13:05:00Z,America/Chicago,FL-x,o1", "act_id", "empty"),
        ("a2,fly,2025-04-24T13:05:00Z,America/Chicago,FL-x,o1", "act", "not one of interrogate"),
        ("a2,detain,2025-02-30,America/Chicago,FL-x,o1", "at", "not a time"),
        ("a2,detain,1995-04-24,America/Chicago,FL-x,o1", "at", "outside 1996"),
        ("a2,detain,,America/Chicago,FL-x,o1", "at", "empty"),
        ("a2,detain,2025-04-24T13:05:00Z,Europe/Paris,FL-x,o1", "time_zone", "of the United States"),
        ("a2,detain,yesterday,America/Chicago,FL-x,o1", "at", "not a time"),
        ("a2,detain,04/24/2025 13:05,America/Chicago,FL-x,o1", "at", "not a time"),
        ("a2,detain,2025-02-30T13:05:00Z,America/Chicago,FL-x,o1", "at", "not a time"),
        ("a2,detain,9999-12-31T00:00:00Z,America/Chicago,FL-x,o1", "at", "outside 1996"),
        ("a2,detain,0001-01-01T00:00:00Z,America/Chicago,FL-x,o1", "at", "outside 1996"),
        ("a2,detain,2025-04-24 13:05,,FL-x,o1", "at", "no time zone is given"),
        ("a2,detain,2025-03-09 02:30,America/New_York,FL-x,o1", "at", "skips"),
        ("a2,detain,2025-11-02 01:30,America/New_York,FL-x,o1", "at", "repeats"),
        ("a2,detain,2025-04-24T13:05:00Z,Mars/Base,FL-x,o1", "time_zone", "not the name of a time zone"),
        ("a2,detain,2025-04-24T13:05:00Z,America/Chicago,FL-x,", "officer_id", "empty"),
        ("a2,detain,2025-04-24T13:05:00Z", "", "cannot be split"),
    ],
)
def test_a_bad_cell_is_reported_and_the_rest_goes_on(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, cells: str, name: str, reason: str
) -> None:
    log = read(con, write(tmp_path, HEAD, GOOD, cells, GOOD.replace("a1", "a3")))
    (found,) = bad(con)
    assert (log.rows, log.rejected) == (2, 1)
    assert (found[0], found[1]) == (3, name)
    assert reason in found[2]


def test_every_fault_of_a_row_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    row = "a1,fly,soon,Mars/Base,FL-x,,perhaps,2025-04-25T00:00:00Z,2025-04-24T00:00:00Z"
    read(con, write(tmp_path, HEAD + ",force_used,hold_started_at,hold_ended_at", row))
    assert [name for _, name, _ in bad(con)] == ["act", "at", "force_used", "officer_id", "time_zone"]


def test_rows_keep_their_number_behind_rows_that_cannot_be_split(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    bad_act = "a9,fly,2025-04-24T13:05:00Z,America/Chicago,FL-x,o1"
    read(con, write(tmp_path, HEAD, GOOD, "cut,short", "cut,again", bad_act, "cut", bad_act.replace("a9", "a8")))
    assert [(row, name) for row, name, _ in bad(con)] == [(3, ""), (4, ""), (5, "act"), (6, ""), (7, "act")]


def test_local_times_are_read_in_their_zone_and_offsets_as_written(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    lines = [
        "a1,detain,2025-03-09 03:00,America/New_York,x,o",
        "a2,detain,2025-11-02T01:30:00-05:00,America/New_York,x,o",
        "a3,detain,2025-07-01 12:00:00.5,America/Phoenix,x,o",
    ]
    log = read(con, write(tmp_path, HEAD, *lines))
    assert log.rejected == 0
    assert [moment.astimezone(UTC).isoformat() for moment in column(con, "at")] == [
        "2025-03-09T07:00:00+00:00",
        "2025-07-01T19:00:00.500000+00:00",
        "2025-11-02T06:30:00+00:00",
    ]


def test_the_given_zone_serves_rows_without_one(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    read(con, write(tmp_path, HEAD, "a1,detain,2025-01-05 12:00,,x,o"), time_zone="America/Denver")
    assert column(con, "at") == [datetime(2025, 1, 5, 19, tzinfo=UTC)]


def test_headers_with_stray_case_and_spaces_are_known(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    log = read(con, write(tmp_path, " Act ID ,ACT,At,Time Zone,Agency-Id,officer_id,Shift", GOOD + ",night"))
    assert (log.rows, log.ignored) == (1, [("acts.csv", "Shift")])


def test_columns_without_a_name_are_left_unread(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """As a comma or two at the end of each line makes them."""
    log = read(con, write(tmp_path, "officer_id,agency_id,model,,", "O-1,FL-A,TFM,,x", name="o.csv"), "officers")
    assert (log.rows, log.rejected) == (1, 0)
    assert log.ignored == [("o.csv", "column 4"), ("o.csv", "column 5")]


def test_a_name_among_the_headers_is_told_by_its_place(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    log = read(con, write(tmp_path, f"{HEAD},Juan Pérez López,Quackenbush,John Shift,Shift Type", GOOD + ",a,b,c,d"))
    place = HEAD.count(",") + 2
    assert [name for _, name in log.ignored] == [*(f"column {place + n}" for n in range(3)), "Shift Type"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_delimiters_and_gzip_are_read(con: duckdb.DuckDBPyConnection, tmp_path: Path, mark: str) -> None:
    path = tmp_path / "acts.csv.gz"
    path.write_bytes(gzip.compress(f"\ufeff{HEAD}\n{GOOD}\n".replace(",", mark).encode()))
    assert read(con, path).rows == 1


def test_all_rows_of_a_repeated_act_are_rejected(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    log = read(con, write(tmp_path, HEAD, GOOD, GOOD.replace("a1", "a2"), GOOD, GOOD))
    assert (log.rows, log.rejected, column(con, "act_id")) == (1, 3, ["a2"])
    assert [(row, reason) for row, _, reason in bad(con)] == [
        (row, "stands 3 times; none of the rows is used") for row in (2, 4, 5)
    ]


def test_a_folder_is_one_log_and_rejects_name_the_file(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    write(folder, HEAD, GOOD, name="one.csv")
    duckdb.sql("""select 'a1' as act_id, 'fly' as act, timestamptz '2025-01-01 12:00:00+00' as "at", 'x' as agency_id,
        'o' as officer_id union all select 'p2', 'detain', timestamptz '2025-01-01 12:00:00+00', 'x', 'o'
        """).write_parquet(str(folder / "two.parquet"))
    log = load(con, folder, "acts", Options(tmp_path / "scratch"))
    assert (log.rows, column(con, "act_id")) == (1, ["p2"])
    files = con.execute("select file, row, reason from rejects order by all").fetchall()
    assert [(file, row) for file, row, _ in files] == [("one.csv", 2), ("two.parquet", 1), ("two.parquet", 1)]


def test_parquet_of_text_is_read_as_text(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "acts.parquet"
    con.read_csv(str(write(tmp_path, HEAD, GOOD, GOOD.replace("a1,detain", "a2,fly"))), all_varchar=True).write_parquet(
        str(path)
    )
    log = read(con, path)
    assert (log.rows, log.rejected, bad(con)[0][:2]) == (1, 1, (2, "act"))


def test_naive_parquet_times_need_a_zone(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "acts.parquet"
    duckdb.sql("""select 'a' || i as act_id, 'detain' as act, timestamp '2025-03-09 02:30:00' + to_days(i::int) as "at",
        'America/New_York' as time_zone, 'x' as agency_id, 'o' as officer_id from range(2) r(i)""").write_parquet(
        str(path)
    )
    log = read(con, path)
    assert (log.rows, column(con, "at")) == (1, [datetime(2025, 3, 10, 6, 30, tzinfo=UTC)])
    assert "skips" in bad(con)[0][2]


@pytest.mark.parametrize("name", ["Last Name", "DOB", "a_number", "home address"])
def test_columns_that_identify_are_refused_or_dropped(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, f"{HEAD},{name},subject_ref", GOOD + ",secret,Jane Roe")
    with pytest.raises(InputError, match="would identify persons"):
        read(con, path)
    log = load(con, path, "acts", Options(tmp_path / "scratch", key="k"), hash_columns=True)
    assert log.rows == 1
    (reference,) = column(con, "subject_ref")
    assert len(reference) == 16
    assert "Jane" not in reference


@pytest.mark.parametrize(
    "value", ["Jane Roe", "A012345678", "012-345-678", "roe@example.org", '"Roe,Jane"', "p-1984-03-07"]
)
def test_a_reference_that_names_a_person_is_rejected_and_not_repeated(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, value: str
) -> None:
    read(con, write(tmp_path, HEAD + ",subject_ref", f"{GOOD},{value}"))
    assert bad(con) == [(2, "subject_ref", "looks like a name or number of a person")]


@pytest.mark.parametrize(("value", "personal"), [*((one, True) for one in PERSONS), *((one, False) for one in OPAQUE)])
def test_ids_are_refused_in_a_log_as_in_a_decision(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, value: str, personal: bool
) -> None:
    row = f'"{value}",detain,2025-04-24T13:05:00-04:00,America/New_York,FL-x,o1'
    read(con, write(tmp_path, HEAD, row, GOOD))
    reason = "looks like a name or number of a person"
    assert bad(con) == ([(2, "act_id", reason)] if personal else [])


@pytest.mark.parametrize(
    ("value", "refused"), [*((one, True) for one in OF_NO_BODY), *((one, False) for one in OF_BODIES)]
)
def test_an_id_of_an_agency_is_refused_in_a_roster_as_in_a_decision(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, value: str, refused: bool
) -> None:
    read(con, write(tmp_path, "officer_id,agency_id,model", f"o1,{value},TFM", "o2,FL-x,TFM", name="o.csv"), "officers")
    assert bad(con) == ([(2, "agency_id", "looks like a name or number of a person")] if refused else [])


def test_rejects_are_safe_to_open_in_a_spreadsheet(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    read(con, write(tmp_path, HEAD, GOOD.replace("detain", "fly"), name="=HYPERLINK(1).csv"))
    rejects.write(con, tmp_path / "rejects.csv")
    (row,) = csv.DictReader((tmp_path / "rejects.csv").open())
    assert row["file"] == "'=HYPERLINK(1).csv"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no column names"),
        (b"\x00\x01\x02", "no column names"),
        ("act_id,act\n".encode("utf-16"), "no column agency_id, officer_id"),
        (b"\xff\xfea", "not text in UTF-8 or UTF-16"),
        (b"act_id,act,at\n1,2,3\n", "no column agency_id, officer_id"),
        (b"act_id,act,at,Act ID,agency_id,officer_id\n", "two columns tell act_id"),
        (b"act_id,act,at,ACT,agency_id,officer_id\n", "stands twice"),
    ],
)
def test_a_file_without_the_needed_header_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, content: bytes, what: str
) -> None:
    path = tmp_path / "acts.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=what) as caught:
        read(con, path)
    assert "acts.csv" in caught.value.where
    assert caught.value.remedy or "stands" in what or "UTF" in what


def test_missing_empty_and_foreign_paths_are_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, "x", name="acts.docx")
    for name, what in (
        ("absent", "no such file"),
        ("empty", "is empty"),
        ("acts.docx", "neither CSV nor Excel nor Parquet"),
    ):
        with pytest.raises(InputError, match=what):
            find_sources(con, tmp_path / name, schema("acts"), tmp_path)


def test_every_file_of_a_folder_that_cannot_be_used_is_named_at_once(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    write(folder, "x", name="a.zip")
    write(folder, "act_id,act\n1,detain\n", name="b.csv")
    write(folder, "", name="c.csv")
    with pytest.raises(SeveralError) as raised:
        find_sources(con, folder, schema("acts"), tmp_path)
    assert [Path(one.where.split(",")[0]).name for one in raised.value.every] == ["a.zip", "b.csv", "c.csv"]
    assert str(raised.value).count(str(folder)) == 3
    assert "neither CSV" in str(raised.value)
    assert "no column agency_id" in str(raised.value)


def test_papers_beside_a_log_are_named_and_left_out_and_other_files_are_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    write(folder, HEAD, GOOD, name="acts.txt")
    for name in ("README.txt", "memorandum.pdf", "Licence"):
        write(folder, "These are, as it were; words", name=name)
    log = load(con, folder, "acts", Options(tmp_path / "scratch"))
    assert (log.rows, log.left_out) == (1, ["Licence", "README.txt", "memorandum.pdf"])
    for name in ("notes.txt", "more.zip", "officers.csv"):
        write(folder, "officer_id,agency_id,model", "o1,x,JEM", name=name)
        with pytest.raises(InputError) as caught:
            load(con, folder, "acts", Options(tmp_path / "scratch"))
        assert f"take {name} out of it" in caught.value.remedy
        (folder / name).unlink()
    (folder / "acts.txt").unlink()
    with pytest.raises(InputError, match="no file of the folder is a log"):
        load(con, folder, "acts", Options(tmp_path / "scratch"))


def test_files_must_agree_where_empty_means_none(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "roster"
    folder.mkdir()
    write(folder, "officer_id,agency_id,model,revoked_on", "o1,x,JEM,", name="a.csv")
    write(folder, "officer_id,agency_id,model", "o2,x,JEM", name="b.csv")
    with pytest.raises(InputError, match="no column revoked_on"):
        load(con, folder, "officers", Options(tmp_path / "scratch"))


def test_numbers_of_officers_are_bounded(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    head = "officer_id,agency_id,model,exam_score,exam_failures,certified_on"
    path = write(
        tmp_path,
        head,
        "o1,x,jem,101,0,2025-01-01",
        "o2,x,JEM,nan,1.5,1.2.2025",
        "o3,x,JEM,70,1,2025-01-01",
        name="o.csv",
    )
    log = read(con, path, "officers")
    assert log.rows == 1
    assert [(row, name) for row, name, _ in bad(con)] == [
        (2, "exam_score"),
        (3, "certified_on"),
        (3, "exam_failures"),
        (3, "exam_score"),
    ]


def test_misfits_between_the_files_are_signals(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    acts = read(
        con,
        write(
            tmp_path,
            HEAD,
            GOOD,
            GOOD.replace("a1", "a2").replace("o1", "o9"),
            GOOD.replace("a1", "a3").replace("FL-x", "FL-y"),
        ),
    )
    roster = [
        "o1,FL-x,JEM,2025-01-01,2025-06-01",
        "o1,FL-x,JEM,2025-05-31,",
        "o2,FL-x,JEM,,2025-01-01",
        "o2,FL-x,JEM,2025-01-01,",
    ]
    officers = read(
        con, write(tmp_path, "officer_id,agency_id,model,valid_from,valid_to", *roster, name="o.csv"), "officers"
    )
    terms = ["g1,FL-x,JEM,2020-01-01,2020-01-02", "g2,FL-x,JEM,2020-01-02,2020-01-01"]
    head = "agreement_id,agency_id,model,agency_signed_on,ice_signed_on"
    agreements = read(con, write(tmp_path, head, *terms, name="g.csv"), "agreements")
    found = [(one.signal, one.key, one.times) for one in crosscheck(con, acts, officers, agreements)]
    assert found == [
        ("unknown officer", "o9", 1),
        ("other agency", "o1 at FL-y", 1),
        ("overlapping officer rows", "o1 FL-x JEM", 1),
        ("unknown agency", "FL-y", 1),
        ("agreements of one day", "FL-x JEM", 2),
    ]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(deadline=None, max_examples=12)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=40))
def test_any_text_gives_good_or_rejected_rows_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    scratch = tmp_path_factory.mktemp("any")
    path = scratch / "acts.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([HEAD.split(","), GOOD.split(","), *cells])
    con = connect(scratch, "200MB", 1)
    log = load(con, path, "acts", Options(scratch))
    con.close()
    assert log.rows + log.rejected == 1 + len(cells)
