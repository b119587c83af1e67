"""The pages, and a record to try their examples on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.docs import example_pages

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
WITH_EXAMPLES = example_pages()


def name(page: Path) -> str:
    """The page's path in the repository, for the name of a test."""
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="session")
def shipped_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the record of the shipped lists, to which examples may write."""
    return shutil.copytree(home, tmp_path_factory.mktemp("shipped") / "home")
