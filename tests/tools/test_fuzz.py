"""Readers of outside bytes take damaged files or refuse them in their own words; the harness tells any other."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from open287g.core.errors import InputError
from tools.fuzz import fuzz, tried
from tools.fuzz_apis import ask_atlas
from tools.fuzz_readers import READERS, Reader

# Logs and releases cost a database each; `make fuzz` gives them their time.
FEW = {"workbook": 60, "text": 60, "page": 150, "assumptions": 80, "acts": 0, "officers": 3, "release": 4,
       "pdf": 20, "atlas": 60, "office": 10}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(READERS))
def test_damaged_files_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    found = fuzz(READERS[kind], 60, random.Random(287), tmp_path, most=FEW[kind])
    assert found.broken == {}
    assert found.told.total() <= FEW[kind]


def test_the_harness_tells_a_reader_that_breaks_from_one_that_refuses(tmp_path: Path) -> None:
    def read(content: bytes, _folder: Path) -> object:
        if b"bad" in content:
            raise InputError("refused")
        return content.decode("ascii")

    reader = Reader(lambda: [b"sound"], read)
    assert tried(reader, b"sound", tmp_path) == ("read", "")
    assert tried(reader, b"bad", tmp_path) == ("refused", "")
    assert tried(reader, b"\xff", tmp_path)[0].startswith("UnicodeDecodeError at ")
    found = fuzz(reader, 60, random.Random(287), tmp_path, most=200)
    assert {what.partition(" ")[0] for what in found.broken} == {"UnicodeDecodeError"}


def test_waiting_is_not_counted(tmp_path: Path) -> None:
    def read(_content: bytes, _folder: Path) -> object:
        return time.sleep(0.02)

    assert fuzz(Reader(lambda: [b"sound"], read), 0.15, random.Random(287), tmp_path, most=15).told.total() == 15


def test_an_address_with_bytes_beyond_ascii_is_read_as_what_they_mean(tmp_path: Path) -> None:
    assert ask_atlas(b"GET /nowhere?q=\xf7\xff HTTP/1.1\n\n", tmp_path) == 404
    assert ask_atlas("GET /search?q=Doña HTTP/1.1\n\n".encode(), tmp_path) == 200
