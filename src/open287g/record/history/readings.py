"""How a new claim of ICE's list is read: the same signing, its date corrected, re-dated, or the agreement signed anew.

An agreement is signed by the agency and then by ICE, and is in force at the later signature. ICE often lists it on the
first, or on a day that was only intended, and prints the true day later. So a later SIGNED is another signing only
where something else shows two: the agreement had left the list, two rows stood side by side, or each had a memorandum.
Every rule looks at what was published up to the claim, never beyond.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from open287g.core.thresholds import whole
from open287g.record.history.absences import grade
from open287g.record.history.claims import Claim, Group
from open287g.record.history.signatures import lacks_ice
from open287g.record.values import Reading
from open287g.vocabulary.file_names import day_in_name

_AHEAD = timedelta(days=whole("record", "listed_ahead_days"))
_YEAR = timedelta(days=whole("record", "corrected_within_days"))


def read_claim(part: Sequence[Claim], claim: Claim, group: Group) -> Reading:
    """What `claim` makes of the agreement that the earlier claims `part` are of."""
    if _row_moved(part, claim, group):
        return "renewed"
    if claim.file and claim.file in {before.file for before in part}:
        return _of_one_signing(part, claim)
    if claim.signed is None or claim.signed in {before.signed for before in part}:
        return "renewed" if _another_memorandum(part, claim, group) else "same"
    dated = [before.signed for before in part if before.signed is not None]
    if not dated:
        return "corrected"
    far = claim.signed - max(dated) >= _YEAR
    if claim.signed <= part[0].day + _AHEAD or any(claim.signed <= c.day + _AHEAD for c in part):
        return "renewed" if far and _executed(part, group) else "corrected"
    anew = (far and _executed(part, group)) or _signed_anew(part, claim, group)
    return "renewed" if anew else "redated"


def _row_moved(part: Sequence[Claim], claim: Claim, group: Group) -> bool:
    """Whether the list that shows another SIGNED has the old one in a near agency's new row: it was that one's."""
    others = {before.signed for before in part if before.signed != claim.signed}
    taken = any((signed, claim.first) in group.taken for signed in others if signed is not None)
    return taken and claim.signed not in {before.signed for before in part} and not _beside(part, claim, group)


def _of_one_signing(part: Sequence[Claim], claim: Claim) -> Reading:
    if claim.signed is None or claim.signed in {before.signed for before in part}:
        return "same"
    return "redated" if claim.signed > part[0].day + _AHEAD else "corrected"


def _another_memorandum(part: Sequence[Claim], claim: Claim, group: Group) -> bool:
    """Whether another memorandum, of a day a year or more later, stands under a SIGNED that was left as it was.

    The same day of another year is the slip of a typist.
    """
    day = day_in_name(claim.file)
    dated = [d for c in part for d in (c.signed, day_in_name(c.file)) if d is not None]
    if day is None or not dated or not _executed(part, group):
        return False
    slip = any((day.month, day.day) == (d.month, d.day) for d in dated)
    return not slip and max(dated) + _YEAR <= day <= claim.day + _AHEAD


def _signed_anew(part: Sequence[Claim], claim: Claim, group: Group) -> bool:
    """Whether something besides its SIGNED shows that a claim is of a second signing."""
    executed = _executed(part, group)
    gone, beside = _gone_before(part, claim, group), _beside(part, claim, group)
    again = any(part[0].day < day <= claim.day for day in group.pended)
    if gone == "confirmed" or (executed and (gone == "probable" or again)):
        return True
    return (beside and (executed or again)) or second_memorandum(part, claim, group)


def second_memorandum(part: Sequence[Claim], claim: Claim, group: Group) -> bool:
    """Whether `part` has a memorandum and `claim` another, and their names tell days further apart than a slip."""
    if not _executed(part, group):
        return False
    days = [day for c in part if (day := day_in_name(c.file)) is not None]
    day = day_in_name(claim.file)
    return bool(days) and day is not None and max(days) + _AHEAD < day <= claim.day + _AHEAD


def _executed(part: Sequence[Claim], group: Group) -> bool:
    """Whether a memorandum was linked, and none is known to lack ICE's signature."""
    files = {c.file for c in part if c.file}
    return bool(files) and not any(lacks_ice(group.agency.state, group.model, file) for file in files)


def _gone_before(part: Sequence[Claim], claim: Claim, group: Group) -> str:
    """The grade of the absence that `claim` ends; empty where the agreement was listed until then."""
    here = group.among.of([line for c in part for line in c.lines])[: claim.first]
    if not len(here) or here[-1]:
        return ""
    start = len(here) - int(here[::-1].argmax())
    return grade((claim.day - group.among.days[start]).days, claim.first - start)


def _beside(part: Sequence[Claim], claim: Claim, group: Group) -> bool:
    """Whether the list that first shows `claim` still shows the agreement as it was."""
    return bool(group.among.of([line for c in part for line in c.lines])[claim.first])
