"""What a sum of a note is to the true one: whole, at least, at most, or neither, and where it says nothing at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from open287g.costs.draws import Draws
from open287g.costs.line import BASES, PAYERS
from open287g.costs.repayment import Repaid

Bound = Literal["whole", "at least", "at most", "none"]
"""The true sum is this one; not less, since costs are left out; not more, since more may come back; or either."""
Placed = tuple[str, str, str]
"""A line of costs: its name, who pays it, on which basis."""


@dataclass(frozen=True)
class Standing:
    """By basis and payer: the bound of each sum; and the sums of which lines are left out and none is counted."""

    bounds: Mapping[tuple[str, str], Bound]
    unknown: frozenset[tuple[str, str]]


def with_repaid(
    by_payer: Mapping[str, Draws], basis: str, parts: Sequence[Repaid], back: Mapping[str, Draws]
) -> dict[str, Draws]:
    """Sums by payer with `all` of them, what is `repaid` of costs on the basis, and the `net` that is left."""
    none = np.zeros((1, 1))
    everyone = sum(by_payer.values(), none)
    repaid = sum((back[part.name] for part in parts if part.name in back and basis in part.bases), none)
    return {**by_payer, "all": everyone, "repaid": repaid, "net": everyone - repaid}


def standing(
    parts: Sequence[Repaid], counted: Sequence[Placed], left: Sequence[Placed], back: frozenset[str]
) -> Standing:
    """How each sum stands; `parts` is what may come back, `back` the names of what is counted of it."""
    bounds: dict[tuple[str, str], Bound] = {}
    unknown: set[tuple[str, str]] = set()
    for basis in BASES:
        told = {payer for _, payer, of in counted if of == basis}
        wanted = {payer for _, payer, of in left if of == basis}
        missing = frozenset(name for name, _, of in left if of == basis)
        mine = [part for part in parts if basis in part.bases]
        some = any(part.name in back for part in mine)
        costs: Bound = "at least" if missing else "whole"
        bounds |= {(basis, payer): costs for payer in (*PAYERS, "all")}
        bounds[basis, "repaid"] = "whole" if all(part.name in back for part in mine) else "none"
        bounds[basis, "net"] = _of_net(missing, [part for part in mine if part.name not in back])
        unknown |= {(basis, payer) for payer in wanted - told}
        if wanted and not told:
            unknown |= {(basis, "all"), (basis, "net")}
        if not some and any(part.payer == "ICE" for part in mine):
            unknown |= {(basis, "repaid"), (basis, "net")}
        # It would look like a gain.
        if any(part.name in back and part.pays in missing for part in mine):
            unknown.add((basis, "net"))
    return Standing(bounds, frozenset(unknown))


def _of_net(missing: frozenset[str], untold: Sequence[Repaid]) -> Bound:
    """The bound of what is left: costs left out make it more, what may come back besides makes it less.

    What never exceeds a cost that is left out too makes it no less.
    """
    less = any(part.within not in missing for part in untold)
    if missing:
        return "none" if less else "at least"
    return "at most" if less else "whole"
