"""The clocks, as clocks.yaml says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml
from open287g.rulebook.language.provision import Provision, provision_named
from open287g.rulebook.law.numbers import parameters


@dataclass(frozen=True)
class Clock:
    """One entry of clocks.yaml."""

    name: str
    says: str
    subject: str
    who: str
    starts: tuple[str, ...]
    done: tuple[str, ...]
    count: str
    states: tuple[str, ...]
    models: tuple[str, ...]
    number: str
    value: float
    warn: int | None
    cites: str
    provision: Provision | None


@cache
def clocks() -> tuple[Clock, ...]:
    """Every clock."""
    return tuple(_clock(name, told) for name, told in read_yaml("office/clocks/clocks.yaml").items())


def _clock(name: str, told: Mapping[str, Any]) -> Clock:
    provision = provision_named(told["provision"]) if "provision" in told else None
    return Clock(
        name=name,
        says=told["says"],
        subject=told["subject"],
        who=told["who"],
        starts=tuple(told["from"]),
        done=tuple(told.get("done", ())),
        count=told["count"],
        states=tuple(told.get("states", ())),
        models=tuple(told.get("models", provision.models if provision else ())),
        number=told.get("number", ""),
        value=told.get("value", 0),
        warn=told.get("warn"),
        cites=told.get("cites") or (provision.cites if provision else parameters()[told["number"]].values[-1].cites),
        provision=provision,
    )
