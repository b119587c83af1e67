"""What stands below the provisions of a decision, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from open287g.rulebook.decide import Decision
from open287g.rulebook.readings import Reading


def lines_of(decision: Decision) -> Iterator[str]:
    """The lines, in the order in which a lawyer asks: whose act, what contradicts, what is disputed, what is
    missing.
    """
    if decision.covered is False:
        yield "The rulebook does not hold this edition, or the law of this day: it gives no verdict."
    used = f"{decision.agency or 'no agency named'}, {decision.agreement or 'no agreement named'}"
    yield f"Agency and agreement: {used}"
    yield from (f"Contradiction, not judged: {line}" for line in decision.contradictions)
    for one in decision.readings:
        yield from _of_reading(one)
    if decision.other_sources:
        yield f"Not under this agreement is not unlawful; see: {', '.join(decision.other_sources)}"
    if decision.missing:
        yield f"To settle it, tell: {', '.join(decision.missing)}"
    if decision.subject_to:
        yield f"Authorized if: {', '.join(decision.subject_to)}"
    yield f"Duties: {decision.duties}"
    yield from (f"Rests on: {line}" for line in decision.basis)
    yield f"Rulebook sha256 {decision.rulebook_sha256[:16]}, facts sha256 {decision.facts_sha256[:16]}"


def _of_reading(one: Reading) -> Iterator[str]:
    yield f"Two readings: {one.asks}"
    if one.binding:
        yield f"  narrow: {one.narrow or 'no answer'}; wide: {one.wide or 'no answer'}; {one.binding} binds"
    if one.cases:
        yield f"  decided here: {'; '.join(one.cases)}; by courts: {one.contested}"
