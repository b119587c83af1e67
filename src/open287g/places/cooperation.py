"""What state law says of cooperation with ICE that needs no agreement: notice of release, holds, data, access."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal, get_args

from open287g.core.bundled import read_yaml
from open287g.places.dated_rule import DatedRule, Status, agreed
from open287g.places.states import state_named

Kind = Literal["notice", "hold", "data", "access"]


class CooperationRule(DatedRule):
    """One rule on one kind of cooperation."""

    kind: Kind


@cache
def cooperation_rules() -> tuple[CooperationRule, ...]:
    """The register, by state and kind."""
    rules = map(CooperationRule.model_validate, read_yaml("places/data/state_cooperation.yaml"))
    return tuple(sorted(rules, key=lambda rule: (rule.state, rule.kind)))


def cooperation_of(state: str, day: date) -> dict[Kind, Status]:
    """What binds local agencies of a state on `day`, by kind; unknown where no rule is in force or rules disagree."""
    state_named(state)
    mine = [rule for rule in cooperation_rules() if rule.state == state and rule.in_force(day)]
    return {kind: agreed(rule for rule in mine if rule.kind == kind) for kind in get_args(Kind)}
