"""Facilities that held for ICE: each row as ICE's workbook has it, joined to a county and to the agency it is of."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.places.counties import counties
from open287g.places.facilities.held import agencies_of, facilities, facilities_in
from open287g.places.facilities.listings import FACILITIES, listings, newest_day
from open287g.record.asking.record import Record
from tools import facilities_data

SHARED = Path(os.environ.get("OPEN287G_SHARED", Path(__file__).parents[2] / "../shared"))
WORKBOOKS = SHARED / "data/detention/ice_workbooks"


def test_every_facility_stands_in_its_state_and_says_where_it_is_listed() -> None:
    for facility in facilities():
        assert facility.county is None or counties()[facility.county].state == facility.state
        assert facility.first_day <= facility.last_day <= newest_day()
        assert all(row.file and len(row.sha256) == 64 and row.row > 1 for row in facility.rows)
        assert all(row.population is None or row.population >= 0 for row in facility.rows)


def test_a_jail_named_for_its_county_is_its_jailers_and_no_other_is_anyones(record: Record) -> None:
    agencies = record.agencies().to_pylist()
    by_name = {(facility.name, facility.state): agencies_of(facility, agencies) for facility in facilities()}
    assert by_name["COLLIER COUNTY NAPLES JAIL CENTER", "FL"] == ["FL-collier-county-sheriffs-office"]
    assert by_name["ORANGE COUNTY JAIL (FL)", "FL"] == ["FL-orange-county-corrections-department"]
    assert by_name["BROWARD TRANSITIONAL CENTER", "FL"] == []
    assert by_name["KROME NORTH SERVICE PROCESSING CENTER", "FL"] == []


def test_a_wrong_county_in_ices_cell_gives_way_to_the_facilitys_name() -> None:
    albany = next(facility for facility in facilities_in("NY") if facility.name == "ALBANY COUNTY JAIL")
    assert (albany.county, albany.rows[0].county_by) == ("36001", "name")


def test_the_table_has_the_columns_it_declares() -> None:
    assert {row._fields for row in listings()} == {FACILITIES.names}
    assert {row.type for row in listings()} <= set(FACILITIES.column("type").values)


def test_the_command_gives_a_county_its_facilities(home: Path) -> None:
    asked = ["facilities", "--county", "12021", "--format", "json", "--home", str(home)]
    told = json.loads(CliRunner().invoke(app, asked).stdout)
    assert [(row["name"], row["type"]) for row in told] == [("COLLIER COUNTY NAPLES JAIL CENTER", "IGSA")]
    assert told[0]["lists"][-1]["day"] == "2026-04-02" and told[0]["lists"][-1]["population"] == 41.7


@pytest.mark.shared
@pytest.mark.skipif(not WORKBOOKS.is_dir(), reason="no raw inputs here; set OPEN287G_SHARED to their folder")
def test_the_table_is_derived_from_ices_workbooks() -> None:
    rows = facilities_data.facility_rows(WORKBOOKS)
    derived = facilities_data.csv_bytes(facilities_data.FIELDS, rows)
    assert derived == gzip.decompress((facilities_data.DATA / "facilities.csv.gz").read_bytes())


@pytest.mark.shared
@pytest.mark.skipif(not WORKBOOKS.is_dir(), reason="no raw inputs here; set OPEN287G_SHARED to their folder")
def test_a_row_is_found_again_in_its_sheet() -> None:
    book = CalamineWorkbook.from_path(str(WORKBOOKS / "FY26_detentionStats_04092026.xlsx"))
    sheet = book.get_sheet_by_name("Facilities FY26").to_python(skip_empty_area=False)
    for row in listings():
        if row.list == "fy2026":
            assert str(sheet[row.row - 1][0]).strip() == row.name
