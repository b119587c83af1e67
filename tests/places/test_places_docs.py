"""The method page says what is measured."""

from __future__ import annotations

import re
from pathlib import Path

from open287g.record.asking.record import Record
from tools import accuracy_places

PAGE = Path(__file__).parents[2] / "docs/methods/places.md"


ROW = re.compile(r"^\| ((?:wrong|missed) ORI \([\w ]+\)) \| (\d+) \| (\d+) \| ([\d.]+%) \| (.+) \|$", re.MULTILINE)


def test_the_accuracy_table_is_what_the_labels_give() -> None:
    measured = []
    for row in accuracy_places.matching():
        bounds = f"{row['low95']:.2%} to {row['high95']:.2%}"
        measured.append((row["measure"], str(row["wrong"]), str(row["of"]), f"{row['share']:.2%}", bounds))
    assert ROW.findall(PAGE.read_text(encoding="utf-8")) == measured


def test_the_shares_of_known_oris_are_the_records(record: Record) -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    known, none, unknown = accuracy_places.shares(record)
    assert f"{known['wrong']:,} have a known ORI, {known['share']:.1%}" in page
    assert f"{none['wrong']} ({none['share']:.1%}) are of bodies known to have none" in page
    assert f"{unknown['wrong']} ({unknown['share']:.1%}) are unknown" in page
    assert known["wrong"] + none["wrong"] + unknown["wrong"] == known["of"]
