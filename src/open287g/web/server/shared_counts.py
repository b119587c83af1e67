"""Where workers add up their counts: a scratch folder, named before prometheus-client is first imported."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client learns, when it is first imported, where workers keep their counts."""


@contextmanager
def shared_counts() -> Iterator[None]:
    """A scratch folder in which the workers started within the block add up their counts; it goes with the block."""
    folder = tempfile.mkdtemp(prefix="open287g-metrics-")
    os.environ[SHARED] = folder
    try:
        yield
    finally:
        del os.environ[SHARED]
        shutil.rmtree(folder, ignore_errors=True)
