"""Who should hold access on a day, and what falls with an ending."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError
from open287g.rulebook.access import cascade, grants_on, standing_on
from open287g.rulebook.access_files import one_table, report
from open287g.rulebook.decide import decide
from open287g.rulebook.language.provision import provision_named, provisions
from open287g.rulebook.language.reach import is_standing, looks_at_the_act
from tests.rulebook.scenarios import Scenario, scenarios, start

TOLD: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("maricopa.yaml").read_text(encoding="utf-8")
)


def held(day: date) -> dict[str, str]:
    standing = standing_on(day, TOLD["officers"], TOLD["agreements"])
    return {one.grant_id: one.state for one in grants_on(day, TOLD["grants"], standing)}


@pytest.mark.parametrize(
    ("day", "field", "jail", "revoked"),
    [
        (date(2007, 4, 2), "holds", "holds", "holds"),
        (date(2009, 10, 31), "holds", "holds", "holds"),
        (date(2009, 11, 1), "no authority", "holds", "holds"),
        (date(2010, 5, 1), "no authority", "holds", "no authority"),
        (date(2011, 12, 14), "no authority", "holds", "no authority"),
        (date(2011, 12, 15), "no authority", "no authority", "no authority"),
    ],
)
def test_in_maricopa_access_follows_authority(day: date, field: str, jail: str, revoked: str) -> None:
    assert held(day) == {"g-field-1": field, "g-jail-1": jail, "g-jail-2": revoked}


def test_a_grant_says_why_nothing_stands_behind_it() -> None:
    day = date(2010, 6, 1)
    standing = standing_on(day, TOLD["officers"], TOLD["agreements"])
    why = {one.grant_id: one.why for one in grants_on(day, TOLD["grants"], standing)}
    assert why["g-field-1"] == ("agreement.not-terminated",)
    assert why["g-jail-2"] == ("authorization.not-revoked",)


def test_with_the_agreement_fall_its_officers_their_grants_and_their_pending_acts() -> None:
    day = date(2009, 6, 1)
    before = standing_on(day, TOLD["officers"], TOLD["agreements"])
    jail = "AZ-maricopa-county-sheriffs-office:HYBRID:1:jail"
    ended = [one | ({"terminated_on": day} if one["agreement_id"] == jail else {}) for one in TOLD["agreements"]]
    falls = cascade(before, standing_on(day, TOLD["officers"], ended), TOLD["grants"], TOLD["acts"], day)
    assert falls == {
        "officers": ["jail-1", "jail-2"],
        "reduced": [],
        "grants": ["g-jail-1", "g-jail-2"],
        "acts": ["pending-1"],
    }


def test_under_an_edition_held_every_standing_provision_counts() -> None:
    told = start("JEM query_database")
    day = date(2025, 6, 2)
    assert [one.authority for one in standing_on(day, [told["officer"]], [told["agreement"]])] == ["authorized"]
    failing = told["officer"] | {"exam_score": 60}
    (found,) = standing_on(day, [failing], [told["agreement"]])
    assert (found.authority, found.why) == ("not authorized", ("training.exam-score",))


def test_a_wso_officer_has_no_claim_to_federal_systems() -> None:
    told = start("WSO serve_arrest_warrant")
    (found,) = standing_on(date(2025, 6, 2), [told["officer"]], [told["agreement"]])
    assert (found.authority, found.why) == ("not authorized", ("power.query-database",))


def test_what_is_unknown_stays_unknown() -> None:
    told = start("JEM query_database")
    officer = {name: value for name, value in told["officer"].items() if name != "certified_on"}
    day = date(2025, 6, 2)
    (found,) = standing_on(day, [officer], [told["agreement"]])
    assert (found.authority, found.why) == (
        "undetermined",
        ("certification.certified", "certification.letter-under-agreement"),
    )
    grant = {"grant_id": "g", "officer_id": "officer-1", "system": "x", "granted_on": "2025-03-01", "ended_on": ""}
    stranger = grant | {"grant_id": "h", "officer_id": "nobody"}
    states = {one.grant_id: one.state for one in grants_on(day, [grant, stranger], [found])}
    assert states == {"g": "unknown", "h": "no authority"}


def test_a_renewal_takes_the_place_of_the_agreement_before_it() -> None:
    told = start("JEM query_database")
    old = told["agreement"] | {"agreement_id": "old", "agency_signed_on": "2020-07-01", "ice_signed_on": "2020-07-01"}
    old |= {"edition": "JEM-2020", "terminated_on": "2025-02-26"}
    found = standing_on(date(2025, 6, 2), [told["officer"]], [old, told["agreement"]])
    assert [(one.agreement_id, one.authority) for one in found] == [(told["agreement"]["agreement_id"], "authorized")]


FAILING = [
    one
    for one in scenarios()
    if one.result == "fail"
    and is_standing(p := provision_named(one.provision))
    and p.counts
    and p.id != "who.own-model"
]
"""Without those in which the agreement is not the officer's own."""


