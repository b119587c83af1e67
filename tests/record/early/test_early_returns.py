"""An agency that left the lists before 2021 and comes back is the same agency."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from open287g.archive.workbooks.workbook import read_workbook
from open287g.record.build import understand
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Seen
from tests.record.sheets import TITLES, cells_of, workbook

NEWEST = "participatingAgencies05182026"


def test_one_that_comes_back_keeps_its_id_whatever_its_name_is_now() -> None:
    corpus = read_bundle(SHIPPED)
    newest = next(seen for seen in corpus.seen if seen.name.startswith(NEWEST))
    cells = cells_of(corpus, newest.sha256).copy()
    told = {
        "state": "CALIFORNIA", "agency": "Los Angeles County Sheriff's Department", "county": "Los Angeles",
        "type": "County", "model": "Jail Enforcement Model", "signed": date(2026, 5, 18),
    }  # fmt: skip
    row = ["" for _ in cells.header]
    for name, value in told.items():
        row[cells.column(TITLES[name])] = value
    cells.rows.append(row)
    content = workbook(cells, datetime(2026, 5, 19, 12))
    sha256 = hashlib.sha256(content).hexdigest()
    corpus.put(sha256, read_workbook(content))
    corpus.saw([Seen("participatingAgencies05192026am.xlsx", sha256)])
    draft = understand(corpus, early=True)
    agreement = next(a for a in draft.agreements if a.agency.state == "CA")
    assert agreement.agency.agency_id == "CA-los-angeles-county-sheriffs-office"
    body = next(body for body in draft.era.bodies if body.agency_id == agreement.agency.agency_id)
    assert body.name == "Los Angeles County Sheriff's Office"
