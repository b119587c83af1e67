"""The record before it is written: what was read, who is who, and the history of each agreement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from open287g.record.believing.presence import Presence
from open287g.record.believing.verdicts import Publications, Snapshot
from open287g.record.early.era import NOTHING, Era, era
from open287g.record.early.later import Later, LaterAgreement
from open287g.record.early.sources import lists
from open287g.record.history.agreements import Agreement
from open287g.record.history.applications import Application, applications
from open287g.record.history.beliefs import Belief, Moves, beliefs
from open287g.record.history.claims import Group, Key
from open287g.record.history.doubting.all_doubts import doubts
from open287g.record.history.doubting.doubt import Doubt
from open287g.record.history.events import Event, events
from open287g.record.history.statements import Statement
from open287g.record.identity.agencies import Agency, Redirect
from open287g.record.identity.joining import Identity
from open287g.record.identity.spellings import Spelling
from open287g.record.reading.corpus import Corpus
from open287g.record.reading.lines import Entry


@dataclass(frozen=True, eq=False)
class Draft:
    """Everything the tables are written from.

    `entries` and `agency_of_line` are by the number of a line of the corpus, `publications` by the name of the list;
    `moves` tell which agreements' rows went to another agency, and in which publication. `early` says whether the
    bundled sources of the years before the lists belong to it.
    """

    corpus: Corpus
    entries: list[Entry]
    snapshots: list[Snapshot]
    publications: dict[str, Publications]
    participating: Presence
    pending: Presence
    spellings: list[Spelling]
    identity: Identity
    agencies: list[Agency]
    redirects: list[Redirect]
    agency_of_line: list[Agency | None]
    groups: list[Group]
    agreements: list[Agreement]
    moves: Moves
    statements: list[Statement]
    early: bool = False

    def presence(self, name: str) -> Presence:
        """The matrix of the list of this name."""
        return self.participating if name == "participating" else self.pending

    @cached_property
    def applications(self) -> list[Application]:
        """What the pending lists showed, by agency, model and day."""
        return applications(self.entries, self.agency_of_line, self.pending, self.agreements)

    @cached_property
    def events(self) -> list[Event]:
        """What happened, by day."""
        return events(
            self.agreements, self.agencies, self.applications, self.entries, self.spellings, self.participating
        )

    @cached_property
    def beliefs(self) -> list[Belief]:
        """What could be known of each agreement's validity, by agency and model."""
        own: dict[Key, list[Agreement]] = defaultdict(list)
        for agreement in self.agreements:
            own[agreement.agency.agency_id, agreement.model].append(agreement)
        return [
            belief
            for group in self.groups
            for belief in beliefs(group, own[group.agency.agency_id, group.model], self.entries, self.moves)
        ]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What in the rows contradicts what is known otherwise."""
        lists = (self.participating, self.pending)
        return doubts(self.agreements, self.agencies, self.spellings, self.entries, lists)

    @cached_property
    def agreement_of_line(self) -> dict[int, Agreement]:
        """Whose line it is, for the lines of the participating list that make an agreement."""
        return {line: agreement for agreement in self.agreements for line in agreement.instrument.lines}

    @cached_property
    def agency_of_spelling(self) -> dict[int, Agency]:
        """Whose spelling it is, by the spelling's number."""
        return {number: agency for agency in self.agencies for number in agency.spellings}

    @cached_property
    def era(self) -> Era:
        """The years before the first list, by the same ids of agencies; nothing of them where they do not belong."""
        if not self.early:
            return NOTHING
        last = max(source.seen for source in lists() if source.seen is not None)
        published = zip(self.participating.days, self.participating.ids, strict=True)
        day, publication_id = next(((day, name) for day, name in published if day > last), (None, None))
        agreements = tuple(
            LaterAgreement(a.agreement_id, a.agency.agency_id, a.model, a.last_signed, a.day(a.first))
            for a in self.agreements
        )
        redirects = {redirect.old_id: redirect.new_id for redirect in self.redirects}
        return era(Later(day, publication_id, agreements, redirects))
