"""One agreement followed through the publications: where it is listed, what each says of it, what came in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np

from open287g.record.believing.presence import Bits, Presence, Proof
from open287g.record.history.absences import Absence, absences
from open287g.record.history.instruments import Instrument
from open287g.record.identity.agencies import Agency
from open287g.record.reading.lines import Entry
from open287g.record.values import Ended, Grade, Replaced


@dataclass(frozen=True, eq=False)
class Successor:
    """What came in the place of agreement `before`: `after`."""

    kind: Replaced
    before: Agreement
    after: Agreement


@dataclass(eq=False)
class Agreement:
    """An agreement in the publications of the participating list `among`.

    `listed[p]`: whether publication p lists it; `line[p]`: the line that lists it, -1 if none does; `signed[p]`: SIGNED
    as p lists it; `turns`: from its first listing on, each publication in which another line than before stands, or
    none any more. `successor` and `predecessors` are set once all agreements are known.
    """

    instrument: Instrument
    among: Presence
    listed: Bits
    line: tuple[int, ...]
    signed: tuple[date | None, ...]
    turns: tuple[int, ...]
    absences: tuple[Absence, ...]
    successor: Successor | None = None
    predecessors: list[Successor] = field(default_factory=list)

    @property
    def agreement_id(self) -> str:
        """<agency_id>:<MODEL>:<n>"""
        return self.instrument.agreement_id

    @property
    def agency(self) -> Agency:
        """Whose it is."""
        return self.instrument.agency

    @property
    def model(self) -> str:
        """JEM, WSO or TFM."""
        return self.instrument.model

    @cached_property
    def first(self) -> int:
        """The first publication that lists it."""
        return int(np.argmax(self.listed))

    @cached_property
    def last(self) -> int:
        """The last publication that lists it."""
        return len(self.listed) - 1 - int(np.argmax(self.listed[::-1]))

    def day(self, publication: int) -> date:
        """The day a publication was published."""
        return self.among.days[publication]

    @property
    def last_seen(self) -> date:
        """The last day on which a file shows the last publication that lists it."""
        return self.among.last_seen[self.last]

    def proof(self, publication: int) -> Proof:
        """The file and row that list it in a publication; the file alone where it is absent."""
        line = self.line[publication]
        return self.among.proof(publication, None if line < 0 else line)

    @property
    def ending(self) -> Absence | None:
        """Its present absence, if the newest publication does not list it."""
        return self.absences[-1] if self.absences and self.absences[-1].end is None else None

    @cached_property
    def last_signed(self) -> date | None:
        """SIGNED as last listed; an earlier value where the last cannot be read."""
        return next((s for s in reversed(self.signed[: self.last + 1]) if s is not None), None)

    @property
    def ever_linked(self) -> bool:
        """Whether the list ever linked a memorandum for it."""
        return any(claim.file for claim in self.instrument.claims)

    @property
    def moved_away(self) -> bool:
        """Whether ICE moved the row to another agency or model: then this one never was, and nothing ended."""
        return self.successor is not None and self.successor.kind == "moved"

    @property
    def superseded_by(self) -> Agreement | None:
        """The agreement that was signed in its place, listed beside it or after it."""
        renewed = self.successor is not None and self.successor.kind == "renewed"
        return self.successor.after if renewed and self.successor is not None else None

    @property
    def ending_grade(self) -> Grade:
        """The grade of its ending: by absence, raised where the lists show what came in its place."""
        assert self.ending is not None
        if self.successor is None:
            return self.ending.grade
        if self.successor.kind in ("renewed", "moved") or self.ending.grade != "suspected":
            return "confirmed"
        return "probable"

    @property
    def ended_as(self) -> Ended:
        """What kind of ending it is, as far as the lists tell."""
        if self.successor is not None and self.successor.kind == "renewed":
            return "superseded"
        if self.successor is not None and self.successor.kind == "model_changed":
            return "model_changed"
        return "unexplained" if self.ever_linked else "withdrawn"

    @property
    def why_absent(self) -> str:
        """Why the newest publication lacks it, as far as the lists tell."""
        if self.successor is None:
            return "the lists do not say why" if self.ever_linked else "no memorandum was ever linked"
        after = self.successor.after.agreement_id
        if self.moved_away and self.successor.after.agency is self.agency:
            return f"ICE mended the row's SUPPORT TYPE: it is {after}"
        return {
            "renewed": f"signed anew as {after}",
            "model_changed": f"the agency changed its model to {after}",
            "moved": f"ICE moved the row to {after}, with the same SIGNED",
        }[self.successor.kind]


def follow(instrument: Instrument, entries: Sequence[Entry]) -> Agreement:
    """Follow one agreement through the publications."""
    listed = instrument.group.among
    here = listed.of(instrument.lines)
    line = np.full(len(here), -1, np.int64)
    since: dict[date | None, int] = {}
    for claim in instrument.claims:
        since[claim.signed] = min(claim.first, since.get(claim.signed, claim.first))
    # Of two rows for one agreement, the one with the later first listing is ICE's correction of the other.
    for number in sorted(
        instrument.lines, key=lambda i: (since[entries[i].signed], bool(entries[i].moa_file), str(entries[i].signed), i)
    ):
        line[listed.bits[number]] = number
    signed_in = {-1: None, **{number: entries[number].signed for number in instrument.lines}}
    lines = line.tolist()
    edges = [0, *(np.flatnonzero(line[1:] != line[:-1]) + 1).tolist(), len(lines)]
    signed: list[date | None] = []
    for start, end in pairwise(edges):
        signed += [signed_in[lines[start]]] * (end - start)
    turns = tuple(p for p in edges[:-1] if p > 0 or lines[0] >= 0)
    return Agreement(instrument, listed, here, tuple(lines), tuple(signed), turns, tuple(absences(here, listed)))


def connect(successors: Iterable[Successor]) -> None:
    """Tell each agreement what came in its place and what it came in the place of."""
    for successor in successors:
        successor.before.successor = successor
        successor.after.predecessors.append(successor)
