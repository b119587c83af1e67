"""Where open287g keeps its archive and its record."""

from __future__ import annotations

import os
from pathlib import Path


def home(chosen: Path | None = None) -> Path:
    """The folder that holds archive and record: `chosen`, else OPEN287G_HOME, else the platform's data folder."""
    if chosen is not None:
        return chosen
    named = os.environ.get("OPEN287G_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("open287g")
