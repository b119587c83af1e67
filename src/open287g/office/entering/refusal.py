"""Why an event was refused: every reason with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from open287g.core.errors import Open287gError


@dataclass(frozen=True)
class Reason:
    """One reason: the rule (a provision's id, or `role`, `state`, `two persons`, `field`, `state law`), what it says,
    what it is read from, and the facts that would settle it.
    """

    rule: str
    says: str
    cites: str = ""
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{self.rule}: {self.says}"
        told += f" ({self.cites})" if self.cites else ""
        return told + (f" To settle it, tell: {', '.join(self.missing)}." if self.missing else "")


class Refused(Open287gError):
    """The office does not take the event in. `reasons` are all there are. Commands exit with 3."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(["refused", *(f"- {reason}" for reason in reasons)]), exit_code=3)
