"""What the deployment files start exists, and what they claim of the program holds."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer.main

from open287g.cli.main import app

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def _unit(path: Path) -> ConfigParser:
    unit = ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names keep their case
    unit.read_string(path.read_text())
    return unit


def _parses(words: list[str]) -> dict[str, object]:
    """The options of a command line as the program takes them; click refuses what it does not know."""
    root = typer.main.get_command(app)
    context = root.make_context("open287g", words)
    name, command, rest = root.resolve_command(context, words)  # type: ignore[attr-defined]
    while hasattr(command, "resolve_command"):
        context = command.make_context(name, rest, parent=context)
        name, command, rest = command.resolve_command(context, rest)
    return dict(command.make_context(name, rest, parent=context).params)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_start_commands_that_exist(path: Path) -> None:
    started = _unit(path)["Service"]["ExecStart"].split()
    assert started[0].endswith("/.venv/bin/open287g")
    assert _parses(started[1:])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_write_to_the_home_at_most(path: Path) -> None:
    service = _unit(path)["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["PrivateTmp"] == service["NoNewPrivileges"] == "true"
    home = service["Environment"].removeprefix("OPEN287G_HOME=")
    assert service.get("ReadWritePaths", home) == home


def test_the_web_server_asks_where_the_unit_listens() -> None:
    started = _parses(_unit(DEPLOY / "open287g.service")["Service"]["ExecStart"].split()[1:])
    asked = re.search(r"proxy_pass http://(.+):(\d+);", (DEPLOY / "nginx.conf").read_text())
    assert asked is not None
    assert (started["host"], str(started["port"])) == asked.groups()


def test_the_container_installs_what_is_pinned_and_runs_commands_that_exist() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    assert "--require-hashes -r constraints/run.txt" in text
    for paths in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((DEPLOY.parent / path).exists() for path in paths.split())
    for words in re.findall(r"open287g ((?:build|serve)[^\"&]*)", text):
        assert _parses(words.split()) is not None


def test_what_runs_is_pinned_without_what_builds() -> None:
    run, build = (
        set(re.findall(r"^([a-z0-9-]+)==", (DEPLOY.parent / f"constraints/{name}.txt").read_text(), re.MULTILINE))
        for name in ("run", "build")
    )
    assert run & build <= {"packaging"}
    assert {"hatchling", "editables"} <= build


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for path in (*UNITS, *DEPLOY.glob("*.timer")):
        text = path.read_text().replace("/opt/open287g/.venv/bin/open287g", "/bin/true").replace("User=open287g\n", "")
        (tmp_path / path.name).write_text(text)
    units = sorted(str(path) for path in tmp_path.iterdir())
    told = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert [line for line in told.stderr.splitlines() if str(tmp_path) in line or "open287g" in line] == []
