"""A change of model thought through: what falls, what is due, what it costs; and nothing is changed by it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.papers.model_switch import model_switch
from tests.office.agency import LEE, House, authorize, house, officer, sign

DAY = date(2025, 6, 1)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An office under TFM with two officers, a grant and a field interview; tests read it."""
    folder = tmp_path_factory.mktemp("switch") / "office"
    folder.mkdir()
    made = house(f"sqlite:///{folder / 'office.sqlite'}", folder.parent, datetime(2025, 6, 1, 12, tzinfo=UTC))
    sign(made)
    authorize(made, "O-1")
    authorize(made, "O-2")
    told = {"grant_id": "g1", "system": "federal databases", **officer("O-1")}
    made.say("manager1-lee", "grant.requested", "2025-04-01", **told)
    made.say("hq", "grant.granted", "2025-04-02", grant_id="g1")
    act = {"act_id": "a1", "act": "interrogate", "at": "2025-05-01T10:00:00", "place": "field"}
    made.say("manager1-lee", "act.entered", **act, **officer("O-1"))
    return made


def test_what_falls_what_is_due_and_what_is_no_longer_listed(found: House) -> None:
    before = read(found.office.engine, read_head).size
    told = read(found.office.engine, lambda c: model_switch(c, f"{LEE}:TFM:1", "WSO", DAY))
    assert {row["act"]: row["after"] for row in told["powers"]}["interrogate"] == "no"
    assert told["falls"]["grants"] == ["grant:g1"] and len(told["falls"]["officers"]) == told["serving"] == 2
    assert told["acts_of_last_year"] == [{"act": "interrogate", "acts": 1}]
    due = {row["provision"]: (row["fails"], row["not_shown"]) for row in told["officers"]}
    assert due["certification.letter"] == due["certification.form-70-006"] == (0, 2)
    changes = {row["clock"]: row["change"] for row in told["clocks"]}
    assert (changes["tfm.two-years"], changes["wso.service-notice"]) == ("ends", "begins")
    assert "citizenship.reported-2019" not in changes
    assert read(found.office.engine, read_head).size == before


def test_an_exam_that_fails_under_the_other_model_is_told(found: House) -> None:
    who = officer("O-3")
    found.say("manager1-lee", "officer.nominated", "2025-04-01", **who, us_citizen=True, law_enforcement_years=3)
    for by, kind, fields in (
        ("super-FL", "officer.vetted", {}),
        ("manager1-lee", "officer.examined", {"exam": "final", "score": 65}),
        ("super-FL", "officer.certified", {}),
        ("super-FL", "officer.authorized", {}),
    ):
        found.say(by, kind, "2025-04-02", **who, **fields)
    told = read(found.office.engine, lambda c: model_switch(c, f"{LEE}:TFM:1", "JEM", DAY))
    assert {row["provision"]: row["fails"] for row in told["officers"]}["training.exam-score"] == 1


@pytest.mark.parametrize(("name", "to", "error"), [("TFM:1", "TFM", InputError), ("TFM:2", "WSO", NotFoundError)])
def test_no_answer_where_there_is_no_change(found: House, name: str, to: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(found.office.engine, lambda c: model_switch(c, f"{LEE}:{name}", to, DAY))


def test_the_command_tells_the_costs_of_both(found: House) -> None:
    home = Path(str(found.office.engine.url.database)).parents[1]
    words = ["office", "switch-model", f"{LEE}:TFM:1", "--to", "wso", "--on", "2025-06-01", "--home", str(home)]
    answer = CliRunner().invoke(app, [*words, "--set", "wage=34", "--format", "json"])
    costs = json.loads(answer.stdout)["costs"]
    assert {row["payer"] for row in costs["TFM"]} == {row["payer"] for row in costs["WSO"]} >= {"agency", "all", "net"}
