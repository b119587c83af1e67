"""Files whose columns are shifted are refused row by row, and nothing of a person is repeated or taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from open287g.office.entering.refusal import Refused
from open287g.office.exchange.rows import _known, import_rows
from tests.office.agency import LEE, House
from tests.shifted import SECRETS, shifted, traces

ROWS = {
    "officers": {"officer_id": "O-{n}", "agency_id": LEE, "model": "TFM"},
    "agreements": {"agreement_id": f"{LEE}:WSO:{{n}}", "agency_id": LEE, "model": "WSO", "edition": "WSO-2025"},
    "acts": {
        "act_id": "act-{n}",
        "agency_id": LEE,
        "officer_id": "O-17",
        "model": "TFM",
        "act": "interrogate",
        "at": "2025-04-01T12:00:00-04:00",
    },
}


@pytest.mark.parametrize("table", ROWS)
def test_a_person_in_any_column_is_refused_and_not_repeated(
    furnished_office: House, tmp_path: Path, table: str
) -> None:
    columns = sorted(_known(table))
    path = shifted(tmp_path / "rows.csv", columns, ROWS[table])
    told = import_rows(furnished_office.office, "manager1-lee", path, table, "2026-01-01", dry_run=True)
    refused = {problem.row for problem in told.problems}
    assert refused >= set(range(22, 22 + len(columns) * len(SECRETS)))
    assert traces(told) == []


def test_a_header_that_looks_like_a_value_is_told_by_its_place(furnished_office: House, tmp_path: Path) -> None:
    header = [*ROWS["officers"], "rank", "Maria Gonzalez", "A200123456", "gonzalez"]
    path = tmp_path / "roster.csv"
    path.write_text(",".join(header) + f"\nO-1,{LEE},TFM,,,,\n", encoding="utf-8")
    told = import_rows(furnished_office.office, "manager1-lee", path, "officers", "2026-01-01", dry_run=True)
    assert told.ignored == ("rank", "column 5", "column 6", "column 7")


@pytest.mark.parametrize("zone", ["Maria Gonzalez", "../../etc/passwd", "", ["a"], 7, "Mars/Olympus"])
def test_a_zone_that_is_none_is_refused_by_its_own_field(furnished_office: House, zone: object) -> None:
    told = {key: value.replace("{n}", "1") for key, value in ROWS["acts"].items()} | {"time_zone": zone}
    try:
        furnished_office.say("manager1-lee", "act.entered", **{**told, "act_id": "act-z", "officer_id": "nobody here"})
    except Refused as refused:
        assert any(one.says.startswith("time_zone is") for one in refused.reasons) is bool(zone)
        assert "Maria" not in str(refused)
    else:
        pytest.fail("it was taken in")
