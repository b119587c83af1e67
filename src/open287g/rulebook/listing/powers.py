"""What each model lets an officer do, act by act, read from the rulebook's list of powers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from open287g.rulebook.language import wording
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.law import powers as listed
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.facts import ACTS
from open287g.vocabulary.models import SHOWN


@dataclass(frozen=True)
class Power:
    """Whether a model lists an act: yes, limited (in the jail only), no, or unknown where the text is not held."""

    model: str
    verdict: str


@dataclass(frozen=True)
class Row:
    """One act across models, and where the law says so."""

    act: str
    cites: str
    powers: tuple[Power, ...]


@dataclass(frozen=True)
class Powers:
    """Acts by models."""

    models: tuple[str, ...]
    rows: tuple[Row, ...]


def for_models(models: Iterable[str], acts: Sequence[str] = ACTS) -> Powers:
    """The table of the given models, in the order of SHOWN; others follow and are unknown."""
    return _for_models(frozenset(models), tuple(acts))


@cache
def _for_models(wanted: frozenset[str], acts: tuple[str, ...]) -> Powers:
    chosen = tuple(model for model in SHOWN if model in wanted) + tuple(sorted(wanted.difference(SHOWN)))
    return Powers(chosen, tuple(Row(act, cites(act), tuple(Power(m, verdict(act, m)) for m in chosen)) for act in acts))


def verdict(act: str, model: str) -> str:
    """yes, limited, no or unknown."""
    return listed.powers()[act].get(model, "unknown")


def cites(act: str) -> str:
    """The texts that list the act."""
    power = power_of(act)
    models = listed.listed(act)
    return wording.cites(power.laws, tuple((name, at) for name, at in power.clauses if EDITIONS[name].model in models))


@cache
def power_of(act: str) -> Provision:
    """The provision that says which models list the act."""
    (power,) = (p for p in provisions() if p.topic == "powers" and p.kind == "condition" and p.acts == (act,))
    return power
