"""The record as a notebook asks it: days as texts, a record that was closed, short words for what is held."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

import open287g
from open287g.core.errors import InputError, NotFoundError, UnknownError
from open287g.oversight.audit.request import Request
from open287g.record.asking.own_question import answer
from open287g.record.asking.record import Record
from open287g.record.tables.database import record_path

DAY = date(2025, 4, 24)


def test_a_day_is_a_date_a_time_or_a_text(record: Record) -> None:
    told = record.asof(DAY, known=DAY)
    assert record.asof("2025-04-24", known="2025-04-24") == told
    assert record.asof(datetime(2025, 4, 24, 12, tzinfo=UTC), known=DAY) == told
    assert record.in_force("2025-04-24", DAY).num_rows == told["agreements"]
    assert record.changes("2026-05-17", "2026-05-18").num_rows == record.changes(date(2026, 5, 17)).num_rows
    assert open287g.law_of("TX", "2026-01-01") == open287g.law_of("texas", date(2026, 1, 1))


@pytest.mark.parametrize("day", ["2025", "04/24/2025", 20250424, None])
def test_what_is_no_day_is_an_error_of_our_own(record: Record, day: object) -> None:
    for ask in (record.asof, record.in_force, record.changes, record.require):
        with pytest.raises(InputError, match="not a day"):
            ask(day)  # type: ignore[operator]
    with pytest.raises(InputError, match="not a day"):
        open287g.law_of("TX", day)  # type: ignore[arg-type]


def test_what_is_no_day_is_refused_before_a_panel_is_made(home: Path) -> None:
    with pytest.raises(InputError, match="not a day"):
        open287g.panel(since="April", home=home)


def test_a_closed_record_says_so(home: Path) -> None:
    with open287g.open_record(home) as record:
        pass
    assert "closed" in repr(record)
    for ask in (lambda: record.asof(DAY), record.agencies, lambda: record.agency("collier fl")):
        with pytest.raises(InputError, match="this record is closed"):
            ask()


@pytest.mark.parametrize("older", ["DROP TABLE doubts", "ALTER TABLE doubts DROP value"])
def test_a_record_of_another_version_is_told_without_sql(home: Path, tmp_path: Path, older: str) -> None:
    copy = record_path(tmp_path)
    copy.parent.mkdir()
    shutil.copy(record_path(home), copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(older)
    with pytest.raises(InputError, match="another version of open287g built this record: its table doubts") as caught:
        open287g.open_record(tmp_path)
    assert "open287g build" in caught.value.remedy
    assert not re.search(r"SELECT|VIEW|LINE|Error", caught.value.what)


def test_what_is_no_record_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = record_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"x" * 5000)
    for ask in (lambda: open287g.open_record(tmp_path), lambda: answer("select 1", tmp_path)):
        with pytest.raises(InputError, match="cannot be opened") as caught:
            ask()
        assert caught.value.remedy == "Build it anew: open287g build"


def test_a_law_is_shown_in_a_line() -> None:
    assert repr(open287g.law_of("MD", "2026-03-01")).startswith("<Law of MD on 2026-03-01: banned (Md. Code")
    assert "no rule in force is known" in repr(open287g.law_of("GU", "2026-03-01"))
    with pytest.raises(NotFoundError):
        open287g.law_of("Texsa", "2026-03-01")


@pytest.mark.parametrize("wrong", [{"engine": "spork"}, {"csv": "sometimes"}])
def test_an_audit_is_refused_a_word_that_there_is_not(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        Request(Path("a"), Path("b"), None, Path("c"), **wrong)  # type: ignore[arg-type]


def test_a_kind_of_change_may_be_told_alone_and_one_that_there_is_not_is_refused(record: Record) -> None:
    listed = record.changes("2026-05-10", kinds="listed")
    assert listed.num_rows == record.changes("2026-05-10", kinds=["listed"]).num_rows > 0
    with pytest.raises(InputError, match="'zork' is no kind of change"):
        record.changes("2026-05-10", kinds=["zork"])


def test_changes_of_days_without_a_list_are_unknown(record: Record) -> None:
    for days in (("2026-12-01",), ("2019-01-01", "2020-12-31"), ("1990-01-01", "1990-02-01")):
        with pytest.raises(UnknownError):
            record.changes(*days)
    assert record.changes("2012-06-05", "2012-08-01", state="AK").num_rows == 0, "two lists that were captured"


def test_what_commands_answer_is_asked_of_a_record_by_the_same_name(record: Record) -> None:
    houston = record.who("houston tx")
    assert {"TX"} == set(houston.column("state").to_pylist())
    assert record.who(model="warrant service", since="2026-01-01").num_rows > 0
    assert record.who("travis county tx", "JEM").num_rows == 0
    told = record.headline("Florida", "2026-01-01")
    assert (told["state"], str(told["since"])) == ("FL", "2026-01-01")
    with pytest.raises(InputError):
        record.who(model="zork")
    with pytest.raises(UnknownError):
        record.headline(since="2030-01-01")


def test_a_file_is_no_home(record: Record) -> None:
    with pytest.raises(InputError, match="a home is a folder"):
        open287g.open_record(record.path)
