"""The record while it is being made: what was read, who is who, and the life of each agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from open287g.record.believing.verdicts import Publications, Snapshot
from open287g.record.history.absences import Life
from open287g.record.history.presence import Presence
from open287g.record.history.successors import Successor
from open287g.record.identity.agencies import Agency, Redirect
from open287g.record.identity.joining import Identity
from open287g.record.identity.spellings import Spelling
from open287g.record.reading.corpus import Corpus
from open287g.record.reading.lines import Reading


@dataclass(frozen=True, eq=False)
class World:
    """Everything the tables are written from; lists are indexed by the numbers the other lists hold."""

    corpus: Corpus
    readings: list[Reading]
    snapshots: list[Snapshot]
    publications: dict[str, Publications]
    listed: Presence
    pending: Presence
    spellings: list[Spelling]
    identity: Identity
    agencies: list[Agency]
    redirects: list[Redirect]
    agency_of_line: list[int]
    lives: list[Life]
    successors: dict[int, Successor]

    def agreement_id(self, life: int) -> str:
        """<agency_id>:<MODEL>:<n>"""
        made = self.lives[life].instrument
        return f"{self.agencies[made.agency].agency_id}:{made.model}:{made.n}"

    @cached_property
    def predecessors(self) -> dict[int, list[Successor]]:
        """For each life, what it came in the place of."""
        found: dict[int, list[Successor]] = {}
        for successor in self.successors.values():
            found.setdefault(successor.after, []).append(successor)
        return found

    def publication_id(self, kind: str, number: int) -> str:
        """<list>-<day>, with a letter from the second of a day on."""
        return self._publication_ids[kind][number]

    @cached_property
    def _publication_ids(self) -> dict[str, list[str]]:
        return {"participating": _ids("participating", self.listed), "pending": _ids("pending", self.pending)}

    def proof(self, kind: str, number: int, line: int | None) -> tuple[str, str, int | None]:
        """File, sha256 and row that show `line` in a publication; no row where the proof is an absence."""
        presence = self.listed if kind == "participating" else self.pending
        seen = presence.snapshots[number].seen
        return seen.name, seen.sha256, None if line is None else presence.row(number, line)

    def day(self, number: int) -> date:
        """Day of a participating publication."""
        return self.listed.days[number]


def _ids(kind: str, presence: Presence) -> list[str]:
    found: list[str] = []
    for number, day in enumerate(presence.days):
        nth = sum(other == day for other in presence.days[max(0, number - 26) : number])
        found.append(f"{kind}-{day.isoformat()}{chr(97 + nth) if nth else ''}")
    return found
