"""A provision leads to the clause that holds it, and the clause to its provisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import NotFoundError
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.listing.sections import provisions_in
from tests.documents.typeset import memorandum


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "memorandum.pdf"
    path.write_bytes(memorandum("WSO-2025"))
    return path


def test_a_section_names_the_provisions_that_rest_on_it() -> None:
    found = {row["id"] for row in provisions_in("WSO-2025", "App.A")}
    assert "wso.at-release" in found
    assert "tfm.deconflict" not in found
    assert provisions_in(None, "App.A") == []


def test_every_clause_of_a_provision_leads_back_to_it() -> None:
    for provision in provisions():
        for edition, section in provision.clauses:
            assert provision.id in {row["id"] for row in provisions_in(edition, section)}


def test_a_provision_leads_to_page_and_boxes_and_the_clause_back_to_it(written: Path, tmp_path: Path) -> None:
    shown = _run("rules", "show", "wso.at-release", "--in", written, "--home", tmp_path, "-f", "json")
    [place] = json.loads(shown)["held_at"]
    assert (place["edition"], place["section"], place["page"]) == ("WSO-2025", "App.A", 8)
    assert all(0 <= box["left"] < box["right"] <= 1 and 0 <= box["top"] < box["bottom"] <= 1 for box in place["boxes"])
    held = json.loads(_run("documents", "clause", written, "App.A", "--home", tmp_path, "-f", "json"))
    assert "wso.at-release" in {row["id"] for row in held["provisions"]}


def test_a_provision_of_another_model_is_said_to_be_nowhere(written: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["rules", "show", "tfm.deconflict", "--in", str(written), "--home", str(tmp_path)])
    assert isinstance(run.exception, NotFoundError)
    assert "rests on no section of WSO-2025" in str(run.exception)


def _run(*words: object) -> str:
    run = CliRunner().invoke(app, [str(word) for word in words])
    assert run.exit_code == 0, run.output
    return run.stdout
