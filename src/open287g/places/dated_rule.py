"""One rule of a state's law with its days, as every register of state law has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from open287g.core.period import Period

Status = Literal["required", "allowed", "banned", "unknown"]


class DatedRule(BaseModel):
    """What a rule says of `status` from `start` up to `end`.

    `start` None: no day was read. `confirmed` False: confirm before use. Each has its citation and what was read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: str
    status: Status
    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")
    citation: str
    says: str
    confirmed: bool
    note: str
    sources: tuple[str, ...] = Field(min_length=1)

    def in_force(self, day: date) -> bool:
        """Whether the rule is certainly in force on `day`."""
        return self.start is not None and Period(self.start, self.end).holds(day)


def agreed(rules: Iterable[DatedRule]) -> Status:
    """What rules in force say together: their status where they agree, unknown where there is none or they differ."""
    said: set[Status] = {rule.status for rule in rules}
    return said.pop() if len(said) == 1 else "unknown"
