"""What adds a row to its subject: a tally asks for no other tally, and what the office tells is the same for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import literal, select, text, update

import open287g.office.office as office_module
from open287g.office.checks import verify
from open287g.office.entering.refusal import Refused
from open287g.office.exchange.backup import backup, restore
from open287g.office.ledger.database import migrate, read
from open287g.office.ledger.entry import canonical
from open287g.office.ledger.schema import MOVES, ROWS, subjects
from open287g.office.model.kinds import kinds
from open287g.office.model.moves import moves, starts_of
from open287g.office.model.state import LISTS
from open287g.office.tables import drift
from tests.office.agency import LEE, House, authorize, house, sign

OPERATION, AGREEMENT = "operation:op1", f"agreement:{LEE}:TFM:1"


@pytest.fixture
def planned(url: str, tmp_path: Path) -> House:
    """An office with an agreement in force and an operation of two days."""
    found = house(url, tmp_path)
    sign(found)
    authorize(found, "O-1")
    found.say("manager1-lee", "operation.planned", "2026-05-01", operation_id="op1", agency_id=LEE, name="North",
              first_day="2026-05-01", last_day="2026-05-02", officers=f"O-1:{LEE}:TFM")  # fmt: skip
    return found


def tally(found: House, on: str = "2026-05-01", count: int = 3) -> int:
    told = {"operation_id": "op1", "method": "jail", "criminality": "unknown", "count": count}
    return found.say("manager1-lee", "operation.tallied", on, **told).number


def cost(found: House) -> int:
    told = {"agreement_id": AGREEMENT.removeprefix("agreement:"), "cost_line": "training", "basis": "full", "usd": 100}
    return found.say("manager1-lee", "agreement.cost_recorded", "2025-06-01", **told).number


def voided(found: House, entry: int) -> None:
    found.say("super-FL", "operation.voided", "2026-05-02", operation_id="op1", entry=entry, reason="made in error")


def row(found: House, subject: str) -> Any:
    return read(found.office.engine, lambda c: c.execute(select(subjects).where(subjects.c.subject == subject)).one())


def holds(found: House) -> bool:
    """Whether the table is what the ledger says, and all verifies."""
    engine, keys = found.office.engine, found.office.keys
    return not read(engine, drift) and read(engine, lambda c: verify(c, keys)).ok


def test_rows_lead_from_a_state_to_itself_alone_and_check_nobody() -> None:
    assert set(ROWS) == LISTS.keys()
    for kind in ROWS:
        assert all([one.to for one in moves(kind, state)] == [state] for state in starts_of(kind))
        assert not kinds()[kind].not_by and not any(kind in other.not_by for other in kinds().values())


@pytest.mark.parametrize("rows", [0, 30])
def test_what_a_write_reads_does_not_grow_with_the_rows(
    planned: House, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = [(tally(planned), cost(planned)) for _ in range(rows + 1)][-1][0]
    asked: list[str] = []
    held = office_module._held
    monkeypatch.setattr(office_module, "_held", lambda body: asked.append(held(body).kind) or held(body))
    tally(planned)
    cost(planned)
    voided(planned, last)
    planned.say("manager1-lee", "act.entered", act_id="a", act="interrogate", at="2026-05-01T10:00:00",
                officer_id="O-1", agency_id=LEE, model="TFM")  # fmt: skip
    assert [one for one in asked if one in ROWS] == ["operation.tallied"]


def test_rows_are_told_by_the_ledger_and_counted_in_the_table(planned: House) -> None:
    numbers = [tally(planned, count=n) for n in range(3)]
    cost(planned)
    state = planned.state(OPERATION)
    assert [one["count"] for one in state.facts["tallies"]] == [0, 1, 2]
    told = row(planned, OPERATION)
    assert told.entries == len(state.entries) == 4 and "tallies" not in json.loads(told.facts)
    assert "costs" not in json.loads(row(planned, AGREEMENT).facts) and holds(planned)
    voided(planned, numbers[1])
    assert [one["count"] for one in planned.state(OPERATION).facts["tallies"]] == [0, 2]
    assert row(planned, OPERATION).entries == 3 and holds(planned)
    with pytest.raises(Refused, match="or was voided"):
        voided(planned, numbers[1])
    assert row(planned, OPERATION).entries == 3 and holds(planned)


def test_a_row_follows_only_from_a_state_of_its_day(planned: House) -> None:
    last = tally(planned, "2026-05-02")
    with pytest.raises(Refused, match="could not follow"):
        planned.say("manager1-lee", "operation.closed", "2026-05-01", operation_id="op1")
    voided(planned, last)
    planned.say("manager1-lee", "operation.closed", "2026-05-01", operation_id="op1")
    with pytest.raises(Refused, match="it is closed"):
        tally(planned, "2026-05-02")
    assert holds(planned)


def test_a_row_of_another_operation_is_not_taken_back(planned: House) -> None:
    with pytest.raises(Refused, match="none of this"):
        voided(planned, cost(planned))


def test_text_that_reads_like_a_row_moves_all_the_same(planned: House) -> None:
    like = '"kind":"operation.tallied"'
    plain = canonical({"kind": "operation.closed", "reason": like})
    told = read(planned.office.engine, lambda c: c.execute(select(text(MOVES)).select_from(
        select(literal(plain).label("body")).subquery())).scalar())  # fmt: skip
    assert bool(told)


def test_an_office_and_a_backup_of_before_come_forward_with_their_rows(planned: House, tmp_path: Path) -> None:
    """As it was released before: the facts of the table with their rows, no index; all else as it is."""
    tally(planned)
    cost(planned)
    engine = planned.office.engine

    def backward(connection: Any) -> None:
        for subject in (OPERATION, AGREEMENT):
            old = canonical(dict(planned.state(subject).facts))
            connection.execute(update(subjects).where(subjects.c.subject == subject).values(facts=old))
        connection.execute(text("drop index entries_that_move"))
        connection.execute(text("update alembic_version set version_num = '0006'"))

    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        backward(connection)
    assert read(engine, drift) == [AGREEMENT, OPERATION]
    backup(planned.office, tmp_path / "old.zip", with_keys=True)
    assert restore(tmp_path / "old.zip", f"sqlite:///{tmp_path / 'restored.sqlite'}", tmp_path / "keys").ok
    migrate(engine)
    assert holds(planned)
    tally(planned)
    assert len(planned.state(OPERATION).facts["tallies"]) == 2 and holds(planned)
