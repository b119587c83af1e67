"""What is kept is made once, and made anew where the file is lost, cut or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from open287g.core.kept import kept, sources


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPEN287G_HOME", str(tmp_path))
    return tmp_path


def test_it_is_made_once_for_the_same_parts(home: Path) -> None:
    made: list[str] = []

    def make(name: str) -> dict[str, Any]:
        made.append(name)
        return {"name": name}

    for name in ("a", "a", "b"):
        assert kept("thing", [name, "1"], lambda name=name: make(name)) == {"name": name}
    assert made == ["a", "b"]


@pytest.mark.parametrize("content", [b"", b"{}", b'abc\n{"name": 2}', b"\xff\xfe\x00", None])
def test_a_damaged_file_is_made_anew(home: Path, content: bytes | None) -> None:
    kept("thing", ["a"], lambda: {"name": 1})
    (path,) = (home / "kept").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-3] if content is None else content)
    assert kept("thing", ["a"], lambda: {"name": 1}) == {"name": 1}
    assert path.read_bytes() == whole


def test_a_home_that_cannot_be_written_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("OPEN287G_HOME", str(tmp_path / "file"))
    assert kept("thing", ["a"], lambda: {"name": 1}) == {"name": 1}


def test_another_source_is_another_hash() -> None:
    assert sources("open287g.vocabulary") == sources("open287g.vocabulary") != sources("open287g.rulebook")
