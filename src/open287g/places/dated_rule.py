"""One rule of a state's law with its days, as every register of state law has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from open287g.core.period import Period

Status = Literal["required", "allowed", "banned", "unknown"]


class DatedRule(BaseModel):
    """What a rule says of `status` from `start` up to `end`.

    `start` None: no day was read. `confirmed` False: confirm before use; True: its own text was read, on `read_on` at
    `address`, by the copy that `copied_by` names; `enacted` False: that text is the act as a house passed it. Each has
    its citation and what was read.
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
    address: str = ""
    read_on: date | None = None
    copied_by: str = Field("", alias="copy")
    enacted: bool = True

    @model_validator(mode="after")
    def _was_read(self) -> Self:
        read = self.address.startswith("http") and self.read_on is not None and bool(self.copied_by)
        if self.confirmed and not read:
            raise ValueError(f"{self.state}: a confirmed rule has an address, the day it was read and by what copy")
        return self

    def in_force(self, day: date) -> bool:
        """Whether the rule is certainly in force on `day`."""
        return self.start is not None and Period(self.start, self.end).holds(day)


def agreed(rules: Iterable[DatedRule]) -> Status:
    """What rules in force say together: their status where they agree, unknown where there is none or they differ."""
    said: set[Status] = {rule.status for rule in rules}
    return said.pop() if len(said) == 1 else "unknown"
