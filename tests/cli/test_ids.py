"""An id given to a command that takes another kind is told which command takes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.ids import KINDS, pointed
from open287g.cli.main import app
from open287g.core.errors import NotFoundError
from open287g.record.asking.record import Record

COLLIER = "FL-collier-county-sheriffs-office"
OF_EACH_KIND = {
    f"{COLLIER}:TFM:1": "evidence",
    COLLIER: "agency",
    "listed-8992406da5da": "evidence",
    "moa_posted-8992406da5da": "evidence",
    "participating-2025-04-10-04e0b56b": "evidence",
    "3c2b72f8112bdd75edc350792d109abaf9863d4f22d3f24dc174a97ffbd70cbe": "evidence",
    "participatingAgencies-20250226183301.xlsx": "evidence",
    "FL0110000": "agency",
    "12021": "who",
    "wso.at-release": "rules show",
    "TFM-2025-0307": "documents template",
    "WSO-2020b": "documents template",
    "KansasBureauOfInv_TFM_MOA.pdf": "documents show",
}


@pytest.mark.parametrize("word", OF_EACH_KIND)
def test_an_id_is_known_by_its_form_and_its_command_named(word: str) -> None:
    assert f"open287g {OF_EACH_KIND[word]} {word}" in pointed(["registers", word], f"no register {word}")
    assert not pointed([*OF_EACH_KIND[word].split(), word], f"nothing {word}"), "this command takes it"
    assert not pointed(["registers", word], "of something else")


def test_every_kind_is_tried_and_what_is_no_id_is_told_nothing() -> None:
    assert all(any(kind.form.fullmatch(word) for word in OF_EACH_KIND) for kind in KINDS)
    for word in ("collier", "Lee County Sheriff's Office", "Texsa", "TFM", "2025-04-24", "SHERIFFSX", "acts.csv"):
        assert not pointed(["law", word], f"nothing is called {word}")


def test_the_hint_stands_below_the_error(home: Path) -> None:
    words = [sys.executable, "-m", "open287g", "places", "state", COLLIER]
    env = {**os.environ, "OPEN287G_HOME": str(home)}
    done = subprocess.run(words, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"open287g agency {COLLIER}")


def test_evidence_of_an_agency_names_its_agreements(record: Record) -> None:
    for asked in (COLLIER, "collier fl", "FL0110000"):
        with pytest.raises(NotFoundError) as refused:
            record.evidence(asked)
        assert f"open287g evidence {COLLIER}:TFM:1" in refused.value.remedy
        assert f"open287g evidence {COLLIER}:JEM:1" in refused.value.remedy
    with pytest.raises(NotFoundError, match="no event, agreement, publication or raw file"):
        record.evidence("zork")


def test_evidence_of_a_publication_and_of_a_raw_file(record: Record, home: Path) -> None:
    told = record.evidence("participating-2025-04-10-04e0b56b")
    assert {file["verdict"] for file in told["files"]} <= {"accepted", "duplicate"}
    first = told["files"][0]
    for asked in (first["name"], first["sha256"], first["sha256"][:12]):
        file = record.evidence(asked)
        assert (file["sha256"], file["publication_id"]) == (first["sha256"], told["publication_id"])
    done = CliRunner().invoke(app, ["evidence", first["name"], "--home", str(home)])
    assert first["sha256"][:40] in done.stdout
