"""The counter of arrows sees each import of one module by another of its room, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.arrows import arrows, between


@pytest.fixture
def source(tmp_path: Path) -> Path:
    room = tmp_path / "open287g" / "room"
    for name, text in {
        "__init__.py": "",
        "build.py": "from open287g.room.low.one import a, b\n"
        "from open287g.core import days\nimport open287g.room.low.two",
        "low/__init__.py": "",
        "low/one.py": "from open287g.room.low import two\nfrom open287g.room.low.two import x",
        "low/two.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..build import build",
    }.items():
        (room / name).parent.mkdir(parents=True, exist_ok=True)
        (room / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_pair_counts_once_and_imports_for_types_count(source: Path) -> None:
    room = "open287g.room"
    assert arrows("room", source) == [
        (f"{room}.build", f"{room}.low.one"),
        (f"{room}.build", f"{room}.low.two"),
        (f"{room}.low.one", f"{room}.low.two"),
        (f"{room}.low.two", f"{room}.build"),
    ]


def test_arrows_between_sub_rooms_are_told_apart(source: Path) -> None:
    assert between("room", arrows("room", source)) == {("build", "low"): 2, ("low", "build"): 1}


def test_a_room_that_is_not_there_is_refused(source: Path) -> None:
    with pytest.raises(SystemExit, match="no room"):
        arrows("cellar", source)
