"""What a provision is, and the decorator that makes one of a function.

A provision is one condition of the statute, a regulation, an agreement or a policy. Its docstring is the law in plain
words; its body is an Ibis expression over the facts of the act, the officer and the agreement; a null stays unknown.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from open287g.core.errors import NotFoundError
from open287g.rulebook import shipped
from open287g.rulebook.language.addresses import Law
from open287g.rulebook.language.wide import Facts, wide_table
from open287g.rulebook.language.wording import Clauses, Quote, cites, quotes_of, spread
from open287g.rulebook.law.numbers import reading
from open287g.vocabulary import facts
from open287g.vocabulary.editions import EDITIONS, editions_of
from open287g.vocabulary.models import HELD_MODELS

if TYPE_CHECKING:
    import ibis.expr.types as ir

Kind = Literal["condition", "premise", "standard", "duty", "source", "reading"]
"""How a provision bears on the two verdicts.

- `condition`: must be shown. A fail makes the act not authorized, an unknown leaves it undetermined.
- `premise`: no log can hold it (what state law permits, what ICE's list claims). Shown to be missing, the act is not
  authorized; while it is unknown, the act is at best *authorized if*, and the verdict names it.
- `standard`: how the act is done, by regulation or Constitution. A fail makes the act not lawful, an unknown leaves its
  lawfulness undetermined; neither touches the authority.
- `duty`: owed before, with or after the act. Its breach is a finding and takes neither away.
- `source`: another source of power beside the agreement; reported, never counted.
- `reading`: one side of a conflict or dispute; reported, never counted.
"""

Test = Callable[[Facts, Facts, Facts], "ir.BooleanValue"]
"""A function of the act, the officer and the agreement."""


@dataclass(frozen=True)
class Provision:
    """One provision: what is said of it, and the `test` that runs.

    `clauses` are the sections of agreements that hold it; `quotes` the words of the law, or `unread` why there are
    none.
    """

    id: str
    laws: tuple[Law, ...]
    cites: str
    quotes: tuple[Quote, ...]
    unread: str
    says: str
    test: Test
    kind: Kind
    models: tuple[str, ...]
    acts: tuple[str, ...]
    editions: tuple[str, ...]
    clauses: Clauses
    when: Test | None
    yields_to: str
    topic: str
    by_statute: bool = False
    """It holds under any agreement, even one whose text the rulebook does not hold."""
    whatever_edition: bool = False
    """Every text that was read has it, so that its breach decides even where the edition is not held."""

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The facts its body reads, in order: as the package ships them where it ships this rulebook."""
        told = shipped.needs().get(self.id)
        return self.reads[0] if told is None else told

    @property
    def numbers(self) -> tuple[str, ...]:
        """The parameters its body reads."""
        return self.reads[1]

    @cached_property
    def reads(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts and the parameters its body reads, found by building its expression."""
        with reading() as numbers:
            needs = _needs(self)
        return needs, tuple(numbers)

    @property
    def column(self) -> str:
        """Its column where results are spread out."""
        return "p_" + self.id.replace(".", "_").replace("-", "_")

    @property
    def of_edition(self) -> bool:
        """An edition's text governs: it is in force wherever that edition is signed, whatever its own first day."""
        if self.by_statute and self.laws:
            return False
        return bool(self.quotes[0].edition) if self.quotes else not self.laws

    @property
    def since(self) -> date | None:
        """From when the text that governs holds: an edition's from its first day, a law's as it is dated, if it is."""
        return min(EDITIONS[name].since for name in self.editions) if self.of_edition else self.laws[0].since

    @property
    def until(self) -> date | None:
        """The first day on which it no longer holds; None where none is known."""
        return None if self.of_edition else self.laws[0].until

    @property
    def bars_always(self) -> bool:
        """Its breach makes an act not authorized whatever the edition."""
        return self.counts and (self.by_statute or self.whatever_edition)

    @property
    def counts(self) -> bool:
        """It bears on the authority."""
        return self.kind in ("condition", "premise")


_REGISTRY: dict[str, Provision] = {}


def provision(
    id: str,
    *,
    law: str | Sequence[str] = (),
    at: Mapping[str, str] | None = None,
    words: str | Mapping[str, str] = "",
    unread: str = "",
    models: Sequence[str] = HELD_MODELS,
    acts: Sequence[str] = facts.ACTS,
    editions: Sequence[str] | None = None,
    kind: Kind = "condition",
    when: Test | None = None,
    yields_to: str = "",
    by_statute: bool = False,
    whatever_edition: bool = False,
) -> Callable[[Test], Provision]:
    """Register the decorated function as a provision.

    `law` names the laws it rests on, the governing one first; `at` maps an edition (or a model, for all its editions)
    to the section that holds it; `words` are the sentence of the first law, or map a law or an edition to its sentence,
    the governing one first; `unread` says why there is none. Citation, link and days come from these. `editions`
    narrows `models` further; `when` is the trigger outside of which the provision does not apply; `yields_to` names the
    stronger provision of a conflict; `by_statute` says that it holds under any agreement, whatever its text;
    `whatever_edition` that every text read has it.
    """
    if bool(words) == bool(unread):
        raise ValueError(f"{id} needs the words of the law, or why they were not read")
    laws = tuple(map(Law, [law] if isinstance(law, str) else law))
    clauses = spread(at or {})
    quotes = quotes_of(id, words, laws, clauses)

    def register(test: Test) -> Provision:
        chosen = tuple(editions) if editions is not None else editions_of(*models)
        made = Provision(
            id=id,
            laws=laws,
            cites=cites(laws, clauses),
            quotes=quotes,
            unread=unread,
            says=" ".join((inspect.getdoc(test) or "").split()),
            test=test,
            kind=kind,
            models=tuple(dict.fromkeys(EDITIONS[name].model for name in chosen)),
            acts=tuple(acts),
            editions=chosen,
            clauses=clauses,
            when=when,
            yields_to=yields_to,
            topic=test.__module__.rsplit(".", 1)[-1],
            by_statute=by_statute,
            whatever_edition=whatever_edition,
        )
        if id in _REGISTRY:
            raise ValueError(f"two provisions are called {id}")
        _REGISTRY[id] = made
        return made

    return register


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
def provisions() -> tuple[Provision, ...]:
    """Every provision, in the order of its topic's file, whichever file was imported first."""
    from open287g.rulebook.law import topics

    topics.load()
    return tuple(sorted(_REGISTRY.values(), key=lambda p: topics.TOPICS.index(p.topic)))


def provision_named(id: str) -> Provision:
    """The provision called `id`."""
    by_id = {p.id: p for p in provisions()}
    if id not in by_id:
        topic = id.partition(".")[0]
        near = [name for name in by_id if get_close_matches(id, [name], cutoff=0.8)]
        close = near or [name for name in by_id if id.split(".")[-1] in name or name.startswith(f"{topic}.")]
        remedy = f"Did you mean {' or '.join(close)}?" if close else "See them all: open287g rules list."
        raise NotFoundError(f"no provision is called {id!r}", remedy=remedy, exit_code=2)
    return by_id[id]
