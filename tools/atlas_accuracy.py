"""Copy the measured accuracy of the record from its method page to where the atlas shows it.

    python -m tools.atlas_accuracy

`python -m tools.accuracy` measures and writes the table of docs/methods/record.md; this makes the atlas say the same.
"""

from __future__ import annotations

import re
from pathlib import Path

from open287g.core.cells import csv_text

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/methods/record.md"
TARGET = ROOT / "src/open287g/web/data/accuracy.csv"
COLUMNS = ("measure", "wrong", "of", "share", "interval", "rules_alone")


def table() -> str:
    """The page's table as CSV."""
    region = PAGE.read_text(encoding="utf-8").split("<!-- accuracy -->")[1].split("<!-- end of accuracy -->")[0]
    lines = region.strip().splitlines()[2:]
    return csv_text(COLUMNS, ([cell.strip() for cell in re.split(r"\|", line)[1:7]] for line in lines))


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")
