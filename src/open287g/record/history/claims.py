"""What ICE's list claims of an agreement: a SIGNED and a memorandum, from the first publication that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from open287g.record.believing.presence import Presence
from open287g.record.history.neighbors import near
from open287g.record.identity.agencies import Agency
from open287g.record.reading.lines import Entry

Key = tuple[str, str]
"""An agency's id and a model."""


@dataclass(frozen=True)
class Claim:
    """The lines of one agency and model with one SIGNED (None: unreadable) and one memorandum (empty: none linked).

    `first` is the first publication that shows it and `day` its day.
    """

    signed: date | None
    file: str
    lines: tuple[int, ...]
    first: int
    day: date


@dataclass(frozen=True, eq=False)
class Group:
    """All that the lists say of one agency under one model, its claims in the order in which they were listed.

    `pended` holds the days on which an application of the two came into a pending list, or came back to it; `taken`
    each SIGNED that a near agency's row came with, and the publication: the row may have been moved there.
    """

    agency: Agency
    model: str
    claims: tuple[Claim, ...]
    pended: tuple[date, ...]
    among: Presence
    taken: frozenset[tuple[date, int]] = frozenset()


def groups(
    entries: Sequence[Entry], agency_of_line: Sequence[Agency | None], listed: Presence, pending: Presence
) -> list[Group]:
    """The claims of the participating lists, by agency and model."""
    lines: dict[Key, list[int]] = defaultdict(list)
    waiting: dict[Key, list[int]] = defaultdict(list)
    agencies: dict[str, Agency] = {}
    for line, entry in enumerate(entries):
        agency = agency_of_line[line]
        if agency is None or not entry.model:
            continue
        agencies[agency.agency_id] = agency
        if listed.stretches[line]:
            lines[agency.agency_id, entry.model].append(line)
        if pending.stretches[line]:
            waiting[agency.agency_id, entry.model].append(line)
    return _with_taken(
        [
            Group(
                agencies[key[0]], key[1], _claims(own, entries, listed), _pended(waiting.get(key, ()), pending), listed
            )
            for key, own in sorted(lines.items())
        ]
    )


def _with_taken(made: list[Group]) -> list[Group]:
    came: dict[tuple[str, date], list[tuple[Agency, int]]] = defaultdict(list)
    for group in made:
        first = group.claims[0]
        if first.signed is not None and first.first > 0:
            came[group.model, first.signed].append((group.agency, first.first))
    return [replace(group, taken=_taken(group, came)) if len(group.claims) > 1 else group for group in made]


def _taken(group: Group, came: dict[tuple[str, date], list[tuple[Agency, int]]]) -> frozenset[tuple[date, int]]:
    return frozenset(
        (claim.signed, publication)
        for claim in group.claims
        if claim.signed is not None
        for agency, publication in came.get((group.model, claim.signed), ())
        if publication > claim.first and near(group.agency, agency)
    )


def _claims(lines: Iterable[int], entries: Sequence[Entry], listed: Presence) -> tuple[Claim, ...]:
    alike: dict[tuple[date | None, str], list[int]] = defaultdict(list)
    for line in lines:
        alike[entries[line].signed, entries[line].moa_file].append(line)
    claims = []
    for (signed, file), same in alike.items():
        first = min(listed.stretches[line][0][0] for line in same)
        claims.append(Claim(signed, file, tuple(same), first, listed.days[first]))
    return tuple(sorted(claims, key=lambda c: (c.first, c.signed or date.max, c.file)))


def _pended(lines: Sequence[int], pending: Presence) -> tuple[date, ...]:
    return tuple(pending.days[start] for start, _ in pending.stretches_of(lines))
