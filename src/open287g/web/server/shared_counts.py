"""Where workers add up their counts: a scratch folder, named before prometheus-client is first imported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from open287g.core.folders import ScratchFolder

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client learns, when it is first imported, where workers keep their counts."""


@contextmanager
def shared_counts() -> Iterator[None]:
    """A scratch folder in which the workers started within the block add up their counts; it goes with the block."""
    folder = ScratchFolder("open287g-metrics-")
    os.environ[SHARED] = str(folder.path)
    try:
        yield
    finally:
        del os.environ[SHARED]
        folder.close()
