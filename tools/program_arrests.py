"""Count anew what `oversight/arrests/program_arrests.csv` ships. Users never need this.

    python -m tools.program_arrests RELEASE... [--home DIR]

RELEASE are the files of the release that `oversight/arrests/shipped.py` names; the record must be built.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from open287g.activity.releases.load import load_releases, reading
from open287g.core.cells import csv_of
from open287g.core.files import write_atomic
from open287g.oversight.arrests.count import count
from open287g.oversight.arrests.frame import PROGRAM, arrests_of
from open287g.record.asking.record import open_record

FILE = Path(__file__).parents[1] / "src/open287g/oversight/arrests/program_arrests.csv"
COLUMNS = ("state", "agency_id", "agency", "arrests")


def counted(files: list[Path], home: Path | None) -> list[dict[str, Any]]:
    """Rows of COLUMNS, small counts withheld and those that would give them away."""
    with reading() as con, open_record(home) as record:
        rows = count(arrests_of(con, list(load_releases(con, files)), record), ["agency"], method=PROGRAM).rows
    told = [
        {
            "state": row["agency_state"] or "",
            "agency_id": row["agency_id"] or "",
            "agency": row["agency"],
            "arrests": row["arrests"],
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: (row["state"] or "~", -(row["arrests"] or 0), row["agency"]))


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", type=Path, nargs="+")
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    rows = counted(given.releases, given.home)
    write_atomic(FILE, csv_of(rows, list(COLUMNS)).encode())
    print(f"{len(rows)} agencies, {sum(row['arrests'] is None for row in rows)} withheld")


if __name__ == "__main__":
    main()
