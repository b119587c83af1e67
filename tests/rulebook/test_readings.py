"""Readings, cases, hashes and days of the law: what a verdict names beside its provisions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError
from open287g.rulebook.decide import decide
from open287g.rulebook.digests import of_provision
from open287g.rulebook.engine.compiled import compiled, interpreter
from open287g.rulebook.engine.given import base_row
from open287g.rulebook.engine.verdicts import verdicts
from open287g.rulebook.language.provision import provision_named
from open287g.rulebook.law.cases import cases, questions
from open287g.rulebook.listing.between import between
from open287g.rulebook.readings import case_rows
from open287g.rulebook.shipped import of_rulebook, of_text
from tests.rulebook.scenarios import Facts, scenarios, start

RUN = CliRunner()


def weekend() -> Facts:
    told = start("TFM hold_past_release")
    told["act"] |= {"hold_started_at": "2025-06-06T12:00:00-05:00", "hold_ended_at": "2025-06-09T13:00:00-05:00"}
    return told


def test_for_a_limit_of_detention_the_narrow_reading_binds_and_the_wide_one_can_be_chosen() -> None:
    decision = decide(weekend())
    (reading,) = [one for one in decision.readings if one.question == "hold-limit"]
    assert (decision.verdict, reading.narrow, reading.wide) == ("not authorized", "fail", "pass")
    assert decide(weekend(), readings={"hold-limit": "wide"}).verdict == "authorized"
    for wrong in ({"hold-limit": "broad"}, {"alone": "wide"}, {"no-such": "wide"}):
        with pytest.raises(InputError, match="chooses no reading"):
            decide(weekend(), readings=wrong)


def test_the_courts_of_the_place_are_named_from_the_day_of_their_decision() -> None:
    told = start("TFM hold_past_release")
    for record in told:
        told[record]["agency_id"] = "MT-example-county-sheriffs-office"
    asked = {one.question: one for one in decide(told).readings}
    assert any("Ramon v. Short" in case for case in asked["state-arrest-power"].cases)
    assert any("Gonzalez" in case for case in asked["neutral-review"].cases)
    assert not cases()[-1].binds("MT", date(2010, 1, 1))


def test_a_case_that_was_not_read_says_so_and_answers_a_question() -> None:
    assert {one.question for one in cases()} <= set(questions())
    assert {one.case for one in cases() if not one.read} >= {"Melendres v. Arpaio"}
    assert {row["by"] for row in case_rows("hold-limit")} == {"hold.past-release", "hold.past-release-by-form"}
    with pytest.raises(NotFoundError):
        case_rows("no-such")


def test_a_line_that_provisions_share_makes_another_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    before, read = of_rulebook(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == "logic.py"))
    of_rulebook.cache_clear()
    assert of_rulebook() != before
    monkeypatch.undo()
    of_rulebook.cache_clear()
    assert of_rulebook() == before


def test_a_verdict_names_its_sentences_its_rulebook_and_its_facts_by_hash() -> None:
    decision, other = decide(weekend()), decide(start("TFM hold_past_release"))
    (limit,) = [one for one in decision.provisions if one.id == "hold.past-release"]
    words = provision_named("hold.past-release").quotes[0].text
    assert of_text(words)[:12] in limit.words[0]
    assert limit.sha256 == of_provision(provision_named("hold.past-release"))
    assert decision.rulebook_sha256 == other.rulebook_sha256
    assert decision.facts_sha256 != other.facts_sha256
    assert (decision.agency, decision.agreement) == (
        "FL-example-county-sheriffs-office",
        "FL-example-county-sheriffs-office:1",
    )


def test_the_verdicts_in_python_are_those_of_the_expression() -> None:
    for scenario in scenarios():
        outcome = interpreter().run(base_row(scenario.facts))
        codes = {p.id: p.digit(outcome) for p in compiled().provisions}
        told = {name: outcome[name] for name in ("verdict", "lawfulness", "duties")}
        assert verdicts(compiled().provisions, codes, outcome["law_known"]) == told, scenario


def test_between_two_days_the_law_differs_by_editions_states_and_courts() -> None:
    found = {(one.kind, one.id) for one in between(date(2025, 1, 1), date(2026, 3, 1))}
    assert {("edition", "TFM-2025-0307"), ("state law", "MD")} <= found
    assert ("case", "Ramon v. Short") in {(one.kind, one.id) for one in between(date(2020, 12, 1), date(2020, 1, 1))}
    assert between(date(2025, 6, 1), date(2025, 6, 1)) == []
    assert all(one.what for one in between(date(2019, 1, 1), date(2026, 11, 27), "es"))


def test_without_an_act_the_act_is_asked_for() -> None:
    result = RUN.invoke(app, ["decide", "-F", "agreement.model=JEM"])
    assert isinstance(result.exception, InputError) and result.exception.exit_code == 2
    assert "no act is told" in str(result.exception)


def test_the_worse_of_two_verdicts_tells_the_exit_code() -> None:
    told = start("TFM interrogate")
    told["act"]["race_or_ethnicity_relied_on"] = True
    result = RUN.invoke(app, ["decide", "--facts", "-", "--format", "json"], input=json.dumps(told))
    answer = json.loads(result.stdout)
    assert (answer["verdict"], answer["lawfulness"], result.exit_code) == ("authorized", "not lawful", 3)


PERSONS = [
    "Doe, Jane", "Jane Roe", "123-45-6789", "A012345678", "roe@example.org", "ROE JANE", "DOE,JANE", "Ana Núñez",
    "jane.roe", "j_roe", "123 45 6789", "123\u201345\u20136789", "A 012 345 678", "A12-345-678",
    "219476803", "219-476-803", "\uff12\uff11\uff19\uff14\uff17\uff16\uff18\uff10\uff13", "012345678",
    "219\u200b476803", "19850412", "1985/04/12", "04121985", "04-12-1985", "4.12.1985", "jane roe", "roe, jane q",
]  # fmt: skip
OPAQUE = [
    "O-17",
    "1000001",
    "a 12",
    "JEM-03",
    "badge 4411",
    "officer-a",
    "officer_one",
    "act.seven",
    "o_1",
    "in at",
    "before-local",
    "000000123",
    "20260412",
    "2026-0412",
    "officer twelve",
]
OF_NO_BODY = ["219476803", "21947680", "2194768031", "A219476803", "19850412", "Jane Roe", "jane roe", "219-47-6803"]
OF_BODIES = [
    "FL-collier-county-sheriffs-office", "FL0110000", "FLCCSO123", "12021", "collier county", "Roe County Sheriff",
]  # fmt: skip


@pytest.mark.parametrize("value", PERSONS)
def test_an_id_that_looks_like_a_person_is_refused_and_not_repeated(value: str) -> None:
    for record, name in (("act", "act_id"), ("act", "officer_id"), ("officer", "officer_id")):
        with pytest.raises(InputError, match="looks like a name or number of a person") as caught:
            decide({record: {name: value}})
        assert value not in str(caught.value)


@pytest.mark.parametrize("value", OPAQUE)
def test_an_opaque_id_is_read(value: str) -> None:
    assert decide({"act": {"act": "interrogate", "officer_id": value}}).verdict == "undetermined"


@pytest.mark.parametrize("value", OF_NO_BODY)
def test_an_id_of_an_agency_or_a_text_is_refused_where_it_may_be_a_persons(value: str) -> None:
    for record, name in (("act", "agency_id"), ("officer", "agency_id"), ("agreement", "agreement_id"),
                         ("agreement", "agency_id"), ("agreement", "edition")):  # fmt: skip
        with pytest.raises(InputError, match="looks like a name or number of a person") as caught:
            decide({record: {name: value}})
        assert value not in str(caught.value)


@pytest.mark.parametrize("value", OF_BODIES)
def test_an_id_of_an_agency_is_read(value: str) -> None:
    assert decide({"act": {"act": "interrogate", "agency_id": value}}).verdict == "undetermined"
