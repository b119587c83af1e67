"""Progress on standard error: a bar where a terminal is, now and then a line where none is."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUIET, BETWEEN = 10.0, 30.0
"""Seconds without a terminal before the first line, and between lines: short work says nothing into a log."""


class Step:
    """One named piece of work of known or unknown length; `show` is told of each advance."""

    def __init__(self, label: str, total: int | None, show: Callable[[int], None] | None = None) -> None:
        self._label, self._total, self._show = label, total, show
        self._done = 0

    def advance(self, by: int = 1) -> None:
        """Say that `by` more units are done."""
        self._done += by
        if self._show is not None:
            self._show(by)

    def told(self) -> str:
        """How far it is, in words."""
        return f"{self._label}: {f'{self._done:,} of {self._total:,}' if self._total else 'working'}"


def line(text: str) -> None:
    """Say on standard error what takes long where no bar can tell it, because it is no terminal."""
    if not sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


@contextmanager
def step(label: str, total: int | None = None) -> Iterator[Step]:
    """Show `label` with a bar on standard error while the block runs; a line now and then when it is not a terminal."""
    if sys.stderr.isatty():
        with _bar(label, total) as one:
            yield one
        return
    one, over = Step(label, total), threading.Event()
    teller = threading.Thread(target=_tell, args=(one, over), daemon=True)
    teller.start()
    try:
        yield one
    finally:
        over.set()
        teller.join()


@contextmanager
def _bar(label: str, total: int | None) -> Iterator[Step]:
    # Loaded for who sees a bar alone.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    text = TextColumn("{task.description}", markup=False)
    columns = text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield Step(label, total, lambda by: progress.advance(task, by))


def _tell(one: Step, over: threading.Event) -> None:
    """A line on standard error after QUIET seconds and every BETWEEN from then on, until `over`."""
    begun, wait = time.monotonic(), QUIET
    while not over.wait(wait):
        print(f"{one.told()}, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        wait = BETWEEN
