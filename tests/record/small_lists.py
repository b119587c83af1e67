"""Small lists of a few made-up rows beside rows that stay, read and understood as the record reads ICE's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from open287g.record.build import understand
from open287g.record.history.draft import Draft
from open287g.record.reading.gather import read_files
from tests.record.sheets import Cells, workbook

MOA = "https://www.ice.gov/doclib/287gMOA/"
_LISTED = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"]
_PENDING = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"]
_STAY = ("Autauga", "Baldwin", "Barbour", "Bibb", "Blount", "Bullock", "Butler", "Calhoun", "Chambers", "Cherokee")
WSO, TFM, JEM = "Warrant Service Officer", "Task Force Model", "Jail Enforcement Model"


class Row(NamedTuple):
    """A row of the participating list; `moa` is a file name, empty for link pending."""

    state: str
    agency: str
    county: str
    model: str
    signed: date | str
    moa: str = ""
    type: str = "County"


def participating(folder: Path, day: date, rows: Sequence[Row]) -> Path:
    """ICE's participating list of `day`: `rows`, and ten of Alabama's sheriffs that never change."""
    stay = [Row("ALABAMA", f"{n} County Sheriff's Office", f"{n} County", WSO, date(2025, 3, 3)) for n in _STAY]
    links: dict[tuple[int, str], str] = {}
    cells = []
    for number, row in enumerate([*stay, *rows]):
        if row.moa:
            links[number, "MOA"] = MOA + row.moa
        link = "link" if row.moa else "link pending"
        cells.append([row.state, row.agency, row.type, row.county, row.model, row.signed, link])
    path = folder / f"participatingAgencies{day:%m%d%Y}am.xlsx"
    path.write_bytes(workbook(Cells(_LISTED, cells, links), datetime.combine(day, time(14))))
    return path


def pending(folder: Path, day: date, rows: Sequence[Row]) -> Path:
    """ICE's pending list of `day`."""
    cells = [[row.state, row.agency, row.type, row.county, row.model] for row in rows]
    path = folder / f"pendingAgencies{day:%m%d%Y}am.xlsx"
    path.write_bytes(workbook(Cells(_PENDING, cells), datetime.combine(day, time(14))))
    return path


def understood(*lists: Path) -> Draft:
    """What the record makes of these lists alone."""
    return understand(read_files(lists))
