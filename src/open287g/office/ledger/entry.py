"""One entry of the ledger, and the bytes by which it is hashed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One event as it stands in the ledger.

    `number` counts from 0. `known` is when the ledger took it in, `on` the day on which it holds in the world. `by` is
    the account. `before` and `after` are the state and the facts that changed. `data` are the fields of the event, of
    private ones only the commitment, in `private`. `provisions` were asked, and none of them refused. `previous` is the
    leaf of the entry before, in hex. `clock` is what the clock showed where it had gone back behind the entry before.
    """

    number: int
    known: datetime
    on: date
    kind: str
    subject: str
    agency_id: str
    by: str
    role: str
    data: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    private: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    provisions: tuple[str, ...] = ()
    previous: str = ""
    clock: str = ""

    def body(self) -> str:
        """Its canonical JSON: the bytes of the leaf, in UTF-8."""
        return canonical(
            {
                **self.__dict__,
                "known": moment_text(self.known),
                "on": self.on.isoformat(),
                "provisions": list(self.provisions),
            }
        )


def entry_of(body: str) -> Entry:
    """The entry of a canonical body."""
    told = json.loads(body)
    told["known"] = moment_of(told["known"])
    told["on"] = date.fromisoformat(told["on"])
    told["provisions"] = tuple(told["provisions"])
    return Entry(**told)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def moment_text(moment: datetime) -> str:
    """A moment in UTC to the microsecond, always equally long."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The moment that `moment_text` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
