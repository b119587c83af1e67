"""What each user of the project would type first (tests/journeys), each in a process of its own: processor time."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path
from typing import Any

import yaml

from bench.cold import spent
from bench.measure import Measure
from open287g.record.build import build

ROOM = "cli"
_TASKS = Path(__file__).parents[1] / "tests/journeys/tasks.yaml"


def run() -> list[Measure]:
    """The seconds of each task, from nothing to its answer, and their sum."""
    tasks: list[dict[str, Any]] = yaml.safe_load(_TASKS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as folder:
        build(Path(folder))
        measures = [_measured(task, Path(folder)) for task in tasks]
    whole = sum(one.value for one in measures)
    return [*measures, Measure(ROOM, f"the {len(measures)} first commands of six users together, cold", whole, "s")]


def _measured(task: dict[str, Any], home: Path) -> Measure:
    typed: str = task["types"]
    with tempfile.TemporaryDirectory(prefix="open287g-bench-") as folder:
        seconds = spent(shlex.split(typed.replace("{tmp}", folder)), home)
    return Measure(ROOM, f"open287g {typed.replace('{tmp}/', '')}", seconds, "s", note=task["user"])
