"""The method page says what is measured."""

from __future__ import annotations

import re
from pathlib import Path

from tools import accuracy_places

PAGE = Path(__file__).parents[2] / "docs/methods/places.md"


ROW = re.compile(r"^\| ((?:wrong|missed) ORI \(\w+\)) \| (\d+) \| (\d+) \| ([\d.]+%) \| (.+) \|$", re.MULTILINE)


def test_the_accuracy_table_is_what_the_labels_give() -> None:
    measured = []
    for row in accuracy_places.run():
        bounds = f"{row['low95']:.2%} to {row['high95']:.2%}"
        measured.append((row["measure"], str(row["wrong"]), str(row["of"]), f"{row['share']:.2%}", bounds))
    assert ROW.findall(PAGE.read_text(encoding="utf-8")) == measured
