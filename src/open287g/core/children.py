"""A child process ends soon after the process that made it, however that one ended."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time

_LOOK_EVERY = 1.0


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
