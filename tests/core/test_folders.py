"""Folders appear whole or not at all, and leave nothing beside."""

from __future__ import annotations

import hashlib
import select
import subprocess
import sys
from pathlib import Path

import pytest

from open287g.core import lock
from open287g.core.errors import InputError, Open287gError
from open287g.core.folders import replacing_folder, rewriting_folder, scratch_folder, write_sums


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


def test_what_a_killed_run_left_is_cleared_and_a_run_under_way_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    target, left = tmp_path / "out", tmp_path / ".out.part"
    (left / "deep").mkdir(parents=True)
    (left / "deep" / "page").write_text("half")
    with replacing_folder(target, replace=True) as first:
        assert list(first.iterdir()) == []
        (first / "page").write_text("first")
        for replace in (True, False):
            with pytest.raises(Open287gError) as told, replacing_folder(target, replace=replace):
                raise AssertionError("two write at once")
            assert str(told.value) == f"{target}: another run is writing it\nWait for it to end, then try again."
    assert (target / "page").read_text() == "first"
    assert list(tmp_path.iterdir()) == [target]


_WRITES = """
import sys
from pathlib import Path
from open287g.core.folders import replacing_folder
with replacing_folder(Path(sys.argv[1]), replace=True) as scratch:
    (scratch / "page").write_text(sys.argv[2])
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("ends", ["well", "killed"])
def test_a_second_run_waits_for_the_first_however_it_ends(tmp_path: Path, ends: str) -> None:
    target, pipe = tmp_path / "out", subprocess.PIPE
    first, second = (
        subprocess.Popen([sys.executable, "-c", _WRITES, str(target), word], stdin=pipe, stdout=pipe)
        for word in ("first", "second")
    )
    with first, second:
        streams = {one.stdout: one for one in (first, second)}
        (ready,), _, _ = select.select(list(streams), [], [])
        earlier = streams[ready]
        later = second if earlier is first else first
        assert ready is not None and ready.readline() == b"writing\n"
        assert select.select([later.stdout], [], [], 0.3)[0] == []
        if ends == "killed":
            earlier.kill()
        else:
            earlier.communicate(b"\n")
        assert later.stdout is not None and later.stdout.readline() == b"writing\n"
        assert (target / "page").exists() is (ends == "well")
        later.communicate(b"\n")
    assert (target / "page").read_text() == ("second" if later is second else "first")
    assert list(tmp_path.iterdir()) == [target]


def test_what_somebody_else_wrote_meanwhile_is_not_replaced_unasked(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(InputError, match="already exists"), replacing_folder(target) as first:
        target.mkdir()
        (target / "page").write_text("another's")
        (first / "page").write_text("first")
    assert (target / "page").read_text() == "another's"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_written_again_keeps_the_rest_of_its_kind_and_refuses_what_is_of_another(
    tmp_path: Path,
) -> None:
    target = tmp_path / "data"
    target.mkdir()
    (target / "kept.csv").write_text("kept")
    with rewriting_folder(target, {"kept.csv", "new.csv"}) as scratch:
        (scratch / "new.csv").write_text("new")
    assert {path.name: path.read_text() for path in target.iterdir()} == {"kept.csv": "kept", "new.csv": "new"}
    (target / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match=r"letter\.txt"), rewriting_folder(target, {"kept.csv", "new.csv"}):
        raise AssertionError("nothing may be written")
    assert len(list(target.iterdir())) == 3


def test_every_file_has_its_sum(tmp_path: Path) -> None:
    for name in ("b.csv", "deep/a.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    for _ in range(2):
        write_sums(tmp_path)
        told = dict(reversed(line.split("  ")) for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
        assert told == {name: hashlib.sha256(name.encode()).hexdigest() for name in ("b.csv", "deep/a.csv")}


def test_a_refusal_of_a_scratch_folder_is_told_of_the_result_for_which_it_is(tmp_path: Path) -> None:
    with pytest.raises(OSError) as refused, scratch_folder(".working-", tmp_path / "none", told=tmp_path / "bad.csv"):
        raise AssertionError("there is no such folder")
    assert refused.value.filename == str(tmp_path / "bad.csv")
    with pytest.raises(OSError) as refused, scratch_folder(".working-", tmp_path / "none"):
        raise AssertionError("there is no such folder")
    assert refused.value.filename == str(tmp_path / "none")
