"""Kinds of events and their fields, as kinds.yaml says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml
from open287g.core.errors import DamageError, InputError
from open287g.vocabulary import facts
from open287g.vocabulary.facts import Fact

FILE = "office/model/kinds.yaml"
OWN = frozenset({"official", "text", "private", "area", "state", "agency", "ids"})
"""Kinds of fields that only the office has; all others are kinds of facts."""


@dataclass(frozen=True)
class Kind:
    """One kind of event: the fields it needs and may have, what follows from it, and what guards it."""

    name: str
    subject: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    sets: Mapping[str, Any]
    guards: tuple[str, ...]
    not_by: tuple[str, ...]
    only: str
    private: frozenset[str]
    reason: bool
    ahead: bool
    voids: bool
    of_file: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it may hold beside those that name its subject."""
        return (*self.needs, *self.may)


@dataclass(frozen=True)
class Subject:
    """What events are about: the fields that name one, and the facts it starts with."""

    name: str
    key: tuple[str, ...]
    starts: Mapping[str, Any]


@cache
def subjects() -> dict[str, Subject]:
    """Every subject by name."""
    told = read_yaml(FILE)["subjects"]
    return {name: Subject(name, tuple(one["key"]), one.get("starts", {})) for name, one in told.items()}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of event by name. Raises DamageError for a field that nothing describes."""
    by_name = {name: _kind(name, told) for name, told in read_yaml(FILE)["kinds"].items()}
    for kind in by_name.values():
        for name in (*kind.fields, *subjects()[kind.subject].key):
            if field(kind.subject, name) is None:
                raise DamageError(f"{kind.name} has the field {name}, which nothing describes", FILE)
    return by_name


def kind_named(name: str) -> Kind:
    """The kind called `name`. Raises InputError where there is none."""
    if name not in kinds():
        raise InputError("there is no such kind of event", "kind", "See docs/methods/office.md for all.", exit_code=2)
    return kinds()[name]


def _kind(name: str, told: Mapping[str, Any]) -> Kind:
    subject = name.partition(".")[0]
    needs = tuple(told.get("needs", ()))
    open_facts = facts.RECORDS[told["facts"]] if "facts" in told else ()
    key = subjects()[subject].key
    further = tuple(one for one in open_facts if one not in (*needs, *key, "agency_id"))
    return Kind(
        name=name,
        subject=subject,
        needs=needs,
        may=(*told.get("may", ()), *further),
        sets=told.get("sets", {}),
        guards=tuple(told.get("guards", ())),
        not_by=tuple(told.get("not_by", ())),
        only=told.get("only", ""),
        private=frozenset(told.get("private", ())),
        reason=told.get("reason", False),
        ahead=told.get("ahead", False),
        voids=told.get("voids", False),
        of_file=told.get("of_file", False),
    )


@cache
def field(subject: str, name: str) -> Fact | None:
    """What describes a field of an event about `subject`: a fact of its record, else a field of the office."""
    known = facts.RECORDS.get(subject, {})
    if name in known:
        return known[name]
    told = read_yaml(FILE)["fields"].get(name)
    if told is None:
        return None
    choices = tuple(told.get("choices", ()))
    return Fact(told["kind"], told["says"], choices, told.get("low"), told.get("high"), name=name)
