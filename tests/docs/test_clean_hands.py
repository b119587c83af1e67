"""Nothing in the repository tells of a registry, of a machine it was made on, or of anybody's mailbox."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.docs.conftest import ROOT

# Written in pieces, so that this file does not hold what it looks for.
_HOSTS = r"(?:pypi|pythonhosted|npmjs|jsdelivr|unpkg|conda)\.(?:org|com|net)\b"
FORBIDDEN = {
    "a registry's address": rf"{_HOSTS}|--(?:extra-)?index-url\b|//[\w.-]+/simple\b",
    "a path of a machine": r"(?<![\w.$/-])/(?:work|root|tmp|home/\w+|Users/\w+|private/var)/[\w.]",
    "a mailbox": r"[\w.+-]{2,}@[\w-]{2,}\.[\w.-]*[a-z]{2,}",
}
_EXAMPLE = re.compile(r"@(?:[\w-]+\.)*(?:example|test|invalid|localhost)(?:\.\w+)?\b", re.IGNORECASE)


def files() -> list[Path]:
    """Every file of the repository; of a copy without history, every file that is not made by running."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    return [p for p in ROOT.rglob("*") if p.is_file() and not any(x.startswith(".") for x in p.relative_to(ROOT).parts)]


def lines() -> Iterator[tuple[str, str]]:
    """Every line of text, with the file and line it stands in; the cells of Parquet files as lines."""
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            texts = [str(cell) for column in table.columns for cell in column.unique().to_pylist() if cell is not None]
        else:
            texts = path.read_bytes().decode("utf-8", errors="ignore").splitlines()
        yield from ((f"{name}:{n}", text) for n, text in enumerate(texts, 1))


def found_in(kind: str, text: str) -> list[str]:
    """What of one kind stands in a text; mailboxes of names reserved for examples do not count."""
    return [hit for hit in re.findall(FORBIDDEN[kind], text) if not _EXAMPLE.search(hit)]


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_the_repository_is_clean_of(kind: str) -> None:
    assert [f"{where}: {hit}" for where, text in lines() for hit in found_in(kind, text)] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a registry's address", "https://" + "pypi" + ".org/project/x"),
        ("a registry's address", "--index" + "-url https://mirror.example/x"),
        ("a path of a machine", "see /" + "root/notes.txt"),
        ("a path of a machine", "see /" + "home/jo/notes.txt"),
        ("a mailbox", "write to jo" + "@" + "ice.gov"),
    ],
)
def test_what_is_forbidden_is_noticed(kind: str, text: str) -> None:
    assert found_in(kind, text)


def test_mailboxes_of_examples_are_no_mailboxes() -> None:
    assert found_in("a mailbox", "someone@example.org, someone@agency.example") == []
