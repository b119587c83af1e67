"""What state law says of 287(g) agreements on a day: required, allowed, banned, or unknown."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from open287g.core.bundled import read_yaml
from open287g.places.dated_rule import DatedRule, Status, agreed
from open287g.places.states import state_named


class Rule(DatedRule):
    """One rule of a state's law on agreements; `disputed`: sources disagree on it.

    `duty`: whether a required agreement must be signed, or asking for one meets the rule. `approval`: who must agree to
    what. `vetoed`: a bill that never became law. `existing_until`: by when a ban had agreements of before it ended.
    `making_only`: a ban of making or renewing agreements, whose words say nothing of those of before it.
    `sought` and `found`: for whom looks next.
    """

    who: Literal["all agencies", "sheriffs with jails", "state agencies"]
    disputed: bool
    duty: Literal["", "sign", "seek"] = ""
    approval: str = ""
    penalties: str = ""
    vetoed: bool = False
    existing_until: date | None = None
    making_only: bool = False
    sought: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        wrong = [
            (self.confirmed and self.disputed, "a rule whose own text was read is not disputed"),
            (self.vetoed and self.status != "unknown", "a vetoed bill binds no one"),
            (self.status == "unknown" and not (self.vetoed or self.sought), "an unknown rule says what was sought"),
            (self.duty and self.status != "required", "only a required rule has a duty"),
            (self.existing_until and self.status != "banned", "only a ban has agreements ended by a day"),
            (self.making_only and self.status != "banned", "only a ban is of making agreements alone"),
            (self.making_only and self.existing_until, "a ban of making alone ends no agreement by a day"),
        ]
        for fault, says in wrong:
            if fault:
                raise ValueError(f"{self.state}: {says}")
        return self

    @property
    def certain(self) -> bool:
        """Whether the rule was read in its own text and no source disagrees: only then may it settle a question."""
        return self.confirmed and not self.disputed


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

    def __repr__(self) -> str:
        by = "; ".join(rule.citation for rule in self.rules) or "no rule in force is known"
        return f"<Law of {self.state} on {self.day}: {self.status} ({by})>"

    @property
    def confirmed(self) -> bool:
        """Whether every rule behind the answer was read in its own text and no source disagrees."""
        return bool(self.rules) and all(rule.certain for rule in self.rules)

    @property
    def permits(self) -> bool | None:
        """Whether a local agency may agree; None where that is unknown, or where a rule behind the answer was not read
        in its own text or is disputed. A State that only allows agreements leaves it open: the law of the place may
        forbid one, or another body's approval come first.
        """
        behind = [rule for rule in self.rules if rule.who != "state agencies"]
        doubted = not all(rule.certain for rule in behind)
        return None if doubted else {"banned": False, "required": True}.get(self.status)


@cache
def rules() -> tuple[Rule, ...]:
    """The register, by state."""
    register = read_yaml("places/data/state_law.yaml")
    return tuple(sorted((Rule.model_validate(entry) for entry in register), key=lambda rule: rule.state))


def last_read() -> date:
    """The newest day on which the text of a rule in the register was read: of what came later it says nothing."""
    return max(rule.read_on for rule in rules() if rule.read_on is not None)


@lru_cache(maxsize=2_048)
def law_of(state: str, day: date) -> Law:
    """What a state's law says on `day`; unknown where the register has no rule."""
    state_named(state)
    mine = [rule for rule in rules() if rule.state == state]
    force = tuple(rule for rule in mine if rule.in_force(day))
    status = agreed(rule for rule in force if rule.who != "state agencies")
    return Law(state=state, day=day, status=status, rules=force, other=tuple(r for r in mine if r not in force))
