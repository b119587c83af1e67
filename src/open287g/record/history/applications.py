"""Applications in the pending lists, and what became of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from open287g.core.thresholds import whole
from open287g.record.believing.presence import Presence, Proof, Stretches
from open287g.record.history.agreements import Agreement
from open287g.record.identity.agencies import Agency
from open287g.record.reading.lines import Entry
from open287g.record.values import Waiting

# Pending rows come and go within days; only a longer absence makes the next row another application.
_APART_DAYS = whole("record", "pending_gap_days")


@dataclass(frozen=True, eq=False)
class Application:
    """One stretch [first, last] of publications of the pending list `among` that show an agency under a model.

    `line` shows it in the first; `agreement` is what it became; `already_listed`: it was participating before.
    """

    agency: Agency
    model: str | None
    among: Presence
    first: int
    last: int
    line: int
    status: Waiting
    agreement: Agreement | None
    already_listed: bool

    @property
    def pended(self) -> date:
        """Day of the first pending list that shows it."""
        return self.among.days[self.first]

    @property
    def listed(self) -> date | None:
        """Day of the first participating list that shows the agreement it became."""
        return None if self.agreement is None else self.agreement.day(self.agreement.first)

    @property
    def proof(self) -> Proof:
        """The file and row that first show it."""
        return self.among.proof(self.first, self.line)


def applications(
    entries: list[Entry], agency_of_line: Sequence[Agency | None], pending: Presence, agreements: list[Agreement]
) -> list[Application]:
    """All applications, by agency, model and day."""
    own: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        own[agreement.agency.agency_id, agreement.model].append(agreement)
    agencies: dict[str, Agency] = {}
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for line, agency in enumerate(agency_of_line):
        if agency is not None and pending.stretches[line]:
            agencies[agency.agency_id] = agency
            groups[agency.agency_id, entries[line].model or ""].append(line)
    told: list[Application] = []
    for key, lines in sorted(groups.items()):
        for first, last in _stretches(pending.stretches_of(lines), pending.days):
            line = next(i for i in lines if pending.bits[i, first])
            told.append(_application(agencies[key[0]], key[1] or None, pending, (first, last), line, own.get(key, [])))
    return told


def _stretches(here: Stretches, days: tuple[date, ...]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for start, end in here:
        if stretches and (days[start] - days[stretches[-1][1]]).days <= _APART_DAYS:
            stretches[-1] = (stretches[-1][0], end - 1)
        else:
            stretches.append((start, end - 1))
    return stretches


def _application(
    agency: Agency, model: str | None, pending: Presence, when: tuple[int, int], line: int, own: list[Agreement]
) -> Application:
    first, last = when
    day = pending.days[first]
    later = [agreement for agreement in own if agreement.day(agreement.first) >= day]
    became = min(later, key=lambda agreement: agreement.first) if later else None
    newest = last == len(pending.days) - 1
    status: Waiting = "listed" if became is not None else "pending" if newest else "gone"
    already = any(_listed_before(agreement, day) for agreement in own)
    return Application(agency, model, pending, first, last, line, status, became, already)


def _listed_before(agreement: Agreement, day: date) -> bool:
    before = bisect_left(agreement.among.days, day) - 1
    return before >= 0 and agreement.listed(before)
