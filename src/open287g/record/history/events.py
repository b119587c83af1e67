"""What happened, as events: each with the publication and line that show it, and an id made from what happened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from open287g.core.counted import counted
from open287g.record.believing.presence import Presence, Proof
from open287g.record.history.agreements import Agreement
from open287g.record.history.applications import Application
from open287g.record.history.claims import Claim
from open287g.record.identity.agencies import Agency
from open287g.record.identity.spellings import Spelling
from open287g.record.reading.lines import Entry
from open287g.record.values import EventKind, Reading
from open287g.vocabulary.file_names import is_number


@dataclass(frozen=True)
class Event:
    """One thing that happened. `publication` of the list `among` shows it, by `line`; None: the proof is an absence."""

    kind: EventKind
    agency: Agency
    agreement_id: str | None
    model: str | None
    among: Presence
    publication: int
    line: int | None
    says: str
    valid: date | None = None
    before: str | None = None
    after: str | None = None

    @cached_property
    def event_id(self) -> str:
        """The kind and a hash of what happened: the same whenever the record is built, whatever else it holds.

        How sure an ending is grows with every later list, and is no part of it.
        """
        whose = self.agreement_id or f"{self.agency.agency_id}:{self.model or ''}"
        after = "" if self.kind == "delisted" else self.after or ""
        name = "|".join([self.kind, whose, self.known.isoformat(), self.before or "", after])
        return f"{self.kind}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"

    @property
    def publication_id(self) -> str:
        """The publication that shows it."""
        return self.among.ids[self.publication]

    @property
    def known(self) -> date:
        """The day of that publication."""
        return self.among.days[self.publication]

    @property
    def proof(self) -> Proof:
        """The file and row that show it."""
        return self.among.proof(self.publication, self.line)


def events(
    agreements: Iterable[Agreement],
    agencies: Iterable[Agency],
    applications: Iterable[Application],
    entries: Sequence[Entry],
    spellings: Sequence[Spelling],
    listed: Presence,
) -> list[Event]:
    """Every event, by day, agency, kind and id."""
    told = [event for agreement in agreements for event in _of_agreement(agreement, entries)]
    told += [event for agency in agencies for event in _renamed(agency, spellings, listed)]
    told += [_pended(application) for application in applications]
    return sorted(told, key=lambda e: (e.known, e.agency.agency_id, e.kind, e.event_id))


def _of_agreement(agreement: Agreement, entries: Sequence[Entry]) -> Iterator[Event]:
    yield _listed(agreement)
    yield from _signed_changes(agreement)
    yield from _memoranda(agreement, entries)
    for absence in agreement.absences:
        name, model = agreement.agency.name, agreement.model
        gone = f"{name} is no longer listed under {model}: {agreement.why_absent}"
        if absence.end is None:
            sure = "moved" if agreement.moved_away else agreement.ending_grade
            yield _event(agreement, "delisted", absence.start, gone, after=sure)
        elif absence.ended:
            yield _event(agreement, "delisted", absence.start, gone, after=absence.grade)
            back = f"{name} is listed again under {model} after {counted(absence.days, 'day')}"
            yield _event(agreement, "relisted", absence.end, back)


def _event(
    agreement: Agreement,
    kind: EventKind,
    publication: int,
    says: str,
    *,
    valid: date | None = None,
    before: str | None = None,
    after: str | None = None,
) -> Event:
    line = agreement.line[publication]
    return Event(
        kind, agreement.agency, agreement.agreement_id, agreement.model, agreement.among, publication,
        None if line < 0 else line, says, valid, before, after,
    )  # fmt: skip


def _listed(agreement: Agreement) -> Event:
    """The first listing: a renewal, a change of model, or the first the lists know of it."""
    first, name, model = agreement.first, agreement.agency.name, agreement.model
    signed = agreement.instrument.since or agreement.signed[first]
    day = signed.isoformat() if signed else None
    renewed = next((s.before for s in agreement.predecessors if s.kind == "renewed"), None)
    if renewed is not None:
        says = f"{name} signed {model} anew{f' on {signed}' if signed else ''}"
        before = renewed.last_signed.isoformat() if renewed.last_signed else None
        return _event(agreement, "renewed", first, says, valid=signed, before=before, after=day)
    switched = next((s for s in agreement.predecessors if s.kind == "model_changed"), None)
    if switched is not None:
        old = switched.before.model
        says = f"{name} changed its model from {old} to {model}"
        return _event(agreement, "model_changed", first, says, valid=signed, before=old, after=model)
    says = f"{name} is listed under {model}{f', signed {signed}' if signed else ''}"
    return _event(agreement, "listed", first, says, valid=signed, after=day)


def _signed_changes(agreement: Agreement) -> Iterator[Event]:
    readings = {claim.signed: reading for claim, reading in _with_reading(agreement) if reading != "same"}
    before: date | None = None
    for p in agreement.turns:
        signed = agreement.signed[p]
        # A SIGNED that cannot be read corrects nothing.
        if agreement.line[p] < 0 or signed is None:
            continue
        if before is not None and signed != before:
            change = f"SIGNED of {agreement.agency.name} under {agreement.model} changes from {before} to {signed}"
            redated = readings.get(signed) == "redated"
            says = f"{change}: it had been listed before both had signed" if redated else change
            texts = {"before": before.isoformat(), "after": signed.isoformat()}
            yield _event(agreement, "date_corrected", p, says, valid=signed, **texts)
        before = signed


def _with_reading(agreement: Agreement) -> Iterator[tuple[Claim, Reading]]:
    return zip(agreement.instrument.claims, agreement.instrument.readings, strict=True)


def _memoranda(agreement: Agreement, entries: Sequence[Entry]) -> Iterator[Event]:
    linked: list[str] = []
    for p in agreement.turns:
        line = agreement.line[p]
        file = entries[line].moa_file if line >= 0 else ""
        # Where ICE's site goes over to numbers, no memorandum is replaced.
        if file and file not in linked and not (linked and is_number(file)):
            before = next((name for name in reversed(linked) if not is_number(name)), None)
            verb = "replaces" if before else "links"
            says = f"ICE {verb} the MOA of {agreement.agency.name} under {agreement.model}: {file}"
            yield _event(agreement, "moa_posted", p, says, before=before, after=file)
            linked.append(file)


def _renamed(agency: Agency, spellings: Sequence[Spelling], listed: Presence) -> Iterator[Event]:
    """A later spelling that is more than the same words written otherwise, where the earlier one ends."""
    if len(agency.spellings) == 1:
        return
    shown = [s for s in (spellings[number] for number in agency.spellings) if s.listed.any()]
    for after in shown:
        first = listed.stretches_of(after.lines)[0][0]
        if first == 0 or any(s.key == after.key and s.listed[first - 1] for s in shown):
            continue
        gone = [s for s in shown if s.key != after.key and s.listed[first - 1] and not s.listed[first]]
        for before in gone[:1]:
            line = next(line for line in after.lines if listed.bits[line, first])
            says = f"{before.name} is listed as {after.name}"
            yield Event("renamed", agency, None, None, listed, first, line, says, None, before.name, after.name)


def _pended(application: Application) -> Event:
    agency, model = application.agency, application.model
    says = f"{agency.name} is pending under {model or 'a model the list does not name'}"
    return Event("pended", agency, None, model, application.among, application.first, application.line, says)
