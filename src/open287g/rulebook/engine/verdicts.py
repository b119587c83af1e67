"""The verdicts that follow from results, for one act in plain Python: what `evaluate` says of millions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from open287g.rulebook.engine.judged import Judged
from open287g.vocabulary.results import FAIL, UNKNOWN
from open287g.vocabulary.verdicts import (
    AUTHORIZED,
    AUTHORIZED_IF,
    LAWFUL,
    NOT_AUTHORIZED,
    NOT_LAWFUL,
    UNDETERMINED,
)


def verdicts(of: Sequence[Judged], codes: Mapping[str, int], law_known: bool) -> dict[str, str]:
    """`verdict`, `lawfulness` and `duties` of the result of every provision; `law_known` is that of `evaluate`."""

    def any_of(code: int, *kinds: str) -> bool:
        return any(codes[p.id] == code for p in of if p.kind in kinds)

    return {
        "verdict": _authority(of, codes, law_known),
        "lawfulness": NOT_LAWFUL
        if any_of(FAIL, "standard")
        else UNDETERMINED
        if any_of(UNKNOWN, "standard")
        else LAWFUL,
        "duties": "breached" if any_of(FAIL, "duty") else "open" if any_of(UNKNOWN, "duty") else "kept",
    }


def _authority(of: Sequence[Judged], codes: Mapping[str, int], law_known: bool) -> str:
    def have(code: int, chosen: Iterable[Judged]) -> bool:
        return any(codes[p.id] == code for p in chosen)

    counting = [p for p in of if p.counts]
    conditions = [p for p in counting if p.kind == "condition"]
    if have(FAIL, [p for p in counting if p.bars_always]):
        return NOT_AUTHORIZED
    if not law_known:
        return UNDETERMINED
    if have(FAIL, counting):
        return NOT_AUTHORIZED
    if have(UNKNOWN, conditions):
        return UNDETERMINED
    return AUTHORIZED_IF if have(UNKNOWN, counting) else AUTHORIZED
