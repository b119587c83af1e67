"""What state law says of cooperation with ICE that needs no agreement: notice of release, holds, data, access."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from open287g.core.bundled import read_yaml
from open287g.core.period import Period
from open287g.places.states import state_named

Kind = Literal["notice", "hold", "data", "access"]
Standing = Literal["required", "allowed", "banned", "unknown"]


class CooperationRule(BaseModel):
    """One rule on one kind of cooperation. `start` None: no day was read; `confirmed` False: confirm before use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: str
    kind: Kind
    status: Literal["required", "allowed", "banned"]
    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")
    citation: str
    says: str
    confirmed: bool
    note: str
    sources: tuple[str, ...] = Field(min_length=1)

    def in_force(self, day: date) -> bool:
        """Whether the rule is certainly in force on `day`."""
        return self.start is not None and Period(self.start, self.end).holds(day)


@cache
def cooperation_rules() -> tuple[CooperationRule, ...]:
    """The register, by state and kind."""
    rules = map(CooperationRule.model_validate, read_yaml("places/data/state_cooperation.yaml"))
    return tuple(sorted(rules, key=lambda rule: (rule.state, rule.kind)))


def cooperation_of(state: str, day: date) -> dict[Kind, Standing]:
    """What binds local agencies of a state on `day`, by kind; unknown where no rule is in force or rules disagree."""
    state_named(state)
    standing: dict[Kind, Standing] = {}
    for kind in get_args(Kind):
        said = {r.status for r in cooperation_rules() if (r.state, r.kind) == (state, kind) and r.in_force(day)}
        standing[kind] = next(iter(said)) if len(said) == 1 else "unknown"
    return standing
