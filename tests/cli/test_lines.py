"""One writer of lines: a terminal of plain letters gets plain letters, and JSON stays whole there."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from open287g import cli

CLI = Path(cli.__file__).parent


def _bare(path: Path) -> Iterator[int]:
    """Lines on which a file writes past the one writer."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("print", "typer.echo", "typer.secho", "click.echo", "sys.stderr.write"):
                yield node.lineno


def test_no_command_writes_lines_of_its_own() -> None:
    bare = {path.name: found for path in CLI.glob("*.py") if path.name != "lines.py" and (found := list(_bare(path)))}
    assert not bare, "say them with open287g.cli.lines"


def ask(home: Path, *words: str, encoding: str = "ascii") -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "OPEN287G_HOME": str(home), "PYTHONIOENCODING": encoding}
    return subprocess.run([sys.executable, "-m", "open287g", *words], env=env, capture_output=True, check=False)


@pytest.mark.parametrize(
    "words", [["headline", "--lang", "es"], ["chart"], ["fiscal-note", "collier fl", "--model", "TFM"]]
)
def test_a_terminal_of_plain_letters_gets_them(home: Path, words: list[str]) -> None:
    done = ask(home, *words)
    assert done.returncode == 0
    said = (done.stdout + done.stderr).decode("ascii")
    assert "?" not in said


def test_json_keeps_every_letter_where_the_stream_cannot_write_it(home: Path) -> None:
    plain, whole = (
        ask(home, "law", "NM", "--lang", "es", "-f", "json"),
        ask(home, "law", "NM", "--lang", "es", "-f", "json", encoding="utf-8"),
    )
    assert json.loads(plain.stdout.decode("ascii")) == json.loads(whole.stdout.decode())
    assert "inmigración" in whole.stdout.decode()
