"""Progress where no terminal is: silent for short work, a line now and then for long work."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from open287g.core import progress


def says(capsys: pytest.CaptureFixture[str], line: str) -> bool:
    """Whether a line that begins so is said in the end; a busy machine may take seconds over it."""
    told = ""
    for _ in range(3_000):
        told += capsys.readouterr().err
        if any(one.startswith(line) for one in told.splitlines()):
            return True
        threading.Event().wait(0.01)
    return False


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET", 0.05)
    monkeypatch.setattr(progress, "BETWEEN", 0.05)


def test_short_work_says_nothing_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("reading", 3) as one:
        one.advance()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("impatient")
def test_long_work_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("reading", 1_200) as one:
        one.advance(300)
        assert says(capsys, "reading: 300 of 1,200, ")


@pytest.mark.usefixtures("impatient")
def test_work_of_unknown_length_is_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("testing"):
        assert says(capsys, "testing: working")


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with progress.step("reading", 3) as one:
        one.advance(2)
    progress.line("what takes long")
    assert "reading" in screen.getvalue() and "2/3" in screen.getvalue()
    assert "what takes long" not in screen.getvalue()
