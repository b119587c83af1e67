"""What a provision is, and the decorator that makes one of a function.

A provision is one condition of the statute, a regulation, an agreement or a policy. Its docstring is the law in plain
words; its body is an Ibis expression over the facts of the act, the officer and the agreement; a null stays unknown.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Literal

import ibis
import ibis.expr.types as ir

from open287g.core.errors import NotFoundError
from open287g.rulebook.language.derived import DERIVED
from open287g.rulebook.law.numbers import reading
from open287g.vocabulary import facts
from open287g.vocabulary.editions import EDITIONS, HELD, editions_of

# Each stage of the expression is its own subquery, so that what two provisions share is computed once.
ibis.options.sql.fuse_selects = False

Kind = Literal["condition", "premise", "duty", "reading"]
"""How a provision bears on the verdict.

- `condition`: must be shown. A fail makes the act not authorized, an unknown leaves it undetermined.
- `premise`: lies outside a log of acts (state law, ICE's supervision). Shown to be missing, the act is not authorized;
  while unknown, the verdict is given subject to it and says so.
- `duty`: owed before, with or after the act. Its breach is a finding and does not take the authority away.
- `reading`: the losing side of a conflict or dispute; reported, never counted.
"""

Test = Callable[["Facts", "Facts", "Facts"], ir.BooleanValue]
"""A function of the act, the officer and the agreement."""


class Facts:
    """The facts of one record on one day; reading one notes that it was needed."""

    def __init__(self, table: ir.Table, record: str, needed: set[str] | None = None) -> None:
        self._table = table
        self._record = record
        self._needed = needed if needed is not None else set()

    def __getattr__(self, name: str) -> Any:
        if name in DERIVED:
            self._needed.update(DERIVED[name][2])
            return self._table[name]
        if name not in facts.RECORDS[self._record]:
            raise AttributeError(f"{self._record} has no fact {name!r}")
        self._needed.add(f"{self._record}.{name}")
        return self._table[f"{self._record}_{name}"]


@dataclass(frozen=True)
class Provision:
    """One provision. `needs` names the facts its body reads, in order; `clauses` the sections of agreements that
    hold it.
    """

    id: str
    cites: str
    says: str
    test: Test
    kind: Kind
    models: tuple[str, ...]
    acts: tuple[str, ...]
    editions: tuple[str, ...]
    since: date
    until: date | None
    clauses: tuple[tuple[str, str], ...]
    when: Test | None
    yields_to: str
    topic: str
    needs: tuple[str, ...] = field(default=())
    numbers: tuple[str, ...] = field(default=())
    """The parameters its body reads."""

    @property
    def column(self) -> str:
        """Its column where results are spread out."""
        return "p_" + self.id.replace(".", "_").replace("-", "_")

    @property
    def counts(self) -> bool:
        """It bears on the verdict."""
        return self.kind in ("condition", "premise")


_REGISTRY: dict[str, Provision] = {}


def provision(
    id: str,
    *,
    cites: str,
    models: Sequence[str] = ("JEM", "WSO", "TFM"),
    acts: Sequence[str] = facts.ACTS,
    editions: Sequence[str] | None = None,
    since: str = "1996-09-30",
    until: str | None = None,
    clauses: Sequence[tuple[str, str]] | Mapping[str, str] = (),
    kind: Kind = "condition",
    when: Test | None = None,
    yields_to: str = "",
) -> Callable[[Test], Provision]:
    """Register the decorated function as a provision.

    `since` and `until` are the days [since, until) on which the act must fall; `editions` narrows `models` further;
    `clauses` maps an edition (or a model, for all its editions) to the section that holds it; `when` is the trigger
    outside of which the provision does not apply; `yields_to` names the stronger provision of a conflict.
    """

    def register(test: Test) -> Provision:
        chosen = tuple(editions) if editions is not None else editions_of(*models)
        made = Provision(
            id=id,
            cites=cites,
            says=" ".join((inspect.getdoc(test) or "").split()),
            test=test,
            kind=kind,
            models=tuple(dict.fromkeys(EDITIONS[name].model for name in chosen)),
            acts=tuple(acts),
            editions=chosen,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until) if until else None,
            clauses=_spread(clauses),
            when=when,
            yields_to=yields_to,
            topic=test.__module__.rsplit(".", 1)[-1],
        )
        with reading() as numbers:
            needs = _needs(made)
        made = replace(made, needs=needs, numbers=tuple(numbers))
        if id in _REGISTRY:
            raise ValueError(f"two provisions are called {id}")
        _REGISTRY[id] = made
        return made

    return register


def _spread(clauses: Sequence[tuple[str, str]] | Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = clauses.items() if isinstance(clauses, Mapping) else clauses
    spread = {}
    for name, section in pairs:
        for edition in [name] if name in EDITIONS else editions_of(name):
            spread[edition] = section
    return tuple(spread.items())


def _needs(made: Provision) -> tuple[str, ...]:
    needed: set[str] = set()
    table = wide_table()
    records = tuple(Facts(table, name, needed) for name in facts.RECORDS)
    made.test(*records)
    if made.when is not None:
        made.when(*records)
    order = [f"{record}.{name}" for record, names in facts.RECORDS.items() for name in names]
    return tuple(name for name in order if name in needed)


@cache
def wide_table() -> ir.Table:
    """An unbound table of the wide schema."""
    return ibis.table(wide_schema(), name="wide")


@cache
def wide_schema() -> dict[str, str]:
    """Every column of the wide table and its Ibis type; instants are microseconds since 1970 in UTC."""
    schema = {}
    for record, names in facts.RECORDS.items():
        for name, fact in names.items():
            instant = fact.dtype.startswith("timestamp")
            schema[f"{record}_{name}"] = "int64" if instant else fact.dtype
    return schema | {name: dtype for name, (dtype, _, _) in DERIVED.items()}


@cache
def provisions() -> tuple[Provision, ...]:
    """Every provision, in the order of its topic's file, whichever file was imported first."""
    from open287g.rulebook.law import topics

    topics.load()
    return tuple(sorted(_REGISTRY.values(), key=lambda p: topics.TOPICS.index(p.topic)))


def is_standing(p: Provision) -> bool:
    """`p` looks at nothing of the act but its day."""
    of_act = {name for name in p.needs if name.startswith("act.")}
    return p.acts == facts.ACTS and of_act <= {"act.at", "act.time_zone"}


def provision_named(id: str) -> Provision:
    """The provision called `id`."""
    by_id = {p.id: p for p in provisions()}
    if id not in by_id:
        close = ", ".join(
            name for name in by_id if id.split(".")[-1] in name or name.startswith(id.split(".")[0] + ".")
        )
        raise NotFoundError(
            f"no provision is called {id!r}", remedy=f"Close: {close}" if close else "See `open287g rules list`."
        )
    return by_id[id]


def bits(names: Sequence[str], of: Sequence[str]) -> int:
    """A mask with one bit for each of `names`, by its place in `of`."""
    return sum(1 << of.index(name) for name in names)


ACT_BITS = {name: 1 << place for place, name in enumerate(facts.ACTS)}
MODEL_BITS = {name: 1 << place for place, name in enumerate(facts.MODELS)}
EDITION_BITS = {name: 1 << place for place, name in enumerate(HELD)}
