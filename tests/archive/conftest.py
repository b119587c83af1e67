"""What the tests of the archive share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def ice_sheets() -> Path:
    """The folder of real workbooks, which is not part of the repository."""
    named = os.environ.get("OPEN287G_SHARED")
    folder = (Path(named) if named else Path(__file__).parents[3] / "shared") / "data" / "ice-sheets"
    if not folder.is_dir():
        pytest.skip("the raw inputs are not here; name their folder with OPEN287G_SHARED")
    return folder
