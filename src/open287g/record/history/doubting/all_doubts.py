"""Every doubt about a record."""

from __future__ import annotations

from collections.abc import Sequence

from open287g.record.believing.presence import Presence
from open287g.record.history.agreements import Agreement
from open287g.record.history.doubting.agencies import agency_doubts, copied_row
from open287g.record.history.doubting.doubt import Doubt
from open287g.record.history.doubting.memoranda import memorandum_doubts
from open287g.record.history.doubting.signings import signing_doubts
from open287g.record.identity.agencies import Agency
from open287g.record.identity.spellings import Spelling
from open287g.record.reading.lines import Entry


def doubts(
    agreements: Sequence[Agreement],
    agencies: Sequence[Agency],
    spellings: Sequence[Spelling],
    entries: Sequence[Entry],
    lists: tuple[Presence, Presence],
) -> list[Doubt]:
    """What in the rows contradicts what is known otherwise, by agency, agreement and kind."""
    spelled = {a.agency_id: tuple(spellings[n].name for n in a.spellings) for a in agencies}
    told = [doubt for agreement in agreements for doubt in (*signing_doubts(agreement), *copied_row(agreement))]
    told += memorandum_doubts(agreements, spelled)
    for agency in agencies:
        lines = sorted(line for number in agency.spellings for line in spellings[number].lines)
        told += agency_doubts(agency, lines, entries, *lists)
    return sorted(told, key=lambda d: (d.agency.agency_id, d.agreement_id or "", d.kind, d.column, d.value))
