"""What each user of the project would type first is answered: thirty tasks, and tries that were made without help."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import Open287gError

TASKS, TRIES = (
    yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8")) for name in ("tasks.yaml", "tries.yaml")
)


def test_there_are_five_tasks_of_each_user() -> None:
    assert set(Counter(task["user"] for task in TASKS).values()) == {5}
    assert len(TASKS) == 30


@pytest.mark.parametrize("task", [*TASKS, *TRIES], ids=lambda task: task["types"].replace("{tmp}/", ""))
def test_the_first_command_a_newcomer_types_answers(
    task: dict[str, Any], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPEN287G_TODAY", "2026-11-27")
    monkeypatch.setenv("OPEN287G_HOME", str(home))
    words = shlex.split(task["types"].replace("{tmp}", str(tmp_path)))
    done = CliRunner().invoke(app, words)
    said = done.output
    ended = done.exit_code
    if isinstance(done.exception, Open287gError):
        said, ended = f"{said}\n{done.exception}", done.exception.exit_code
    elif done.exception is not None:
        assert isinstance(done.exception, SystemExit), repr(done.exception)
    assert ended == task.get("ends", 0), said
    for words_held in task["holds"]:
        assert words_held in " ".join(said.split()), said
