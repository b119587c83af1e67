"""Where columns are shifted, what stands in the wrong one is told nowhere: in no file, no error, no table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.activity.log.columns import TABLES, schema
from open287g.cli.main import app
from open287g.core.errors import Open287gError

SECRETS = ("Jane Roe", "Roe,Jane", "A012345678", "078-05-1120", "03/12/1985", "1985-03-12", "j.roe@example.org",
           "(239) 555-0100")  # fmt: skip
GOOD = {
    "act_id": "a1", "act": "detain", "at": "2025-04-24T13:05:00Z", "time_zone": "America/New_York",
    "agency_id": "FL-x", "officer_id": "o1", "model": "JEM", "agreement_id": "m1",
}  # fmt: skip


def write(path: Path, table: str, shifted: bool) -> Path:
    """A table with a good row, and with `shifted` a row more for each secret in each column."""
    columns = list(schema(table).columns)
    good = {name: GOOD.get(name, "") for name in columns}
    rows = [good]
    for place, name in enumerate(columns if shifted else ()):
        for number, secret in enumerate(SECRETS):
            ids = {key: f"{place}-{number}" for key in ("act_id", "agreement_id") if key in good}
            rows.append(good | ids | {name: secret})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def told(*words: str) -> str:
    """What a command prints, or the error it ends with."""
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, (SystemExit, Open287gError)):
        raise result.exception
    return f"{result.output}{result.exception or ''}"


@pytest.mark.parametrize("table", TABLES)
def test_no_secret_in_any_column_comes_out_of_an_audit_or_a_check(tmp_path: Path, table: str) -> None:
    acts, officers, agreements = (write(tmp_path / f"{name}.csv", name, name == table) for name in TABLES)
    out, rejects = tmp_path / "out", tmp_path / "rejects.csv"
    words = ("audit", str(acts), "--officers", str(officers), "--agreements", str(agreements), "--out", str(out))
    said = told(*words) + told("activity", "check", str(tmp_path / f"{table}.csv"), "--table", table,
                               "--rejects", str(rejects))  # fmt: skip
    written = {path.name: path.read_bytes() for path in (*out.rglob("*"), rejects) if path.is_file()}
    assert len(written) > 10
    for secret in SECRETS:
        assert secret not in said
        assert [name for name, content in written.items() if secret.encode() in content] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_file_without_a_header_is_refused_without_repeating_its_first_row(tmp_path: Path, table: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(";".join(f'"{secret}"' for secret in SECRETS) + "\n", encoding="utf-8")
    said = told("activity", "check", str(path), "--table", table) + told("activity", "releases", str(path))
    assert "no column" in said
    assert [secret for secret in SECRETS if secret in said] == []
