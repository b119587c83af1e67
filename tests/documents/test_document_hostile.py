"""Damaged and hostile files: a reason for each, the rest goes on, bounded time and memory.

OPEN287G_HOSTILE sets the number of files; the full run is 500 and more.
"""

from __future__ import annotations

import os
import random
import signal
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.pages.limits import Limits
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.read_many import _REMEDY, read_many
from tests.documents.samples import MOA, pdf_of
from tests.documents.wordings import edition_pages

COUNT = int(os.environ.get("OPEN287G_HOSTILE", "120"))
LIMITS = Limits(bytes=30_000_000, pages=60, seconds=120, memory=1_500_000_000)
OPTIONS = ReadOptions(engine="none", limits=LIMITS)


def _bomb() -> bytes:
    """A content stream that unpacks to two hundred million bytes."""
    packed = zlib.compress(b"0 0 m\n" * 33_000_000, 9)
    stream = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    base = pdf_of([])
    return base.replace(b"/Kids [] /Count 0", b"/Kids [5 0 R] /Count 1") + (
        f"4 0 obj\n{stream}\nendobj\n5 0 obj\n{page}\nendobj\n".encode("latin-1")
    )


def _loop() -> bytes:
    """A page tree that holds itself."""
    return pdf_of([["text"]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def _encrypted() -> bytes:
    key = "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    return pdf_of([["secret"]], f"/Encrypt {key} /ID [<00> <00>]")


def _many_pages() -> bytes:
    return pdf_of([["x"]] * 80)


def _huge_page() -> bytes:
    return pdf_of([["x"]]).replace(b"[0 0 612 792]", b"[0 0 9999999 9999999]")


def _deep() -> bytes:
    return pdf_of([["x"]], extra=["[" * 100_000 + "]" * 100_000])


def _long_text() -> bytes:
    return pdf_of([["word " * 400] * 100])


NAMED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "html": lambda: b"<!DOCTYPE html><html><running>403 Forbidden</running></html>",
    "html-late": lambda: b"\n\n  <html>\n" + b"x" * 5000,
    "text": lambda: b"just words",
    "header-only": lambda: b"%PDF-1.7\n",
    "zip": lambda: b"PK\x03\x04" + b"\x00" * 2000,
    "nulls": lambda: b"\x00" * 100_000,
    "bomb": _bomb,
    "loop": _loop,
    "encrypted": _encrypted,
    "many-pages": _many_pages,
    "huge-page": _huge_page,
    "deep": _deep,
    "long-text": _long_text,
}
REASONS = {
    "empty": "empty",
    "html": "web page",
    "html-late": "web page",
    "text": "not a PDF",
    "header-only": "damaged",
    "zip": "not a PDF",
    "encrypted": "password",
    "many-pages": "80 pages",
}


def _mutant(seeds: list[bytes], dice: random.Random) -> bytes:
    """One of `seeds` with bytes changed, cut, doubled or shuffled."""
    content = bytearray(dice.choice(seeds))
    way = dice.randrange(5)
    if way == 0:
        for _ in range(dice.randrange(1, 200)):
            content[dice.randrange(len(content))] = dice.randrange(256)
    elif way == 1:
        del content[dice.randrange(len(content)) :]
    elif way == 2:
        start = dice.randrange(len(content))
        del content[start : start + dice.randrange(1, 5000)]
    elif way == 3:
        start = dice.randrange(len(content))
        content[start:start] = content[start : start + dice.randrange(1, 5000)]
    else:
        for _ in range(20):
            start = dice.randrange(max(1, len(content) - 8))
            content[start : start + 4] = str(dice.randrange(10**4)).zfill(4).encode()
    return bytes(content)


def _seeds() -> list[bytes]:
    seeds = [pdf_of([page[:20] for page in edition_pages()]), _encrypted(), pdf_of([["one"], ["two"], []])]
    if MOA.is_dir():
        small = sorted((p for p in MOA.rglob("*.pdf")), key=lambda p: (p.stat().st_size, p.name))[:4]
        seeds += [path.read_bytes() for path in small]
    return seeds


@pytest.mark.slow
def test_every_hostile_file_ends_in_a_reading_or_a_reason(tmp_path: Path) -> None:
    dice = random.Random(287)
    seeds = _seeds()
    for name, make in NAMED.items():
        (tmp_path / f"{name}.pdf").write_bytes(make())
    for number in range(COUNT - len(NAMED)):
        (tmp_path / f"mutant-{number:04}.pdf").write_bytes(_mutant(seeds, dice))
    (tmp_path / "sound.pdf").write_bytes(pdf_of([["sound words"]]))
    paths = sorted(tmp_path.glob("*.pdf"))

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
