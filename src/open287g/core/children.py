"""Child processes: one ends soon after its parent, however that ended, and a forked one spares what it inherits."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_EVERY = 1.0


@contextmanager
def about_to_fork() -> Iterator[None]:
    """Within this no garbage is searched for, neither here nor, until it says `spare_inherited`, in a child forked."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def spare_inherited() -> None:
    """Leave alone, in a forked child, what its parent had thrown away and not yet let go of.

    The end of a DuckDB connection waits for its threads, which no child has: to collect one there ends the child.
    """
    gc.freeze()
    gc.enable()


def end_with_parent() -> None:
    """Watch, in a child process of `multiprocessing`, whether its parent still runs, and end where it does not.

    A parent that was killed tells nobody: its children would wait for work for ever, and hold the locks they inherited.
    """
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        threading.Thread(target=_watch, args=(parent.pid,), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(1)
