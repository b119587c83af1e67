"""The register of state law: every place is in it, confirmed means read, unknown says what was sought."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from open287g.places.cooperation import cooperation_rules
from open287g.places.describe import rule_lines
from open287g.places.law import Rule, law_of, rules
from open287g.places.states import states

TODAY = date(2026, 11, 27)
UNKNOWN = {
    "state": "WY",
    "status": "unknown",
    "who": "all agencies",
    "from": None,
    "to": None,
    "citation": "none read",
    "says": "Nothing was read.",
    "confirmed": False,
    "disputed": False,
    "note": "",
    "sought": ["a statute"],
    "sources": ["search"],
}
READ = {"status": "banned", "confirmed": True, "address": "https://law", "read_on": "2026-11-27", "copy": "the code"}


def rule(**changes: Any) -> Rule:
    return Rule.model_validate(UNKNOWN | changes)


def test_every_state_and_territory_is_in_the_register() -> None:
    assert {rule.state for rule in rules()} == set(states())


@pytest.mark.parametrize("register", [rules, cooperation_rules])
def test_a_confirmed_rule_says_where_when_and_by_what_copy_it_was_read(register: Any) -> None:
    confirmed = [rule for rule in register() if rule.confirmed]
    assert confirmed
    for rule in confirmed:
        assert rule.address.startswith("http") and rule.copied_by and rule.read_on <= TODAY
        assert rule.status != "unknown" and any(source.startswith("text of") for source in rule.sources)


def test_an_unknown_rule_says_what_was_sought_and_binds_no_one() -> None:
    for rule in rules():
        if rule.status == "unknown":
            assert (rule.sought or rule.vetoed) and not rule.confirmed and not rule.in_force(TODAY)


def test_a_vetoed_bill_is_a_fact_and_no_law() -> None:
    vetoed = {rule.state for rule in rules() if rule.vetoed}
    assert vetoed == {"AZ", "NJ", "WI"}
    assert law_of("AZ", TODAY).status == "unknown"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (READ | {"address": ""}, "has an address"),
        (READ | {"read_on": None}, "has an address"),
        (READ | {"copy": ""}, "has an address"),
        (READ | {"disputed": True}, "not disputed"),
        ({"sought": []}, "what was sought"),
        ({"status": "banned", "vetoed": True}, "binds no one"),
        ({"status": "allowed", "duty": "seek"}, "has a duty"),
        ({"status": "allowed", "making_only": True}, "of making agreements alone"),
        (READ | {"making_only": True, "existing_until": "2026-01-01"}, "ends no agreement by a day"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        rule(**changes)


def test_a_whole_rule_is_taken() -> None:
    assert rule(**READ).copied_by == "the code"
    assert rule(status="unknown", vetoed=True, sought=[]).vetoed


@pytest.mark.parametrize(
    ("state", "day", "status", "confirmed", "permits"),
    [
        ("WA", date(2019, 5, 20), "unknown", False, None),
        ("WA", date(2019, 5, 21), "banned", True, False),
        ("DE", date(2025, 7, 14), "banned", True, False),
        ("ME", date(2026, 7, 31), "unknown", False, None),
        ("ME", date(2026, 8, 1), "banned", False, None),
        ("NM", TODAY, "banned", False, None),
        ("MD", TODAY, "banned", True, False),
        ("AR", date(2025, 8, 5), "required", False, None),
        ("TX", date(2026, 1, 1), "required", True, True),
        ("GA", date(2024, 7, 1), "required", True, True),
        ("VT", TODAY, "allowed", True, None),
        ("LA", TODAY, "allowed", True, None),
        ("NY", TODAY, "unknown", False, None),
    ],
)
def test_what_binds_on_a_day(state: str, day: date, status: str, confirmed: bool, permits: bool | None) -> None:
    law = law_of(state, day)
    assert (law.status, law.confirmed, law.permits) == (status, confirmed, permits)


@pytest.mark.parametrize("state", ["AL", "OK"])
def test_a_duty_of_the_states_own_officers_binds_no_local_agency(state: str) -> None:
    law = law_of(state, TODAY)
    assert [rule.who for rule in law.rules] == ["state agencies"]
    assert (law.status, law.permits) == ("unknown", None)


def test_who_must_agree_first_is_told() -> None:
    assert "Governor" in law_of("VT", TODAY).rules[0].approval
    assert law_of("FL", TODAY).permits is True, "approval to end an agreement is none to make it"


def test_an_unknown_rule_tells_the_reader_what_was_sought() -> None:
    line = rule_lines([rule(found=["nothing"]).model_dump(mode="json", exclude={"state"})])
    assert line == "unknown for all agencies: Nothing was read. Sought: a statute. Found: nothing."


def test_a_ban_read_as_a_house_passed_it_is_told_so_and_settles_the_question() -> None:
    assert [rule.state for rule in rules() if rule.confirmed and not rule.enacted] == ["MD"]
    for state, told in (("MD", True), ("IL", False)):
        line = rule_lines([rule.model_dump(mode="json", exclude={"state"}) for rule in law_of(state, TODAY).rules])
        assert ("Read as a house passed it: the act itself was not read." in line) is told
