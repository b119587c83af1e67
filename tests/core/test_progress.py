"""Progress where no terminal is: silent for short work, a line now and then for long work."""

from __future__ import annotations

import threading

import pytest

from open287g.core import progress


def test_short_work_says_nothing_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("reading", 3) as one:
        one.advance()
    assert capsys.readouterr().err == ""


def test_long_work_says_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET", 0.01)
    with progress.step("reading", 1_200) as one:
        one.advance(300)
        threading.Event().wait(0.1)
    assert capsys.readouterr().err.startswith("reading: 300 of 1,200, 0 s")


def test_work_of_unknown_length_is_told_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "QUIET", 0.01)
    with progress.step("testing"):
        threading.Event().wait(0.1)
    assert capsys.readouterr().err.startswith("testing: working")
