"""What the Inspector General counted, against ICE's lists: the same, or the difference explained."""

from __future__ import annotations

from datetime import date
from typing import Any

from open287g.record.asking.record import Record


def counted(record: Record, source_id: str) -> dict[str, Any]:
    rows = [row for row in record.table("early_sources").to_pylist() if row["source_id"] == source_id]
    source: dict[str, Any] = rows[0]
    return source


def test_june_2011_is_the_table_captured_in_august(record: Record) -> None:
    claim, table = counted(record, "oig-11-119"), record.asof(date(2011, 8, 18))
    assert claim["claims"] == table["agreements"] == 69
    assert claim["claims_tfm"] == table["by_model"]["TFM"] == 20
    assert claim["claims_jem"] + claim["claims_hybrid"] == table["by_model"]["JEM"] == 49


def test_august_2012_is_the_table_captured_in_october_and_not_its_caption(record: Record) -> None:
    claim, table = counted(record, "oig-12-130"), record.asof(date(2012, 10, 7))
    assert claim["claims"] == table["agreements"] == 64 and counted(record, "ice-2012-10-07")["claims"] == 63
    assert claim["claims_tfm"] == table["by_model"]["TFM"] == 20
    assert claim["claims_jem"] + claim["claims_hybrid"] == table["by_model"]["JEM"] == 44


def test_august_2010_differs_from_the_table_of_february_2011_by_two_agencies(record: Record) -> None:
    """Hudson NH (task force) stands in MPI's table of that month and in no later list; Lexington SC signed after it."""
    claim, table = counted(record, "oig-10-124"), record.asof(date(2011, 2, 20))
    assert claim["claims"] == table["agreements"] == 71
    gone, came = (
        record.agency(name)["early"]["agreements"] for name in ("hudson police nh", "lexington county sheriff sc")
    )
    assert gone[-1]["model"] == "TFM" and str(gone[-1]["ended_by"]) == "2011-02-20"
    assert came[0]["model"] == "JEM" and str(came[0]["signed"]) == "2010-08-19"
    assert claim["claims_tfm"] == table["by_model"]["TFM"] + 1
    assert claim["claims_jem"] + claim["claims_hybrid"] == table["by_model"]["JEM"] - 1


def test_june_2009_is_one_less_than_crs_in_february_and_at_most_five_had_withdrawn(record: Record) -> None:
    said = record.table("early_statements").to_pylist()
    crs = {row["agency_id"] for row in said if row["source_id"] == "crs-rl32270"}
    withdrew = {row["agency_id"] for row in said if row["says"] == "withdrew"}
    assert counted(record, "oig-10-63-count")["claims"] == 66
    assert len(crs) == 67 and len(withdrew) == 5 and withdrew <= crs
