"""A table in a narrow terminal, and one without colors, still tells what each row is."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from open287g.cli import terminal

ROWS = [
    {
        "known": "2026-05-14",
        "kind": "moa_posted",
        "state": "AL",
        "says": f"ICE links the MOA: {name}_TFM_MOA_04202026.pdf",
        "row": 7,
    }
    for name in ("PiedmontPoliceDeptAL", "GuadalupeCoConstablePrecinct1_TX")
]


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *table: Any) -> list[str]:
    """The lines of a table in a terminal of 60 columns."""
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    terminal.print_table(*table)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_sentence_that_finds_no_room_stands_below_its_row_unbroken(
    term: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", term)
    lines = shown(monkeypatch, capsys, ROWS, ["known", "kind", "state", "says", "row"], "Changes")
    assert lines[:3] == ["Changes", "2026-05-14  moa_posted  AL", f"  {ROWS[0]['says']}"]


def test_what_stands_behind_a_sentence_does_not_squeeze_it() -> None:
    columns = {"known": ["2026-05-14"], "says": ["one word and another " * 5], "event_id": ["moa_posted-ac2d72529a78"]}
    assert terminal.fitting(columns, 60) == ["known", "says"]
    assert terminal.fitting(columns, 80) == ["known", "says", "event_id"]


def test_a_title_is_not_broken_to_the_width_of_a_narrow_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Within the power: undetermined. Lawfully done: open."
    assert shown(monkeypatch, capsys, [{"result": "unknown"}], ["result"], title)[0] == title
