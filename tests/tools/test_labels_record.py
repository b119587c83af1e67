"""The labels of the record name cells that stand in ICE's workbooks, letter for letter."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tools.accuracy_record import labels

ROOT = Path(__file__).parents[2]
SHEETS = Path(os.environ.get("OPEN287G_SHARED", ROOT.parent / "shared")) / "data/ice-sheets/participating"


def cells(path: Path) -> set[tuple[str, str]]:
    """State and agency of every row, untouched."""
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    titles = [str(cell).strip() for cell in header]
    state, agency = titles.index("STATE"), titles.index("LAW ENFORCEMENT AGENCY")
    return {(str(row[state]), str(row[agency])) for row in rows}


@pytest.mark.shared
@pytest.mark.skipif(not SHEETS.is_dir(), reason="the raw lists are not here; set OPEN287G_SHARED to their folder")
def test_labeled_absences_name_cells_of_the_last_list_that_shows_them() -> None:
    named: dict[str, set[tuple[str, str]]] = {}
    absences = labels("endings")
    for row in absences:
        named.setdefault(row["last_file"], set()).add((row["state"], row["name"]))
    busiest = Counter(row["last_file"] for row in absences).most_common(12)
    assert sum(rows for _, rows in busiest) > len(absences) / 3
    for name, _ in busiest:
        assert named[name] - cells(SHEETS / f"{name}.xlsx") == set()
