"""Untrusted files are read apart: what one of them does to its reader costs that file alone."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import duckdb
import pytest

from open287g.core.errors import InputError
from open287g.core.guarded import MEMORY_IS_BOUNDED, Bounds, Outcome, read_each

GENEROUS = Bounds(seconds=300, memory=2 * 2**30)
BOTH_WAYS = pytest.mark.parametrize("forked", [True, False])


def obey(order: str) -> str:
    """A reader that does what the file says."""
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "leave":
        sys.exit(7)
    if order == "refuse":
        raise InputError("holds nothing", "row 3", "Fill it in.")
    if order == "break":
        raise LookupError("no such part")
    if order == "grow":
        return str(len(bytearray(8 * 2**30)))
    if order == "talk":
        return "x" * 3 * 2**20
    if order == "hang":
        time.sleep(3600)
    return f"read {order}"


def ended(outcome: Outcome[str, str]) -> str:
    """The answer, or how it failed."""
    return outcome.failure.ending if outcome.failure else str(outcome.answer)


@BOTH_WAYS
def test_each_file_has_its_own_ending(forked: bool) -> None:
    orders = ["a", "die", "b", "leave", "c", "refuse", "d", "break", "e"]
    found = {o.item: ended(o) for o in read_each(obey, orders, GENEROUS, jobs=2, forked=forked)}
    assert found == {name: f"read {name}" for name in "abcde"} | {
        "die": "died",
        "leave": "died",
        "refuse": "refused",
        "break": "refused",
    }


def test_a_refusal_keeps_place_and_remedy() -> None:
    (outcome,) = read_each(obey, ["refuse"], GENEROUS, forked=True)
    assert outcome.failure is not None
    assert (outcome.failure.what, outcome.failure.where, outcome.failure.remedy) == (
        "holds nothing",
        "row 3",
        "Fill it in.",
    )
    (outcome,) = read_each(obey, ["break"], GENEROUS, forked=True)
    assert outcome.failure is not None
    assert outcome.failure.what == "it cannot be read: LookupError: no such part"


@pytest.mark.skipif(not MEMORY_IS_BOUNDED, reason="this system does not hold a process to its bound of memory")
def test_memory_is_bounded() -> None:
    found = {o.item: ended(o) for o in read_each(obey, ["grow", "a"], GENEROUS, jobs=1, forked=True)}
    assert found == {"grow": "memory", "a": "read a"}


def test_the_answer_is_bounded() -> None:
    bounds = Bounds(seconds=300, memory=2 * 2**30, answer=2**20)
    found = {o.item: ended(o) for o in read_each(obey, ["talk", "a"], bounds, jobs=1, forked=True)}
    assert found == {"talk": "large", "a": "read a"}


def test_a_reader_that_hangs_is_ended() -> None:
    (outcome,) = read_each(obey, ["hang"], Bounds(seconds=1, memory=2 * 2**30), forked=True)
    assert outcome.failure is not None
    assert outcome.failure.what == "reading it took more than 1 seconds"


class Holder:
    """Something that holds itself, which only a search for garbage lets go."""

    def __init__(self, held: object) -> None:
        self.held, self.me = held, self


def collected(order: str) -> str:
    """A reader that searches for garbage."""
    gc.collect()
    return order


def test_what_the_parent_threw_away_costs_no_reader() -> None:
    searched = gc.isenabled()
    gc.disable()
    try:
        con = duckdb.connect(config={"threads": 4})
        con.execute("select sum(range), range % 10 from range(1000000) group by all").fetchall()
        Holder(con)
        del con
        found = [ended(o) for o in read_each(collected, ["a", "b"], GENEROUS, jobs=1, forked=True)]
    finally:
        if searched:
            gc.enable()
    assert found == ["a", "b"]


def note(folder: Path, order: str) -> str:
    """A reader that leaves its number, then hangs."""
    (folder / str(os.getpid())).touch()
    return obey(order)


def test_no_reader_outlives_whoever_stops_asking(tmp_path: Path) -> None:
    asked = read_each(partial(note, tmp_path), ["a", "hang", "b"], GENEROUS, jobs=2, forked=True)
    assert next(asked).answer == "read a"
    asked.close()
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def test_no_items_no_readers() -> None:
    assert list(read_each(obey, [], GENEROUS)) == []
