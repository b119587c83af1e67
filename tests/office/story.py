"""Reads the stories of `tests/scenarios/office`: steps by accounts, and what each comes to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from open287g.office.clocks.due import due
from open287g.office.entering.falls import falls
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import read
from tests.office.agency import House

FOLDER = Path(__file__).parents[1] / "scenarios" / "office"


def names() -> list[str]:
    """The stories there are."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def tell(house: House, name: str) -> None:
    """Run a story from its first step to its last; each step asserts what it says."""
    told = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    for number, step in enumerate(told["steps"], 1):
        _step(house, told, step, f"{name}, step {number}: {step.get('it', '')}")


def _step(house: House, told: dict[str, Any], step: dict[str, Any], label: str) -> None:
    if "now" in step:
        house.clock.now = datetime.fromisoformat(step["now"])
    if "event" in step:
        _event(house, told, step, label)
    if "due" in step:
        items = read(house.office.engine, lambda c: due(c, house.clock.now))
        found = {f"{one.clock} {one.subject}": one.local + (" overdue" if one.overdue else "") for one in items}
        assert {key: found.get(key, "none") for key in step["due"]} == step["due"], label
    for subject, state in step.get("states", {}).items():
        assert house.state(subject).state == state, label


def _event(house: House, told: dict[str, Any], step: dict[str, Any], label: str) -> None:
    fields = {
        **told.get("everywhere", {}),
        **told.get("named", {}).get(step.get("who", ""), {}),
        **step.get("with", {}),
    }
    wanted = {name: value for name, value in fields.items() if value != "none"}
    try:
        receipt = house.say(step["by"], step["event"], step.get("day"), **wanted)
    except Refused as refused:
        assert [reason.rule for reason in refused.reasons] == step.get("refused"), f"{label}: {refused}"
        return
    assert "refused" not in step, label
    if "after" in step:
        assert receipt.after == step["after"], label
    for name, value in step.get("falls", {}).items():
        assert list(getattr(receipt.falls, name)) == value, label
    if "failed" in step:
        assert list(receipt.failed) == step["failed"], label


def left(house: House, agency: str, day: datetime) -> Any:
    """What is without authority in an agency on a day."""
    return read(house.office.engine, lambda c: falls(c, agency, day.date()))
