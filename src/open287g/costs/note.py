"""The fiscal note: from assumptions to possible worlds, from these to lines, and from lines to sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from open287g.costs.assumptions import Assumption
from open287g.costs.bounds import Bound, Standing, standing, with_repaid
from open287g.costs.draws import Draws, World
from open287g.costs.line import BASES, PAYERS, Line
from open287g.costs.lines import LINES
from open287g.costs.repayment import repaid, scheme
from open287g.costs.totals import Amount, Cash, amount, cash_low_point

DRAWS = 10_000
"""Possible worlds by default: the 5th and 95th percentiles then move by about one percent of the range."""
SEED = 287


@dataclass(frozen=True)
class Row:
    """An amount of a line by basis and year (None: all years together), who pays it first, and on what it rests."""

    line: str
    says: str
    says_es: str
    payer: str
    basis: str
    year: int | None
    amount: Amount
    sources: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A line that is not in the sum on this basis, and the assumptions that are wanted for it."""

    line: str
    says: str
    says_es: str
    basis: str
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """A sum by basis, payer and year. `payer` is one of PAYERS, or `all`, `repaid`, `net` (all less repaid).

    On each basis only that is repaid which pays for costs of it. `bound` says what the true sum is to this one.
    `unknown`: every line that belongs into it is left out, so that its 0 says nothing.
    """

    basis: str
    payer: str
    year: int | None
    amount: Amount
    bound: Bound
    unknown: bool

    @property
    def at_least(self) -> bool:
        """Whether the true sum is this one or more."""
        return self.bound == "at least"


@dataclass(frozen=True)
class Note:
    """A fiscal note. `at_least` by basis: whether lines are left out, so that the true sum is higher."""

    model: str
    years: int
    seed: int
    draws: int
    lines: tuple[Row, ...]
    totals: tuple[Total, ...]
    repaid: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    at_least: Mapping[str, bool]
    cash: Mapping[str, Cash | None]
    over_budget: float | None
    assumptions: Mapping[str, Assumption]


def fiscal_note(
    model: str,
    assumptions: Mapping[str, Assumption],
    *,
    years: int = 5,
    draws: int = DRAWS,
    seed: int = SEED,
    reimbursement: bool = True,
) -> Note:
    """The note of an agreement under `model` over `years`, in dollars of the years the assumptions name."""
    world = World(assumptions, draws, years, seed)
    counted, left_out = _counted(world)
    back = {part.name: repaid(world, part) for part in scheme(model) if reimbursement and world.known(*part.needs)}
    missing = {basis: any(left.basis == basis for left in left_out) for basis in BASES}
    sums = {basis: with_repaid(_by_payer(world, model, counted, basis), basis, scheme(model), back) for basis in BASES}
    return Note(
        model,
        years,
        seed,
        draws,
        tuple(_rows(world, model, counted)),
        tuple(_totals(sums, _standing(model, counted, left_out, back, reimbursement), years)),
        tuple(_repaid_rows(world, model, back)),
        tuple(left_out),
        missing,
        {basis: cash_low_point(world, _local(sums[basis]), sums[basis]["repaid"]) for basis in BASES},
        _over_budget(world, counted),
        assumptions,
    )


Counts = dict[tuple[str, str], Draws]
"""Dollars by world and year, by line and basis."""


def _counted(world: World) -> tuple[Counts, list[LeftOut]]:
    counted: Counts = {}
    left_out = []
    for line in LINES.values():
        for basis, needs in line.needs.items():
            wanted = tuple(name for name in needs if not world.known(name))
            if wanted:
                left_out.append(LeftOut(line.name, line.says, line.says_es, basis, wanted))
            else:
                counted[line.name, basis] = _once(world, line, basis, counted)
    return counted, left_out


def _once(world: World, line: Line, basis: str, counted: Counts) -> Draws:
    """The line's dollars on this basis: those of another basis where it needs the same there."""
    same = [
        other for other, needs in line.needs.items() if needs == line.needs[basis] and (line.name, other) in counted
    ]
    return counted[line.name, same[0]] if same else line.counted(world, basis)


def _rows(world: World, model: str, counted: Counts) -> list[Row]:
    rows = []
    told = {id(dollars): dollars for dollars in counted.values()}
    by_year = {at: _by_year(dollars, world.years) for at, dollars in told.items()}
    for (name, basis), dollars in counted.items():
        line = LINES[name]
        sources = _sources(world, line.needs[basis], line.source)
        rows += [
            Row(name, line.says, line.says_es, line.payer(model), basis, year, amount, sources)
            for year, amount in by_year[id(dollars)]
        ]
    return rows


def _repaid_rows(world: World, model: str, back: Mapping[str, Draws]) -> list[Row]:
    parts = {part.name: part for part in scheme(model)}
    return [
        Row(
            name,
            parts[name].says,
            parts[name].says_es,
            parts[name].payer,
            "repaid",
            year,
            amount,
            (parts[name].source,),
        )
        for name, dollars in back.items()
        for year, amount in _by_year(dollars, world.years)
    ]


def _sources(world: World, needs: tuple[str, ...], pays: str) -> tuple[str, ...]:
    named = dict.fromkeys(world.assumptions[name].source for name in needs)
    return (*named, pays)


def _by_year(dollars: Draws, years: int) -> list[tuple[int | None, Amount]]:
    if dollars.shape[1] == 1:
        each = amount(dollars[:, 0])
        return [*((year + 1, each) for year in range(years)), (None, amount(dollars[:, 0] * years))]
    columns = np.ascontiguousarray(dollars.T)
    amounts: list[Amount] = []
    for year, column in enumerate(columns):
        # Most lines cost the same in every year but the first.
        same = year > 0 and np.array_equal(column, columns[year - 1])
        amounts.append(amounts[-1] if same else amount(column))
    return [*((year + 1, one) for year, one in enumerate(amounts)), (None, amount(dollars.sum(axis=1)))]


def _by_payer(world: World, model: str, counted: Counts, basis: str) -> dict[str, Draws]:
    sums = {payer: np.zeros((1, 1)) for payer in PAYERS}
    for (name, of_basis), dollars in counted.items():
        if of_basis == basis:
            payer = LINES[name].payer(model)
            sums[payer] = sums[payer] + dollars
    return sums


def _local(sums: Mapping[str, Draws]) -> Draws:
    return sums["agency"] + sums["county"]


def _standing(
    model: str, counted: Counts, left_out: list[LeftOut], back: Mapping[str, Draws], reimbursement: bool
) -> Standing:
    lines = [(name, LINES[name].payer(model), basis) for name, basis in counted]
    left = [(one.line, LINES[one.line].payer(model), one.basis) for one in left_out]
    return standing(scheme(model) if reimbursement else (), lines, left, frozenset(back))


def _totals(sums: Mapping[str, dict[str, Draws]], stands: Standing, years: int) -> list[Total]:
    totals = []
    for basis, by_payer in sums.items():
        for payer, dollars in by_payer.items():
            bound, unknown = stands.bounds[basis, payer], (basis, payer) in stands.unknown
            totals += [Total(basis, payer, year, of, bound, unknown) for year, of in _by_year(dollars, years)]
    return totals


def _over_budget(world: World, counted: Counts) -> float | None:
    """The chance, in a year, that courts order more than one percent of the budget; None where that is unknown."""
    ordered = [dollars for (name, basis), dollars in counted.items() if name in _COURTS and basis == "full"]
    if not ordered or not world.known("budget"):
        return None
    return float(np.mean(sum(ordered, np.zeros((1, 1))) > world["budget"][:, None] / 100))


_COURTS = ("legal-exposure", "class-judgment")