@pytest.mark.parametrize("scenario", FAILING, ids=str)
def test_whatever_takes_the_standing_of_an_officer_takes_access(scenario: Scenario) -> None:
    day = date.fromisoformat(scenario.facts["act"]["at"][:10])
    (found,) = standing_on(day, [scenario.facts["officer"]], [scenario.facts["agreement"]])
    assert found.authority == "not authorized"
    assert scenario.provision in found.why


@pytest.mark.parametrize("model", ["JEM", "TFM"])
def test_access_waits_for_no_fact_of_an_act(model: str) -> None:
    told = start(f"{model} query_database")
    (found,) = standing_on(date(2025, 6, 2), [told["officer"]], [told["agreement"]])
    assert (found.authority, found.why) == ("authorized", ())


def test_no_name_of_a_provision_says_whether_it_looks_at_the_act() -> None:
    for p in provisions():
        for name in ("power.renamed", "jem.renamed", "credentials.renamed", "who.renamed"):
            renamed = replace(p, id=name)
            assert (is_standing(renamed), looks_at_the_act(renamed)) == (is_standing(p), looks_at_the_act(p))
            assert not (is_standing(p) and looks_at_the_act(p))


def test_what_holds_by_the_statute_is_asked_where_no_text_is_held_and_nothing_else() -> None:
    told = start("JEM query_database")
    day = date(2009, 6, 1)
    agreement = {**told["agreement"], "edition": "HYBRID-2007", "model": "HYBRID"}
    agreement |= {"agency_signed_on": "2007-02-07", "ice_signed_on": "2007-02-07"}
    officer = {**told["officer"], "model": "HYBRID", "certified_on": "2007-03-01", "exam_score": 0}
    (found,) = standing_on(day, [officer], [agreement])
    assert (found.authority, found.why) == ("authorized", ())
    for p in provisions():
        if p.by_statute:
            assert p.counts and is_standing(p), p.id
    (found,) = standing_on(day, [officer | {"certified_on": "2009-07-01"}], [agreement])
    assert (found.authority, found.why) == ("not authorized", ("certification.certified",))


def test_a_grant_whose_days_are_not_known_is_unknown_and_not_counted_from_the_beginning() -> None:
    told = start("JEM query_database")
    day = date(2025, 6, 2)
    standing = standing_on(day, [told["officer"]], [told["agreement"]])
    grant = {"officer_id": "officer-1", "system": "x", "granted_on": "2025-03-01", "ended_on": ""}
    grants = {
        "known": grant,
        "no start": grant | {"granted_on": ""},
        "no start, of a stranger": grant | {"granted_on": "", "officer_id": "nobody"},
        "nothing said of its end": {name: value for name, value in grant.items() if name != "ended_on"},
        "no start, and ended": grant | {"granted_on": "", "ended_on": "2025-06-02"},
    }
    found = grants_on(day, [one | {"grant_id": name} for name, one in grants.items()], standing)
    assert {one.grant_id: one.state for one in found} == {
        "known": "holds",
        "no start": "unknown",
        "no start, of a stranger": "unknown",
        "nothing said of its end": "unknown",
    }
    assert next(one.why for one in found if one.grant_id == "no start") == ("the day of the grant is not known",)


def test_an_agreement_without_a_day_is_not_taken_to_be_replaced() -> None:
    told = start("JEM query_database")
    undated = {**told["agreement"], "agreement_id": "undated", "agency_signed_on": "", "ice_signed_on": ""}
    found = standing_on(date(2025, 6, 2), [told["officer"]], [undated, told["agreement"]])
    assert {one.agreement_id: one.authority for one in found} == {
        "undated": "undetermined",
        told["agreement"]["agreement_id"]: "authorized",
    }


