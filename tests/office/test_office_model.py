"""The tables of the office fit each other, the rulebook and the facts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.errors import InputError
from open287g.office.ledger.entry import Entry
from open287g.office.model import moves, roles
from open287g.office.model.kinds import OWN, field, kind_named, kinds, subjects
from open287g.office.model.roles import PUBLIC, ROLES, SCOPES, Place
from open287g.office.model.state import added, fold
from open287g.rulebook.language.provision import provisions
from open287g.vocabulary import facts

GROUPS = {"standing", "state law", "access", "review"}
NO_EVENT = {"read", "may", "due", "export", "verify", "backup", "account.read", "token.read"}


def test_every_kind_moves_its_subject_from_some_state() -> None:
    assert [name for name, kind in kinds().items() if not moves.starts_of(name) and not kind.voids] == []


def test_every_move_is_of_a_kind_and_from_a_state_that_is_reached() -> None:
    for name in kinds():
        reached = {"", *moves.states_of(kinds()[name].subject)}
        assert set(moves.starts_of(name)) <= reached


def test_every_kind_may_be_recorded_by_some_role_and_every_right_is_to_something() -> None:
    granted = {action for role, action in roles.rights()}
    assert set(kinds()) - granted == set()
    assert granted - set(kinds()) == NO_EVENT


def test_rights_name_roles_and_scopes_that_exist() -> None:
    assert {role for role, _ in roles.rights()} == {*ROLES, PUBLIC}
    assert {scope for scopes in roles.rights().values() for scope in scopes} == set(SCOPES)


def test_guards_and_conditions_of_moves_are_provisions_of_the_rulebook() -> None:
    known = {p.id for p in provisions()}
    named = {guard for kind in kinds().values() for guard in kind.guards} - GROUPS
    when = {move.when for name in kinds() for start in moves.starts_of(name) for move in moves.moves(name, start)}
    tested = {word.removeprefix("fails ") for word in when if word.startswith("fails ")}
    assert (named | tested) - known == set()
    assert {word.removeprefix("verdict ") for word in when if word.startswith("verdict ")} == {
        "not authorized",
        "undetermined",
    }


def test_facts_that_events_set_are_described_and_those_that_subjects_start_with_are_the_rulebooks() -> None:
    for kind in kinds().values():
        assert all(field(kind.subject, name) is not None for name in kind.sets)
    for subject in subjects().values():
        assert set(subject.starts) <= set(facts.RECORDS.get(subject.name, {}))


def test_every_field_is_of_a_kind_that_is_read() -> None:
    for kind in kinds().values():
        for name in kind.fields:
            found = field(kind.subject, name)
            assert found is not None and (found.kind in facts.KINDS or found.kind in OWN)


def test_the_other_person_of_a_two_person_rule_records_a_kind_of_the_same_subject() -> None:
    for kind in kinds().values():
        assert {kinds()[other].subject for other in kind.not_by} <= {kind.subject}


def test_a_kind_that_does_not_exist_is_refused_without_echo() -> None:
    with pytest.raises(InputError) as caught:
        kind_named("officer.crowned")
    assert "crowned" not in str(caught.value)


@pytest.mark.parametrize(
    ("account", "subject", "scope"),
    [
        (Place("A", "", "1"), Place("A", "x", "1"), "self"),
        (Place("A", "", "1"), Place("A", "x", "2"), "own"),
        (Place("A", "", ""), Place("A", "x", ""), "own"),
        (Place("", "x"), Place("A", "x"), "area"),
        (Place("", "x"), Place("A", "y"), "foreign"),
        (Place(), Place(), "foreign"),
    ],
)
def test_scope_is_how_near_the_subject_is(account: Place, subject: Place, scope: str) -> None:
    assert roles.scope_of(account, subject) == scope


def test_the_inspector_and_the_administrator_never_record_content() -> None:
    own = {
        role: {a for r, a in roles.rights() if r == role and a in kinds()} for role in ("inspector", "administrator")
    }
    tokens = {"token.issued", "token.revoked"}
    assert own["inspector"] - tokens == {"finding.raised", "finding.closed", "finding.voided", "attestation.made"}
    accounts = {"account.opened", "account.closed", "account.linked", "account.unlinked"}
    assert own["administrator"] - tokens == accounts | {"token.cut"}
    assert ("administrator", "read") not in roles.rights()


TOLD: dict[str, dict[str, object]] = {
    "operation.planned": {"name": "Example", "first_day": "2026-05-01"},
    "operation.tallied": {"method": "jail", "count": 3},
    "operation.deconflicted": {"conflict": "none"},
    "operation.closed": {"told": "over"},
    "operation.voided": {},
    "officer.examined": {"exam": "final", "score": 80},
    "officer.suspended": {},
}
"""Kinds that add rows, change facts, take back, and count what was before."""


@st.composite
def entries_of_one(draw: st.DrawFn) -> list[Entry]:
    """A few entries of one subject on days in any order."""
    told = draw(
        st.lists(st.tuples(st.sampled_from(sorted(TOLD)), st.integers(1, 4), st.booleans()), min_size=1, max_size=9)
    )
    return [_entry(number, *one) for number, one in enumerate(told)]


def _entry(number: int, kind: str, day: int, moves: bool) -> Entry:
    data = {**TOLD[kind], "count": number, "entry": number // 2}
    after = {"state": kind if moves else "planned", "passed": moves}
    known, by = datetime(2026, 6, 1, tzinfo=UTC), f"m-{number}"
    on = date(2026, 5, day)
    return Entry(number, known, on, kind, "operation:op1", "FL-example", by, "manager", data, {}, after)


@given(entries_of_one())
def test_one_more_entry_gives_the_state_that_all_of_them_give(told: list[Entry]) -> None:
    *before, last = told
    assert added(fold("operation:op1", before, last.on), before, last) == fold("operation:op1", told)
