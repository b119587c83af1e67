"""One agreement followed through the publications: where it is listed, what each says of it, what came in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from open287g.record.believing.presence import Presence, Proof, Stretches
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

    `stretches`: where they list it; `line[p]`: the line that lists it in publication p, -1 if none does; `signed[p]`:
    SIGNED as p lists it; `turns`: from its first listing on, each publication in which another line than before stands,
    or none any more. `successor` and `predecessors` are set once all agreements are known.
    """

    instrument: Instrument
    among: Presence
    stretches: Stretches
    line: tuple[int, ...]
    signed: tuple[date | None, ...]
    turns: tuple[int, ...]
    absences: tuple[Absence, ...]
    successor: Successor | None = None
    predecessors: list[Successor] = field(default_factory=list)

    @cached_property
    def agreement_id(self) -> str:
        """<agency_id>:<MODEL>:<n>"""
        return self.instrument.agreement_id

    @cached_property
    def agency(self) -> Agency:
        """Whose it is."""
        return self.instrument.agency

    @cached_property
    def model(self) -> str:
        """JEM, WSO or TFM."""
        return self.instrument.model

    @cached_property
    def first(self) -> int:
        """The first publication that lists it."""
        return self.stretches[0][0]

    @cached_property
    def last(self) -> int:
        """The last publication that lists it."""
        return self.stretches[-1][1] - 1

    def listed(self, publication: int) -> bool:
        """Whether a publication lists it; -1 is the newest."""
        return self.line[publication] >= 0

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
        """Whether ICE moved the row to another agency, model or state: then this one never was, and nothing ended."""
        return self.successor is not None and self.successor.kind == "moved"

    @property
    def copied(self) -> bool:
        """Whether its row was that of an agreement of another state, which the same lists show before and beside it."""
        return self.moved_away and self.successor is not None and self.successor.after.first < self.first

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
        if self.copied:
            return f"ICE mended the row's STATE: it was that of {after}, which stood beside it"
        return {
            "renewed": f"signed anew as {after}",
            "model_changed": f"the agency changed its model to {after}",
            "moved": f"ICE moved the row to {after}, with the same SIGNED",
        }[self.successor.kind]


def follow(instrument: Instrument, entries: Sequence[Entry]) -> Agreement:
    """Follow one agreement through the publications."""
    among = instrument.group.among
    since: dict[date | None, int] = {}
    for claim in instrument.claims:
        since[claim.signed] = min(claim.first, since.get(claim.signed, claim.first))
    # Of two rows for one agreement, the one with the later first listing is ICE's correction of the other.
    in_order = sorted(
        instrument.lines, key=lambda i: (since[entries[i].signed], bool(entries[i].moa_file), str(entries[i].signed), i)
    )
    line = [-1] * len(among.days)
    edges = set[int]()
    for number in in_order:
        for first, end in among.stretches[number]:
            line[first:end] = [number] * (end - first)
            edges |= {first, end}
    edges.discard(len(line))
    turns = tuple(p for p in sorted(edges) if p == 0 or line[p] != line[p - 1])
    signed: list[date | None] = [None] * len(line)
    for start, end in pairwise((*turns, len(line))):
        if line[start] >= 0:
            signed[start:end] = [entries[line[start]].signed] * (end - start)
    stretches = among.stretches_of(instrument.lines)
    return Agreement(instrument, among, stretches, tuple(line), tuple(signed), turns, tuple(absences(stretches, among)))


def connect(successors: Iterable[Successor]) -> None:
    """Tell each agreement what came in its place and what it came in the place of."""
    for successor in successors:
        successor.before.successor = successor
        if not successor.before.copied:
            successor.after.predecessors.append(successor)
