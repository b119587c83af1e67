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

MOA = "moa/FLORIDA/Palm_Beach_County_Sheriff's_Office/palmBeachCoSheriffsOffice_WSO_MOA_02.26.2025.pdf"


def test_a_section_names_the_provisions_that_rest_on_it() -> None:
    found = {row["id"] for row in provisions_in("WSO-2025", "App.A")}
    assert "wso.at-release" in found
    assert "tfm.deconflict" not in found
    assert provisions_in(None, "App.A") == []


def test_every_clause_of_a_provision_leads_back_to_it() -> None:
    for provision in provisions():
        for edition, section in provision.clauses:
            assert provision.id in {row["id"] for row in provisions_in(edition, section)}


@pytest.mark.shared
def test_the_page_and_boxes_of_a_provision_are_found_in_a_real_agreement(shared: Path, tmp_path: Path) -> None:
    pdf = str(shared / "data" / MOA)
    run = CliRunner().invoke(
        app, ["rules", "show", "wso.at-release", "--in", pdf, "--home", str(tmp_path), "-f", "json"]
    )
    assert run.exit_code == 0, run.output
    (place,) = json.loads(run.stdout)["held_at"]
    assert (place["edition"], place["section"], place["page"]) == ("WSO-2025", "App.A", 8)
    assert all(0 <= box["left"] < box["right"] <= 1 and 0 <= box["top"] < box["bottom"] <= 1 for box in place["boxes"])
    run = CliRunner().invoke(app, ["documents", "clause", pdf, "App.A", "--home", str(tmp_path), "-f", "json"])
    assert "wso.at-release" in {row["id"] for row in json.loads(run.stdout)["provisions"]}


@pytest.mark.shared
def test_a_provision_of_another_model_is_said_to_be_nowhere(shared: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(
        app, ["rules", "show", "tfm.deconflict", "--in", str(shared / "data" / MOA), "--home", str(tmp_path)]
    )
    assert isinstance(run.exception, NotFoundError)
    assert "rests on no section of WSO-2025" in str(run.exception)
