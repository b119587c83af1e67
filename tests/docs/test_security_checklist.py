"""The checklist of the office's security names tests that exist, and leaves no line without an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.docs.conftest import ROOT

PAGE = ROOT / "docs/office/asvs.md"
ROW = re.compile(r"^\| ([\d., ]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`((?:tests/)?[\w/]+\.py)(?:::(\w+))?`")
CHAPTERS = 17


def rows() -> list[tuple[str, str, str]]:
    return [(found[1], found[2], found[3]) for found in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


def ids() -> Iterator[tuple[int, ...]]:
    for named, _, _ in rows():
        for one in named.split(","):
            yield tuple(int(part) for part in one.strip().split("."))


def test_every_line_is_shown_by_a_test_or_says_why_not() -> None:
    assert [
        row for row in rows() if not (TEST.search(row[2]) or row[2].startswith(("not applicable: ", "not met")))
    ] == []
    assert sum("|" in line for line in PAGE.read_text(encoding="utf-8").splitlines()) == len(rows()) + 2


def test_every_named_test_exists() -> None:
    missing = []
    for _, _, shown in rows():
        for file, test in TEST.findall(shown):
            path = ROOT / (file if file.startswith("tests/") else f"tests/office/{file}")
            if not path.exists() or (test and f"\ndef {test}(" not in path.read_text(encoding="utf-8")):
                missing.append(f"{file}::{test}")
    assert missing == []


def test_each_requirement_has_one_line_in_order_and_no_chapter_is_left_out() -> None:
    found = list(ids())
    assert len(set(found)) == len(found) > 200
    assert {one[0] for one in found} == set(range(1, CHAPTERS + 1))
    assert all(len(one) == 3 for one in found)
