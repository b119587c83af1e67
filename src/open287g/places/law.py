"""What state law says of 287(g) agreements on a day: required, allowed, banned, or unknown."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from open287g.core.bundled import read_yaml
from open287g.places.dated_rule import DatedRule, Status, agreed
from open287g.places.states import state_named


class Rule(DatedRule):
    """One rule of a state's law on agreements; `disputed`: sources disagree on it."""

    who: Literal["all agencies", "sheriffs with jails", "state agencies"]
    disputed: bool


class Law(BaseModel):
    """A state's law on a day.

    `status` is what binds local agencies; it is unknown where no rule for them is in force or the rules disagree.
    `rules` are those in force, `other` those of another day or of no known day.
    """

    model_config = ConfigDict(frozen=True)

    state: str
    day: date
    status: Status
    rules: tuple[Rule, ...]
    other: tuple[Rule, ...]

    @property
    def confirmed(self) -> bool:
        """Whether every rule behind the answer was read in its own text and no source disagrees."""
        return bool(self.rules) and all(rule.confirmed and not rule.disputed for rule in self.rules)


@cache
def rules() -> tuple[Rule, ...]:
    """The register, by state."""
    register = read_yaml("places/data/state_law.yaml")
    return tuple(sorted((Rule.model_validate(entry) for entry in register), key=lambda rule: rule.state))


def law_of(state: str, day: date) -> Law:
    """What a state's law says on `day`; unknown where the register has no rule."""
    state_named(state)
    mine = [rule for rule in rules() if rule.state == state]
    force = tuple(rule for rule in mine if rule.in_force(day))
    status = agreed(rule for rule in force if rule.who != "state agencies")
    return Law(state=state, day=day, status=status, rules=force, other=tuple(r for r in mine if r not in force))
