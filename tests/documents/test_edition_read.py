"""The edition that an agreement's own document shows is used where the record is asked for the agreement."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.documents.library.edition_read import editions_read
from open287g.documents.library.facts import shipped
from open287g.oversight.audit.load import agreements_of_record
from open287g.vocabulary.editions import EDITIONS

TAYLOR = "FL-taylor-county-sheriffs-office:WSO:1"


def test_each_edition_is_of_the_model_of_the_agreement_that_links_its_document(home: Path) -> None:
    read = editions_read(home)
    assert 40 < len(read) <= len(shipped()["documents"])
    for id, one in read.items():
        assert id == one.agreement_id
        assert id.split(":")[1] == EDITIONS[one.edition].model
        assert one.file in one.says and one.sha256[:12] in one.says
    assert editions_read(home, agreement_id=TAYLOR) == {TAYLOR: read[TAYLOR]}


def test_without_a_record_no_document_is_anyone_s(tmp_path: Path) -> None:
    assert editions_read(tmp_path) == {}


def test_an_audit_on_the_record_s_agreements_has_the_editions_read(home: Path, tmp_path: Path) -> None:
    rows = pq.read_table(agreements_of_record(home, tmp_path / "agreements.parquet")).to_pylist()
    told = {row["agreement_id"]: row["edition"] for row in rows if row["edition"]}
    assert told == {id: one.edition for id, one in editions_read(home).items()}


def test_a_decision_says_in_which_file_the_edition_was_read_and_what_is_told_goes_before(home: Path) -> None:
    asked = ["decide", "--agency", TAYLOR, "--on", "2020-03-01", "-F", "act.act=serve_removal_warrant"]
    asked += ["--home", str(home), "--format", "json"]
    done = CliRunner().invoke(app, asked)
    assert "edition WSO-2019, read in 287gWSO_TaylorCoFl2019-10-15.pdf" in done.stderr
    assert "agreement.edition" not in json.loads(done.stdout)["missing"]
    told = CliRunner().invoke(app, [*asked, "-F", "agreement.edition=WSO-2025"])
    assert "read in" not in told.stderr
