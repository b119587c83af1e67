"""What a command leaves unloaded: Arrow asks pandas of every list whether it is one of its series.

Loading pandas takes longer than most answers, and no command named here has a series. It is left out of the process of
a command alone: whoever uses open287g from Python has Arrow and pandas as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from typing import Any

_OF_THE_RECORD = ("agency", "candidates", "changes", "ended", "evidence", "flickers", "headline", "pending", "signals")
WITHOUT_PANDAS = frozenset((*_OF_THE_RECORD, "access", "facilities", "rules", "snapshots", "who"))


class _NoPandas(MetaPathFinder):
    """Says of pandas that it is not installed."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def leave_out(words: Sequence[str]) -> None:
    """Before the command of `words` runs as the process that it is: keep Arrow from loading what it has no use for."""
    if words and words[0] in WITHOUT_PANDAS and "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas())
