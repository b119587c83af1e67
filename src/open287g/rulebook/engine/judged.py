"""What one decision needs of the rulebook, in plain values: its provisions, its checks and its program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from open287g.rulebook.engine.interpret import Program


@dataclass(frozen=True)
class Judged:
    """What a decision says of a provision, and the digit of its result: `place` in the column `word`.

    `scope` are the facts that say whether it applies, `needs` those that its body reads; `words` where the sentences
    stand that govern it; `counts`, `bars_always` as in `Provision`; `reads_hour`: the day of the act does not do.
    """

    id: str
    kind: str
    says: str
    cites: str
    yields_to: str
    words: tuple[str, ...]
    sha256: str
    scope: tuple[str, ...]
    needs: tuple[str, ...]
    reads_hour: bool
    counts: bool
    bars_always: bool
    word: str
    place: int

    def digit(self, found: Mapping[str, Any]) -> int:
        """Its result, 0 to 3, in a row that has the words."""
        return int(found[self.word] >> 2 * self.place) & 3


@dataclass(frozen=True)
class Compiled:
    """The rulebook over one act: its provisions in order, what each bit of `contradictions` says, the program; and the
    program over one officer and agreement on a day, of what access asks.
    """

    provisions: tuple[Judged, ...]
    checks: tuple[str, ...]
    program: Program
    access: Program
