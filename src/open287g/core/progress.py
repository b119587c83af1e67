"""Progress on standard error: a bar where a terminal is, now and then a line where none is."""

from __future__ import annotations

import sys
import threading
import time
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

QUIET, BETWEEN = 10.0, 30.0
"""Seconds without a terminal before the first line, and between lines: short work says nothing into a log."""


class Step:
    """One named piece of work of known or unknown length."""

    def __init__(self, progress: Progress, label: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def advance(self, by: int = 1) -> None:
        """Say that `by` more units are done."""
        self._progress.advance(self._task, by)

    def told(self) -> str:
        """How far it is, in words."""
        task = self._progress.tasks[self._task]
        done = f"{task.completed:,.0f} of {task.total:,.0f}" if task.total else "working"
        return f"{task.description}: {done}"


def line(text: str) -> None:
    """Say on standard error what takes long where no bar can tell it, because it is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(text, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def step(label: str, total: int | None = None) -> Iterator[Step]:
    """Show `label` with a bar on standard error while the block runs; a line now and then when it is not a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        one = Step(progress, label, total)
        if console.is_terminal:
            yield one
            return
        over = threading.Event()
        teller = threading.Thread(target=_tell, args=(one, over), daemon=True)
        teller.start()
        try:
            yield one
        finally:
            over.set()
            teller.join()


def _tell(one: Step, over: threading.Event) -> None:
    """A line on standard error after QUIET seconds and every BETWEEN from then on, until `over`."""
    begun, wait = time.monotonic(), QUIET
    while not over.wait(wait):
        print(f"{one.told()}, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        wait = BETWEEN
