"""Every option of every command: a right value is taken, two wrong ones are refused with 2, before anything is done."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from open287g.cli.main import app, main
from open287g.core.errors import Open287gError

TOLD = yaml.load(Path(__file__).with_name("options.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
TEXTS = frozenset(TOLD["texts"].split())
"""Names and files, which the command looks up: tests of each command's room hold what becomes of wrong ones."""


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


OPTIONS = [
    (path, command, option)
    for path, command in _commands(get_command(app))
    for option in command.params
    if option.param_type_name == "option" and not option.is_flag and option.name != "help"
]


FILES = [
    (path, option.opts[0])
    for path, command in _commands(get_command(app))
    for option in command.params
    if "Path" in str(option.type_descriptor.annotation) and not set(option.opts) & set(TOLD["written"].split())
]


def takes(command: Any, option: Any, value: str) -> bool:
    """Whether an option takes a value; a refusal ends with 2 and says something."""
    try:
        option.process_value(typer.Context(command), [value] if option.multiple else value)
    except (typer.TyperException, Open287gError) as refused:
        assert refused.exit_code == 2
        assert str(refused)
        return False
    return True


def test_every_option_is_told_of() -> None:
    assert len(OPTIONS) > 800
    names = {name for _, _, option in OPTIONS for name in option.opts[:1]}
    assert names <= {*TOLD["checked"], *TEXTS}, "tell in options.yaml what a new option takes"


@pytest.mark.parametrize("name", TOLD["checked"])
def test_a_right_value_is_taken_and_two_wrong_ones_are_refused(name: str) -> None:
    right, *wrong = TOLD["checked"][name]
    found = [(path, command, option) for path, command, option in OPTIONS if name in option.opts]
    # The same name may hold a text elsewhere; what refuses nothing at all is one.
    closed = [one for one in found if name not in TEXTS or not takes(*one[1:], wrong[0])]
    assert closed
    for path, command, option in closed:
        assert takes(command, option, right), path
        assert not any(takes(command, option, value) for value in wrong), path


@pytest.mark.parametrize("line", TOLD["judged"])
def test_what_the_command_judges_is_refused_before_anything_is_done(line: str, home: Path, tmp_path: Path) -> None:
    words = shlex.split(line.replace("{tmp}", str(tmp_path)))
    done = CliRunner().invoke(app, words, env={"OPEN287G_HOME": str(home)})
    assert isinstance(done.exception, Open287gError), done.output
    assert done.exception.exit_code == 2
    assert done.exception.remedy or "not one of" in done.exception.what
    assert list(tmp_path.iterdir()) == []


def test_every_file_that_a_command_reads_is_told_of() -> None:
    tried = {(path, name) for line in TOLD["files"] for path, name in FILES if _names(line, path, name)}
    elsewhere = {(line.rpartition(" ")[0], line.rpartition(" ")[2]) for line in TOLD["files_elsewhere"]}
    assert tried | elsewhere == set(FILES), "tell in options.yaml what becomes of a file that is not there"
    assert not tried & elsewhere


def _names(line: str, path: str, name: str) -> bool:
    return line.startswith(f"{path} ") and (name in line.split() if name.startswith("-") else f"{path} {{no}}" in line)


@pytest.mark.parametrize("line", TOLD["files"])
def test_a_file_that_is_not_there_is_refused_with_1_by_its_name(
    line: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("OPEN287G_HOME", str(home))
    monkeypatch.setattr("sys.argv", ["open287g", *shlex.split(line.format(no=nowhere, tmp=tmp_path))])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert f"{nowhere}" in said
    assert "there is no such file" in said
    assert list(tmp_path.iterdir()) == []
