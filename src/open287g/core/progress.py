"""Progress on standard error, silent where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Step:
    """One named piece of work of known or unknown length."""

    def __init__(self, progress: Progress, label: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def advance(self, by: int = 1) -> None:
        """Say that `by` more units are done."""
        self._progress.advance(self._task, by)


def line(text: str) -> None:
    """Say on standard error what takes long where no bar can tell it, because it is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(text, highlight=False)


@contextmanager
def step(label: str, total: int | None = None) -> Iterator[Step]:
    """Show `label` with a bar on standard error while the block runs; nothing when it is not a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Step(progress, label, total)
