"""Damaged and hostile files: a reason for each, the rest goes on, bounded time and memory.

OPEN287G_HOSTILE sets the number of files; `python -m tests.documents.hostile 1000` is the full run.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.pages.limits import Limits
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.read_many import _REMEDY, read_many
from tests.documents.hostile import OPTIONS, REASONS, written
from tests.documents.samples import pdf_of

COUNT = int(os.environ.get("OPEN287G_HOSTILE", "60"))


@pytest.mark.slow
def test_every_hostile_file_ends_in_a_reading_or_a_reason(tmp_path: Path) -> None:
    (tmp_path / "sound.pdf").write_bytes(pdf_of([["sound words"]]))
    paths = written(tmp_path, COUNT)

    results = {result.path.stem: result for result in read_many(paths, OPTIONS, jobs=2)}

    assert len(results) == len(paths)
    assert results["sound"].document is not None
    for name, reason in REASONS.items():
        assert reason in str(results[name].error), name
    for result in results.values():
        assert (result.document is None) != (result.error is None)
        if result.error:
            assert result.error.what and result.error.where


def read_unless_it_is_b(path: Path, options: ReadOptions) -> AgreementDocument:
    """A reader that file b ends."""
    if path.stem == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_document(path, options)


def test_a_worker_that_dies_costs_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.pdf").write_bytes(pdf_of([[f"words of {name}"]]))
    monkeypatch.setattr("open287g.documents.read_many.read_document", read_unless_it_is_b)
    results = {o.path.stem: o for o in read_many(sorted(tmp_path.glob("*.pdf")), OPTIONS, jobs=1)}
    assert results["a"].document and results["c"].document
    assert str(results["b"].error) == f"{tmp_path / 'b.pdf'}: reading it ended the reader (exit -9)\n{_REMEDY}"


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(pdf_of([["words"]]))
    none = ReadOptions(engine="none", limits=Limits(seconds=0.0))
    [result] = read_many([path], none, jobs=1)
    assert result.document is None
    assert "more than 0 seconds" in str(result.error)


def test_no_files_no_workers() -> None:
    assert list(read_many([], OPTIONS)) == []
