"""Lists of the record of one state: each is the part of the whole list that is the state's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import NotFoundError
from open287g.record.asking.record import Record


def told(home: Path, *words: str) -> Any:
    done = CliRunner().invoke(app, [*words, "--home", str(home), "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("command", ["candidates", "flickers", "ended", "pending"])
def test_the_rows_of_a_state_are_those_of_the_whole_list(home: Path, command: str) -> None:
    whole = told(home, command)
    states = {row["state"] for row in whole}
    assert len(states) > 3
    state = sorted(states)[1]
    assert told(home, command, "--state", state) == [row for row in whole if row["state"] == state]


def test_files_of_a_state_are_those_with_rows_of_it_and_say_how_many(home: Path, record: Record) -> None:
    rows = told(home, "snapshots", "--state", "nebraska")
    assert {row["verdict"] for row in rows} <= {"accepted", "duplicate"}
    assert len(rows) < record.snapshots().num_rows
    newest = told(home, "snapshots", "--state", "FL")[-1]
    counted = "SELECT count(*) FROM observations JOIN lines USING (line) WHERE state = 'FL' AND publication_id = ?"
    ((n,),) = record.connection.cursor().execute(counted, [newest["publication_id"]]).fetchall()
    assert newest["rows_of_state"] == n
    assert not told(home, "snapshots", "--state", "FL", "--quarantined")


def test_signals_of_a_state_stand_in_its_rows(home: Path, record: Record) -> None:
    every = {state: told(home, "signals", "--state", state) for state in ("GA", "TX")}
    whole = told(home, "signals")
    assert all(0 < len(rows) < len(whole) for rows in every.values())
    assert all(row in whole and row["row"] for rows in every.values() for row in rows)
    with pytest.raises(NotFoundError):
        record.signals("Texsa")


def test_endings_and_files_of_a_time_are_those_whose_day_is_within_it(home: Path, record: Record) -> None:
    env = {"OPEN287G_HOME": str(home)}
    for command, column, table in (
        ("ended", "first_absent", record.endings()),
        ("snapshots", "published", record.snapshots()),
    ):
        words = [command, "--since", "2026-04", "--until", "2026-05-07", "--format", "json"]
        rows = json.loads(CliRunner().invoke(app, words, env=env).stdout)
        days = [str(day) for day in table[column].to_pylist() if day is not None]
        within = sorted(day for day in days if "2026-04-01" <= day <= "2026-05-07")
        assert within and len(within) < len(days)
        assert sorted(row[column] for row in rows) == within
