"""Which claims are one agreement: one instrument of one agency under one model, told from its renewals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from open287g.record.history.claims import Claim, Group
from open287g.record.history.readings import read_claim, second_memorandum
from open287g.record.identity.agencies import Agency
from open287g.record.values import Reading
from open287g.vocabulary.file_names import day_in_name

Part = list[tuple[Claim, Reading]]


@dataclass(frozen=True, eq=False)
class Instrument:
    """One agreement: what it is of, n, and its claims with what each was read as, in the order they were listed.

    `since` is the day in the name of the memorandum that shows a second signing where SIGNED was left as it was.
    """

    group: Group
    n: int
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    since: date | None = None

    @property
    def agency(self) -> Agency:
        """Whose it is."""
        return self.group.agency

    @property
    def model(self) -> str:
        """JEM, WSO or TFM."""
        return self.group.model

    @cached_property
    def agreement_id(self) -> str:
        """<agency_id>:<MODEL>:<n>"""
        return f"{self.agency.agency_id}:{self.model}:{self.n}"

    @cached_property
    def lines(self) -> list[int]:
        """All its lines."""
        return [line for claim in self.claims for line in claim.lines]


def told_apart(group: Group, until: int | None = None) -> list[Instrument]:
    """The agreements of a group, by n, as its claims up to the publication `until` tell them (None: all of them)."""
    parts: list[Part] = []
    for claim in group.claims:
        if until is None or claim.first <= until:
            _place(claim, parts, group)
    return [
        Instrument(group, n, tuple(c for c, _ in part), tuple(r for _, r in part), _since(part, parts[: n - 1]))
        for n, part in enumerate(parts, 1)
    ]


def _place(claim: Claim, parts: list[Part], group: Group) -> None:
    """Put a claim into the part it is of, or make it the first of another."""
    ordered = sorted(range(len(parts)), key=lambda i: (not _says_the_same(parts[i], claim), -i))
    for i in ordered:
        reading = read_claim([c for c, _ in parts[i]], claim, group)
        if reading in ("same", "corrected") or (reading == "redated" and i == len(parts) - 1):
            parts[i].append((claim, reading))
            _parted(parts, i, group)
            return
    parts.append([(claim, "renewed" if parts else "same")])


def _says_the_same(part: Part, claim: Claim) -> bool:
    return any(c.signed == claim.signed or (c.file and c.file == claim.file) for c, _ in part)


def _parted(parts: list[Part], i: int, group: Group) -> None:
    """Part a re-dated agreement where a memorandum of its own has come to stand under the second date."""
    part, (claim, _) = parts[i], parts[i][-1]
    at = next((k for k, (c, reading) in enumerate(part) if reading == "redated" and c.signed == claim.signed), 0)
    if at and second_memorandum([c for c, _ in part[:at]], claim, group):
        (first, _), *rest = part[at:]
        parts[i : i + 1] = [part[:at], [(first, "renewed"), *rest]]


def _since(part: Part, before: Sequence[Part]) -> date | None:
    claim, _ = part[0]
    stale = any(claim.signed == c.signed for earlier in before for c, _ in earlier)
    return day_in_name(claim.file) if stale else None