@pytest.mark.parametrize(("revoked", "authority"), [("2025-06-02", "not authorized"), ("2025-06-03", "authorized")])
def test_standing_on_a_day_needs_no_hour(revoked: str, authority: str) -> None:
    told = start("JEM query_database")
    officer = told["officer"] | {"revoked_on": revoked}
    (found,) = standing_on(date(2025, 6, 2), [officer], [told["agreement"]])
    assert found.authority == authority


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_command_reads_files_and_exits_with_3_for_a_grant_without_authority(tmp_path: Path) -> None:
    files = {name: write(tmp_path / f"{name}.csv", rows) for name, rows in TOLD.items()}
    asked = ["access", "--on", "2010-06-01", "--format", "json", "--ending", "jail-1"]
    for name, path in files.items():
        asked += [f"--{name}", str(path)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 3
    answer = json.loads(result.stdout)
    assert [one["grant_id"] for one in answer["grants"] if one["state"] == "no authority"] == ["g-field-1", "g-jail-2"]
    assert answer["falls"]["acts"] == ["pending-1"]


def test_officers_of_one_agreement_are_told_apart_by_their_own_facts_as_a_decision_does() -> None:
    told = start("JEM query_database")
    officers = [
        told["officer"] | {"officer_id": "o-plain"},
        told["officer"] | {"officer_id": "o-revoked", "revoked_on": "2025-01-01"},
        told["officer"] | {"officer_id": "o-failed", "exam_score": "69"},
        {name: value for name, value in told["officer"].items() if name != "us_citizen"} | {"officer_id": "o-open"},
    ]
    found = standing_on(date(2025, 6, 2), officers, [told["agreement"]])
    assert [one.why for one in found] == [
        (), ("authorization.not-revoked",), ("training.exam-score",), ("who.citizen",),
    ]  # fmt: skip
    for one, officer in zip(found, officers, strict=True):
        act = told["act"] | {"agency_id": officer["agency_id"], "officer_id": officer["officer_id"]}
        assert decide(act=act, officer=officer, agreement=told["agreement"]).verdict == one.authority


def test_csv_is_one_table_of_its_parts() -> None:
    day = date(2009, 6, 1)
    standing = [asdict(one) for one in standing_on(day, TOLD["officers"], TOLD["agreements"])]
    rows = one_table({"standing": standing, "grants": [], "falls": {"officers": ["o1"], "acts": ["a1"]}})
    assert len({tuple(row) for row in rows}) == 1
    assert [(row["officer_id"], row["act_id"], row["state"]) for row in rows if row["part"] == "falls"] == [
        ("o1", None, "falls"), (None, "a1", "falls"),
    ]  # fmt: skip


def test_a_file_that_lacks_a_column_and_an_id_that_no_file_has_are_named(tmp_path: Path) -> None:
    roster = write(tmp_path / "officers.csv", [{"name": "x"}])
    signed = write(tmp_path / "agreements.csv", TOLD["agreements"])
    with pytest.raises(InputError, match="officer_id"):
        report(date(2010, 1, 1), roster, signed, None, None, None)
    roster = write(tmp_path / "officers.csv", TOLD["officers"])
    with pytest.raises(NotFoundError, match="nobody"):
        report(date(2010, 1, 1), roster, signed, None, None, "nobody")


@pytest.mark.parametrize("column", ["grant_id", "officer_id", "system"])
def test_a_grant_that_names_a_person_is_refused_by_column_and_row_alone(tmp_path: Path, column: str) -> None:
    files = {name: write(tmp_path / f"{name}.csv", rows) for name, rows in TOLD.items()}
    for secret in ("A200123456", "078-05-1120", "jane.roe@example.org", *(["ROE, JANE"] if column != "system" else [])):
        grants = write(tmp_path / "grants.csv", [*TOLD["grants"], {**TOLD["grants"][0], column: secret}])
        with pytest.raises(InputError) as refused:
            report(date(2010, 6, 1), files["officers"], files["agreements"], grants, None, None)
        assert column in refused.value.what and f"row {len(TOLD['grants']) + 2}" in refused.value.where
        assert secret not in str(refused.value)
