"""What the operating system or the terminal refuses is said in words, whatever the command."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.record.build import build
from open287g.record.tables.database import record_path

RUN = [sys.executable, "-c", "from open287g.cli.main import main; main()"]


def test_a_folder_that_cannot_be_made_is_named_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    asked = ["sample-log", "--acts", "10", "--out", str(file / "out")]
    run = subprocess.run([*RUN, *asked], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert str(file) in run.stderr
    assert "Traceback" not in run.stderr
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    "asked",
    [
        "documents templates --make moa --to {out}",
        "documents pack moa --to {out}",
        "audit none.csv --officers none.csv --out {out}",
        "disparity none.csv --agency x --out {out}",
        "publish {out}",
        "release {out}",
        "export {out}",
        "panel {out}/panel.csv",
        "ended --out {out}/ended.csv",
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(asked: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    out = tmp_path / "file" / "out"
    done = CliRunner().invoke(
        app, asked.replace("{out}", str(out)).split(), env={"OPEN287G_HOME": str(tmp_path / "no")}
    )
    assert isinstance(done.exception, NotADirectoryError), done.output
    assert str(done.exception.filename).startswith(str(out))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_build_that_fails_speaks_of_an_old_record_where_there_is_one_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="there is no record yet"):
        build(tmp_path / "file")
    record_path(tmp_path).parent.mkdir()
    record_path(tmp_path).write_text("old")
    (record_path(tmp_path).parent / "lock").mkdir()
    with pytest.raises(InputError, match="the old record is as it was"):
        build(tmp_path)
    assert record_path(tmp_path).read_text() == "old"


def test_a_disk_that_is_full_is_told_of_the_folder_that_was_named(tmp_path: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    asked = ["sample-log", "--acts", "3000", "--out", str(tmp_path / "log")]
    run = subprocess.run([*RUN, *asked], capture_output=True, text=True, check=False, preexec_fn=small)
    assert run.returncode == 1
    assert f"{tmp_path}/log/" in run.stderr
    assert ".part" not in run.stderr and "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_words_that_make_no_command_are_answered_with_an_example() -> None:
    run = subprocess.run([sys.executable, "-m", "open287g", "audit", "x.csv"], capture_output=True, text=True)
    assert run.returncode == 2
    assert "open287g audit [OPTIONS]" in run.stderr and "python -m" not in run.stderr
    assert "For example: open287g audit acts.csv --officers" in run.stderr


def test_a_reader_that_closes_early_ends_a_command_in_peace() -> None:
    writing = subprocess.Popen([*RUN, "places", "unmatched", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writing.stdout is not None and writing.stderr is not None
    writing.stdout.close()
    assert b"Traceback" not in writing.stderr.read()
    writing.wait(timeout=300)


@pytest.mark.parametrize(
    ("asked", "sign"), [("rules list --model WSO --language es", b"liberacion"), ("chart models --lang es", b"###")]
)
def test_a_terminal_without_the_letters_shows_a_sign_for_them(home: Path, asked: str, sign: bytes) -> None:
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "OPEN287G_HOME": str(home)}
    run = subprocess.run([*RUN, *asked.split()], capture_output=True, env=os.environ | plain, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.isascii() and sign in run.stdout and run.stderr.isascii()
