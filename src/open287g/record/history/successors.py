"""What explains that an agreement left the list: signed anew, another model, or its row moved to another agency."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from open287g.core.thresholds import threshold, whole
from open287g.places.names import agency_words, squeeze
from open287g.record.history.absences import Life
from open287g.record.history.presence import Presence
from open287g.record.identity.agencies import Agency

_SWITCH_DAYS = whole("record", "model_switch_days")
_MOVED = threshold("record", "moved_likeness")


@dataclass(frozen=True)
class Successor:
    """Why life `before` left the list: `kind` is renewed, model_changed or moved; `after` is the life that came."""

    kind: str
    before: int
    after: int


def successors(lives: list[Life], agencies: list[Agency], listed: Presence) -> dict[int, Successor]:
    """For each life that left the list, what came in its place, where the lists show it."""
    by_agency: dict[int, list[int]] = defaultdict(list)
    for i, life in enumerate(lives):
        by_agency[life.instrument.agency].append(i)
    found = dict(_moved(lives, agencies, listed))
    for i, life in enumerate(lives):
        if life.ending is not None and i not in found:
            siblings = [j for j in by_agency[life.instrument.agency] if j != i]
            successor = _renewed(i, siblings, lives) or _switched(i, siblings, lives, listed)
            if successor is not None:
                found[i] = successor
    return found


def _renewed(i: int, siblings: list[int], lives: list[Life]) -> Successor | None:
    mine = lives[i].instrument
    for j in siblings:
        if lives[j].instrument.model == mine.model and lives[j].instrument.n == mine.n + 1:
            return Successor("renewed", i, j)
    return None


def _switched(i: int, siblings: list[int], lives: list[Life], listed: Presence) -> Successor | None:
    ending = lives[i].ending
    assert ending is not None
    gone = listed.days[ending.start]
    near = []
    for j in siblings:
        came = listed.days[lives[j].first]
        days = abs((came - gone).days)
        stays = lives[j].listed[-1] or lives[j].last > ending.start
        if lives[j].instrument.model != lives[i].instrument.model and days <= _SWITCH_DAYS and stays:
            near.append((days, j))
    return Successor("model_changed", i, min(near)[1]) if near else None


def _moved(lives: list[Life], agencies: list[Agency], listed: Presence) -> list[tuple[int, Successor]]:
    """A row that leaves one agency and enters another in the same publication, with model and SIGNED the same.

    It counts where only one row left and one came so, and the two agencies share a state and a county or proper name,
    or the whole name under two states.
    """
    Key = tuple[str, date, int]
    left: dict[Key, list[int]] = defaultdict(list)
    came: dict[Key, list[int]] = defaultdict(list)
    for i, life in enumerate(lives):
        signed = life.last_signed
        first_signed = next((s for s in life.signed if s is not None), None)
        model = life.instrument.model
        if life.ending is not None and signed is not None:
            left[model, signed, life.ending.start].append(i)
        if first_signed is not None and life.first > 0:
            came[model, first_signed, life.first].append(i)
    found = []
    for key in sorted(left.keys() & came.keys(), key=str):
        pairs = [(i, j) for i in left[key] for j in came[key] if _near(lives[i], lives[j], agencies)]
        for i, j in pairs:
            if sum(i == a for a, _ in pairs) == 1 and sum(j == b for _, b in pairs) == 1:
                found.append((i, Successor("moved", i, j)))
    return found


def _near(one: Life, other: Life, agencies: list[Agency]) -> bool:
    if one.instrument.agency == other.instrument.agency:
        return False
    a, b = agencies[one.instrument.agency], agencies[other.instrument.agency]
    if a.state != b.state:
        return squeeze(a.name) == squeeze(b.name)
    if set(a.place.counties) & set(b.place.counties):
        return True
    return ratio(agency_words(a.name).base, agency_words(b.name).base) >= _MOVED
