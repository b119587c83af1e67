"""Files nobody vouches for, read in child processes of bounded memory, time and answer, which alone they can harm."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from open287g.core.children import about_to_fork, end_with_parent, spare_inherited
from open287g.core.errors import Open287gError
from open287g.core.files import reason

Item = TypeVar("Item")
Answer = TypeVar("Answer")

MEMORY_IS_BOUNDED = sys.platform == "linux"
"""macOS does not hold a process to its bound of memory."""
_LOOK_AGAIN = 1.0
_TO_END = 10.0
"""Seconds that a killed process has to be gone."""


@dataclass(frozen=True)
class Bounds:
    """What reading one item may cost: seconds, bytes of address space beside what the process
    began with, bytes of the answer."""

    seconds: float
    memory: int
    answer: int = 2**30


@dataclass(frozen=True)
class Failure:
    """Why there is no answer, in words; `where` and `remedy` are those of the reader, where it refused the item itself.

    died: the process ended; late, memory, large: beyond a bound; refused: the reader raised an error.
    """

    ending: Literal["died", "late", "memory", "large", "refused"]
    what: str
    where: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Outcome(Generic[Item, Answer]):
    """What came of the item at place `number` of those given: an answer, or a failure."""

    number: int
    item: Item
    answer: Answer | None
    failure: Failure | None


def read_each(
    read: Callable[[Item], Answer],
    items: Sequence[Item],
    bounds: Bounds,
    *,
    jobs: int = 0,
    forked: bool = False,
    prepare: Callable[[], None] | None = None,
) -> Iterator[Outcome[Item, Answer]]:
    """What `read` answers for each item, in the order in which they are done, by `jobs` children (0: one a processor).

    A child that dies or hangs costs the item it had; another takes its place. `read` and `prepare`, which each child
    does first, are functions of a module. `forked` children start at once, and hold what this process holds; others
    start afresh, so a script calls this below `if __name__ == "__main__":`. macOS never forks.
    """
    waiting = deque(enumerate(items))
    count = min(jobs or os.cpu_count() or 1, len(waiting))
    children: list[_Child] = []
    hire = partial(_hired, children, (read, bounds, prepare), forked and sys.platform == "linux")
    try:
        while waiting or any(child.task for child in children):
            while waiting and len(children) < count:
                children.append(hire())
            for child in children:
                if waiting and child.task is None:
                    child.give(waiting.popleft(), bounds.seconds)
            for child in _ready(children):
                number, item = child.task
                answer, failure = child.answer(bounds)
                if child.pipe.closed:
                    children.remove(child)
                yield Outcome(number, item, answer, failure)
    finally:
        for child in children:
            child.stop()


class _Child:
    """A child process, and the numbered item that it reads."""

    def __init__(self, process: Any, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.task: Any = None
        self.deadline = 0.0

    def give(self, task: Any, seconds: float) -> None:
        self.task, self.deadline = task, time.monotonic() + seconds
        with suppress(ConnectionError):  # It has died then, which its pipe says to whoever reads it next.
            self.pipe.send(task[1])

    def answer(self, bounds: Bounds) -> tuple[Any, Failure | None]:
        """What came back, or why nothing did; of a child that is of no more use the pipe is closed."""
        self.task = None
        if not self.pipe.poll():
            self.stop()
            return None, Failure("late", f"reading it took more than {bounds.seconds:.0f} seconds")
        try:
            told = pickle.loads(self.pipe.recv_bytes(bounds.answer))
        except (EOFError, ConnectionError):
            self.stop()
            return None, Failure("died", f"reading it ended the reader (exit {self.process.exitcode})")
        except OSError:
            self.stop()
            return None, Failure("large", f"what it holds is more than {bounds.answer // 2**20} MiB")
        return (None, told) if isinstance(told, Failure) else (told, None)

    def stop(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join(timeout=_TO_END)


def _ready(children: list[_Child]) -> list[_Child]:
    """The children that have answered, have died, or are overdue."""
    busy = [child for child in children if child.task is not None]
    patience = min(child.deadline for child in busy) - time.monotonic()
    told = wait([child.pipe for child in busy], timeout=min(_LOOK_AGAIN, max(0.0, patience)))
    now = time.monotonic()
    return [child for child in busy if child.pipe in told or child.deadline <= now]


def _hired(children: list[_Child], work: tuple[Any, ...], forked: bool) -> _Child:
    context: Any = multiprocessing.get_context("fork" if forked else "spawn")
    here, there = context.Pipe()
    # A forked child holds our ends of all pipes. It closes them, so that it ends when we do.
    inherited = [here, *(child.pipe for child in children)] if forked else []
    process = context.Process(target=_serve, args=(there, inherited, *work), daemon=True)
    with about_to_fork():
        process.start()
    there.close()
    return _Child(process, here)


def _serve(
    pipe: Connection,
    inherited: list[Connection],
    read: Callable[[Any], Any],
    bounds: Bounds,
    prepare: Callable[[], None] | None,
) -> None:
    """The life of a child: an item comes, an answer or a failure goes back."""
    spare_inherited()
    for other in inherited:
        other.close()
    end_with_parent()
    _bound_memory(bounds.memory)
    # A reader that runs out of memory dies with pages of its own machine code's calls; its end is told anyway.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if prepare is not None:
        prepare()
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(read(item))
        except Open287gError as error:
            pipe.send(Failure("refused", error.what, error.where, error.remedy))
        except MemoryError:
            pipe.send(Failure("memory", "reading it takes more memory than is allowed"))
        except (OSError, ValueError, ArithmeticError, LookupError, TypeError, RuntimeError, AssertionError) as error:
            pipe.send(Failure("refused", f"it cannot be read: {type(error).__name__}: {reason(error)}"))


def _bound_memory(limit: int) -> None:
    """Let this process grow by `limit` bytes: a forked one begins with all that its parent has mapped."""
    if MEMORY_IS_BOUNDED:
        mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = mapped + limit
        resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
