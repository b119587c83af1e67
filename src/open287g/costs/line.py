"""What a line of costs is, and the decorator that makes one of a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from open287g.costs.draws import Draws, World

BASES = ("incremental", "full")
"""incremental: what would not be spent otherwise. full: with the share of what is paid anyway, such as salaries."""
PAYERS = ("ICE", "agency", "county", "state")
MODELS = ("JEM", "WSO", "TFM")

Counted = Callable[[World, str], Draws]
"""A cost in dollars on a basis, worlds by years; one year stands for all where it is the same in each."""


@dataclass(frozen=True)
class Line:
    """One line of a note: what it is in both languages, who pays it under each model, and what it needs to know.

    `needs` names the assumptions by basis; a basis that it lacks costs nothing new there,
    and where two bases need the same it costs the same on both. `source` says who pays.
    `also` names those that it heeds where they are known.
    """

    name: str
    says: str
    says_es: str
    payers: Mapping[str, str]
    source: str
    needs: Mapping[str, tuple[str, ...]]
    counted: Counted
    also: tuple[str, ...] = ()

    def uses(self, assumption: str, basis: str) -> bool:
        """Whether its cost on this basis changes with an assumption."""
        return assumption in self.needs.get(basis, ()) or assumption in self.also

    def payer(self, model: str) -> str:
        """Who pays it under this model."""
        return self.payers[model]


LINES: dict[str, Line] = {}
"""Every line by name, in the order in which a note prints them."""


def line(
    name: str,
    *,
    says_es: str,
    needs: tuple[str, ...],
    bases: Mapping[str, tuple[str, ...]] | tuple[str, ...] = BASES,
    payer: str | Mapping[str, str] = "agency",
    also: tuple[str, ...] = (),
    source: str = "MOA of each model: salaries, overtime and local costs are the agency's (JEM and WSO IV.E, TFM X)",
) -> Callable[[Counted], Counted]:
    """Make a line of a function of the world and the basis; its docstring is what a commissioner reads.

    `bases` names those on which it is counted, or maps each to what it needs there beside `needs`.
    """

    def made(counted: Counted) -> Counted:
        extra = bases if isinstance(bases, Mapping) else dict.fromkeys(bases, ())
        by_model = dict.fromkeys(MODELS, payer) if isinstance(payer, str) else dict(payer)
        says = " ".join((counted.__doc__ or "").split())
        all_needs = {basis: (*needs, *more) for basis, more in extra.items()}
        LINES[name] = Line(name, says, says_es, by_model, source, all_needs, counted, also)
        return counted

    return made


def first_year(world: World, amount: Draws) -> Draws:
    """An amount that is spent in the first year only."""
    told: Draws = np.multiply.outer(amount, np.arange(world.years) == 0)
    return told


def later_years(world: World, amount: Draws) -> Draws:
    """An amount of every year but the first."""
    told: Draws = np.multiply.outer(amount, np.arange(world.years) > 0)
    return told


def every_year(world: World, amount: Draws) -> Draws:
    """An amount of every year, told once."""
    told: Draws = amount[:, np.newaxis]
    return told
