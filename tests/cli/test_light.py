"""A command loads what it needs: what it leaves out shows in the modules of its process, on any machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from open287g.cli.main import app, for_words

HEAVY = frozenset(
    [
        "alembic",
        "altair",
        "argon2",
        "babel",
        "cryptography",
        "duckdb",
        "fastapi",
        "httpx2",
        "ibis",
        "jinja2",
        "lxml",
        "numpy",
        "pandas",
        "PIL",
        "psycopg",
        "pyarrow",
        "pypdfium2",
        "pyspark",
        "python_calamine",
        "rapidfuzz",
        "rapidocr",
        "scipy",
        "sqlalchemy",
        "starlette",
        "typst",
        "uvicorn",
        "vl_convert",
        "yaml",
    ]
)
_RUN = """
import sys
sys.argv = ["open287g", *sys.argv[1:]]
from open287g.cli.main import main
try:
    main()
finally:
    print("LOADED", *sys.modules, file=sys.stderr)
"""


def loaded(home: Path, *words: str, ends: int = 0) -> set[str]:
    """The heavy modules that a command loads, in a process of its own; `ends` is its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *words],
        env={**os.environ, "OPEN287G_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == ends, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("LOADED")]
    return {name.partition(".")[0] for name in line.split()} & HEAVY


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["asof", "--help"], ["archive", "--help"]])
def test_help_loads_no_heavy_library(tmp_path: Path, words: list[str]) -> None:
    assert loaded(tmp_path, *words) == set()


@pytest.mark.parametrize("words", [["agency", "lee", "fl"], ["ended", "--state", "FL"], ["headline"], ["who", "texas"]])
def test_a_question_to_the_record_loads_the_database_and_the_finder_of_names(home: Path, words: list[str]) -> None:
    assert loaded(home, *words) <= {"duckdb", "rapidfuzz"}


def test_the_command_line_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "open287g", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("open287g ")


def test_only_the_named_command_is_made() -> None:
    assert [command.callback.__name__ for command in for_words(["agency", "x"]).registered_commands] == ["agency"]
    assert [group.name for group in for_words(["archive", "add"]).registered_groups] == ["archive"]


@pytest.mark.parametrize("words", [[], ["--help"], ["agensy"], ["--home", "agency"]])
def test_words_that_name_no_command_get_all_of_them(words: list[str]) -> None:
    assert for_words(words) is app


def test_every_command_runs_the_same_alone_as_among_all() -> None:
    whole = typer.main.get_command(app)
    for name, command in whole.commands.items():  # type: ignore[attr-defined]
        alone = typer.main.get_command(for_words([name]))
        assert list(alone.commands) == [name]  # type: ignore[attr-defined]
        params = [param.name for param in alone.commands[name].params]  # type: ignore[attr-defined]
        assert params == [param.name for param in command.params]


def test_a_decision_loads_the_compiled_rulebook_and_no_engine(home: Path) -> None:
    told = ["-F", "act.act=interrogate", "-F", "act.at=2026-06-01T10:00", "-F", "act.time_zone=America/New_York"]
    assert loaded(home, "decide", *told, "-F", "agreement.model=WSO", ends=3) <= {"yaml"}
