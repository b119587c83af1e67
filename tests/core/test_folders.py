"""Folders appear whole or not at all, and leave nothing beside."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from open287g.core.errors import InputError
from open287g.core.folders import replacing_folder, write_sums


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out"
    with pytest.raises(RuntimeError, match="stopped"), replacing_folder(target) as scratch:
        (scratch / "a").write_text("part")
        raise RuntimeError("stopped")
    assert list(target.parent.iterdir()) == []
    with replacing_folder(target) as scratch:
        (scratch / "a").write_text("whole")
        assert not target.exists()
    assert (target / "a").read_text() == "whole"


def test_a_folder_is_replaced_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine").write_text("mine")
    with pytest.raises(InputError, match="already exists"), replacing_folder(target):
        raise AssertionError("nothing may be written")
    with replacing_folder(target, replace=True) as scratch:
        (scratch / "new").write_text("new")
    assert [path.name for path in target.iterdir()] == ["new"]
    assert list(tmp_path.iterdir()) == [target]


def test_what_stood_there_stays_if_the_new_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine").write_text("mine")
    rename = Path.rename

    def refuse(path: Path, to: Path) -> Path:
        if path.suffix == ".part":
            raise PermissionError("refused")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError), replacing_folder(target, replace=True) as scratch:
        (scratch / "new").write_text("new")
    assert [path.name for path in target.iterdir()] == ["mine"]
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_run_left_is_cleared_and_a_run_under_way_is_not(tmp_path: Path) -> None:
    target = tmp_path / "out"
    left = tmp_path / ".out.01234567.part"
    left.mkdir()
    (left / "page").write_text("half")
    with replacing_folder(target, replace=True) as first:
        assert not left.exists()
        with replacing_folder(target) as second:
            (second / "page").write_text("second")
            assert first.is_dir()
        (first / "page").write_text("first")
    assert (target / "page").read_text() == "first"
    assert list(tmp_path.iterdir()) == [target]


def test_what_another_run_wrote_meanwhile_is_not_replaced_unasked(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(InputError, match="already exists"), replacing_folder(target) as first:
        with replacing_folder(target) as second:
            (second / "page").write_text("second")
        (first / "page").write_text("first")
    assert (target / "page").read_text() == "second"
    assert list(tmp_path.iterdir()) == [target]


def test_every_file_has_its_sum(tmp_path: Path) -> None:
    for name in ("b.csv", "deep/a.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    for _ in range(2):
        write_sums(tmp_path)
        told = dict(reversed(line.split("  ")) for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
        assert told == {name: hashlib.sha256(name.encode()).hexdigest() for name in ("b.csv", "deep/a.csv")}
