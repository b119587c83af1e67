"""Atomic writes, folders that appear whole, and locks."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from open287g.core.errors import DamageError, InputError
from open287g.core.files import reason, replacing, write_atomic
from open287g.core.folders import files_in, replacing_folder


def test_a_write_that_fails_leaves_the_old_file_and_no_scratch(tmp_path: Path) -> None:
    target = tmp_path / "record"
    write_atomic(target, b"old")
    with pytest.raises(RuntimeError, match="stopped"), replacing(target) as scratch:
        scratch.write_bytes(b"half")
        raise RuntimeError("stopped")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_replaces_at_once(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "record"
    with replacing(target) as scratch:
        scratch.write_bytes(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    with target.open("rb") as reader:
        write_atomic(target, b"newer")
        assert reader.read() == b"new", "who reads the old file keeps it"
    assert target.read_bytes() == b"newer"


def test_what_the_system_refuses_is_told_of_the_name_that_was_given(tmp_path: Path) -> None:
    for name in ("mine.csv", "folder"):
        target = tmp_path / name
        with pytest.raises(OSError) as refused, replacing(target) as scratch:
            (scratch / "inner").open("w")
        assert refused.value.filename == str(target / "inner")
        with pytest.raises(OSError) as refused, replacing_folder(target) as scratch:
            (scratch / "gone" / "inner").open("w")
        assert refused.value.filename == str(target / "gone" / "inner")
    assert list(tmp_path.iterdir()) == []


def test_errors_say_where_and_what_to_do() -> None:
    told = str(DamageError("the bytes changed", "objects/ab", "Add it again."))
    assert told == "objects/ab: the bytes changed\nAdd it again."
    assert str(InputError("no day")) == "no day"


def test_a_full_disk_which_names_no_file_is_told_of_what_was_to_be_written(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with pytest.raises(OSError) as refused, replacing(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert refused.value.filename == str(target)
    with pytest.raises(OSError) as other, replacing(target):
        raise OSError(errno.ECONNRESET, "Connection reset by peer")
    assert other.value.filename is None


def test_the_reason_of_a_reader_repeats_no_value_of_a_file(tmp_path: Path) -> None:
    for mark in "\"'":
        said = ValueError(f"could not convert string to float: {mark}Roe, {mark}Jane{mark} A{mark}\nline 3: Roe")
        assert reason(said) == "could not convert string to float: a value"
    assert reason(ValueError("it isn't closed, and it can't be")) == "it isn't closed, and it can't be"
    assert reason(ValueError(f'cannot open "{tmp_path}"')) == f'cannot open "{tmp_path}"'
    assert reason(UnicodeDecodeError("utf-8", b"Roe\xff", 3, 4, "invalid start byte")) == "invalid start byte at byte 3"


def test_a_folder_that_may_not_be_looked_into_is_told_and_not_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "shut").mkdir()
    (tmp_path / "open" / "a.csv").touch()
    assert files_in(tmp_path) == [tmp_path / "open" / "a.csv"]
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(PermissionError):
        files_in(tmp_path)
