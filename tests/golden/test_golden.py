"""The record of the bundled lists says what tests/golden says, and a difference can be read."""

from __future__ import annotations

from pathlib import Path

from open287g.record.asking.record import Record
from tools.golden import FOLDER, differences, golden


def test_the_record_says_what_it_said(record: Record) -> None:
    told = differences(golden(record))
    assert not told, f"\n{told}\nIf this is meant: python -m tools.golden, and explain the difference."


def test_the_files_stay_small_enough_to_review() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.txt")) < 640 * 1024


def test_a_moved_event_is_one_readable_line_each_way(tmp_path: Path) -> None:
    before = "FL-alder-police\n  2025-04-24 listed TFM:1 2025-04-20 @7\n  2025-05-01 delisted TFM:1 probable @absent\n"
    (tmp_path / "events.txt").write_text(before, encoding="utf-8")
    after = before.replace("2025-05-01 delisted", "2025-05-02 delisted")
    assert differences({"events.txt": after}, tmp_path).splitlines() == [
        "events.txt: 1 of 2 lines gone, 1 new",
        "-FL-alder-police 2025-05-01 delisted TFM:1 probable @absent",
        "+FL-alder-police 2025-05-02 delisted TFM:1 probable @absent",
    ]
    assert differences({"events.txt": before}, tmp_path) == ""


def test_an_agency_that_is_new_is_told_by_its_lines_and_not_by_its_heading(tmp_path: Path) -> None:
    before = "FL-alder-police\n  2025-04-24 listed TFM:1 2025-04-20 @7\n"
    (tmp_path / "events.txt").write_text(before, encoding="utf-8")
    after = before + "FL-birch-police\n  2025-04-30 listed TFM:1 2025-04-29 @9\n"
    assert differences({"events.txt": after}, tmp_path).splitlines() == [
        "events.txt: 0 of 1 lines gone, 1 new",
        "+FL-birch-police 2025-04-30 listed TFM:1 2025-04-29 @9",
    ]


def test_a_long_difference_says_what_it_leaves_out(tmp_path: Path) -> None:
    text = "".join(f"line {n}\n" for n in range(50))
    assert differences({"x.txt": text}, tmp_path, limit=10).endswith("... and 41 lines more")
