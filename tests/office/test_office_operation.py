"""Joint operations: the plan, authority on each day, tallies and the brief beside them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import read
from open287g.office.papers.costs import happened
from open287g.office.papers.model_switch import model_switch
from open287g.office.papers.operation import announced_brief, brief
from open287g.office.papers.operation_paper import paper
from open287g.ui.paper import html, pdf
from tests.office.agency import LEE, POLK, House, authorize, house, officer, sign
from tests.office.filled import filled
from tests.office.postgres import Server

DAYS = {"first_day": "2026-05-01", "last_day": "2026-05-03"}
MINE, THEIRS = f"O-1:{LEE}:TFM", f"O-7:{POLK}:TFM"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An office in which an operation of two agencies was planned, deconflicted and tallied; tests read it."""
    folder = tmp_path_factory.mktemp("operation")
    found = house(f"sqlite:///{folder / 'office.sqlite'}", folder)
    for agency, name in ((LEE, "O-1"), (POLK, "O-7")):
        sign(found, agency)
        authorize(found, name, agency)
    said("operation.planned", found, "2026-04-01", name="Operation Example", officers=[MINE, THEIRS], **DAYS)
    return found


def said(kind: str, found: House, on: str, by: str = "manager1-lee", **fields: Any) -> Any:
    return found.say(by, kind, on, operation_id="op1", agency_id=LEE, **fields)


def rules(found: House, kind: str, on: str, **fields: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        said(kind, found, on, **fields)
    return [one.rule for one in refused.value.reasons]


def test_the_brief_sets_the_plan_beside_what_happened(ran: House) -> None:
    told = {"deconflicted_with": "the area's task force", "conflict": "resolved"}
    said("operation.deconflicted", ran, "2026-04-30", deconflicted_at="2026-04-30T15:00:00", **told)
    for on, agency, criminality, count in (
        ("2026-05-01", LEE, "convicted", 40), ("2026-05-01", POLK, "neither", 3), ("2026-05-01", POLK, "convicted", 9),
        ("2026-05-02", LEE, "neither", 21), ("2026-05-02", LEE, "neither", 4), ("2026-05-02", POLK, "unknown", 12),
    ):  # fmt: skip
        said("operation.tallied", ran, on, method="located", criminality=criminality, count=count, taking_part=agency)
    ran.say("super-FL", "officer.suspended", "2026-05-02", **officer("O-7", POLK), reason="an inquiry")
    found = read(ran.office.engine, lambda c: brief(c, "op1"))
    assert (found["total"], found["days_without_tally"]) == (89, ["2026-05-03"])
    shown = {(row["day"], row["agency_id"]): (row["with_authority"], row["against"]) for row in found["authority"]}
    assert shown["2026-05-01", POLK] == (1, []) and shown["2026-05-02", LEE] == (1, [])
    assert shown["2026-05-02", POLK] == (0, ["authorization.not-suspended"])
    counts = {(row["day"], row["agency_id"], row["criminality"]): row["count"] for row in found["tallies"]}
    assert counts["2026-05-01", POLK, "neither"] is None and counts["2026-05-01", POLK, "convicted"] is None
    sums = {(row["by"], row["value"]): row["count"] for row in found["sums"]}
    assert (sums["agency_id", LEE], sums["agency_id", POLK], sums["criminality", "neither"]) == (65, 24, 28)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_brief_is_a_page_and_a_pdf(ran: House, language: str) -> None:
    made = paper(read(ran.office.engine, lambda c: brief(c, "op1")), language)
    page = html(made)
    assert "Operation Example" in page and ("Plan y resultado" in page) == (language == "es")
    assert pdf(made).startswith(b"%PDF-") and pdf(made) == pdf(made)


def test_a_tally_is_of_a_day_and_an_agency_of_the_plan(ran: House) -> None:
    told = {"method": "located", "criminality": "unknown", "count": 1}
    assert rules(ran, "operation.tallied", "2026-05-04", **told) == ["field"]
    other = "AZ-yuma-county-sheriffs-office"
    assert rules(ran, "operation.tallied", "2026-05-01", **told, taking_part=other) == ["field"]


def test_an_agency_without_an_agreement_takes_no_part(ran: House) -> None:
    other = {"name": "Another", "officers": [MINE], "agencies": ["AZ-yuma-county-sheriffs-office"], **DAYS}
    with pytest.raises(Refused, match="no agreement of it is in force on 3 days from 2026-05-01"):
        ran.say("manager1-lee", "operation.planned", "2026-04-01", operation_id="op2", agency_id=LEE, **other)


def test_an_operation_is_not_named_after_a_person(ran: House) -> None:
    named = {"name": "Find pedro ramirez", "officers": [MINE], **DAYS}
    with pytest.raises(Refused, match="looks like a person's name"):
        ran.say("manager1-lee", "operation.planned", "2026-04-01", operation_id="op3", agency_id=LEE, **named)


def test_tidal_wave_says_what_was_claimed_and_what_is_not_known(tmp_path: Path) -> None:
    found = announced_brief("operation tidal wave")
    assert found["claimed"] == {"arrests": 800, "by": "Department of Homeland Security"}
    assert (found["total"], found["agencies"], found["tallies"]) == (None, None, []) and len(found["unknown"]) > 3
    words = ["office", "operation", "Operation Tidal Wave", "--announced", "--out", str(tmp_path / "b.html")]
    told = CliRunner().invoke(app, [*words, "--format", "json"])
    assert json.loads(told.stdout)["name"] == "Operation Tidal Wave"
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "about 800, as Department of Homeland Security said; not checked" in page and "Not known" in page


def test_papers_are_the_same_on_both_databases(postgres: Server, tmp_path: Path) -> None:
    def papers(url: str) -> list[Any]:
        engine = filled(url, tmp_path / url[:4]).office.engine
        agreement, day = f"{LEE}:TFM:1", date(2026, 6, 1)
        made = (
            lambda c: brief(c, f"id-{LEE}"),
            lambda c: model_switch(c, agreement, "WSO", day),
            lambda c: happened(c, agreement),
        )
        told: list[Any] = [read(engine, one) for one in made]
        engine.dispose()
        return told

    assert papers(postgres.new_database()) == papers(f"sqlite:///{tmp_path / 'office.sqlite'}")
