"""The one agency a text means, or why there is none: several, in no list, only something like it, nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

from open287g.places.finder.entries import Entry
from open287g.places.finder.index import CODE, NAME, PLACE, WORK, Hit, Index

Outcome = Literal["one", "several", "not listed", "like", "none"]
_SHOWN = 8
_MOST = 400


class Meant(NamedTuple):
    """What a text means among agencies.

    - `one`: `agencies` holds the one agency of the record that is meant.
    - `several`: it means each of `agencies`, the largest first; more words would tell.
    - `not listed`: the agencies it means or, where a place has none of its own, the `places` exist, and the record,
      which holds every list of ICE that is held, names none of them.
    - `like`: nothing is called so; `agencies` are like it, the likest first. None of them is the answer.
    - `none`: nothing is like it, or it means a place (`places`, such as a state) that is no agency; a state's name is
      the state, whatever cities are called so.
    """

    outcome: Outcome
    agencies: tuple[Entry, ...] = ()
    places: tuple[Entry, ...] = ()


def meant(index: Index, text: str, state: str | None = None, *, near: bool = True, plain: bool = True) -> Meant:
    """Which agency `text` means; with `state` (a postal code) none of another state. Without `near` none is `like`;
    without `plain` none is known by its initials or in plain words alone.
    """
    hits = index.find(text, state=state, limit=_MOST, near=near, plain=plain)
    exact = [hit for hit in hits if hit.exact]
    if not exact:
        alike = tuple(dict.fromkeys(agency for hit in hits for agency in _agencies(index, hit)))[:_SHOWN]
        return Meant("like" if alike else "none", alike)
    surely = [hit for hit in exact if hit.how in (CODE, NAME)]
    if surely and all(hit.entry.kind in ("state", "city") for hit in surely) and surely[0].entry.kind == "state":
        return Meant("none", (), tuple(hit.entry for hit in surely if hit.entry.kind == "state"))
    chosen = _surest(index, exact)
    places = tuple(hit.entry for hit in exact if hit.entry.kind != "agency")
    if not any(agency.listed for agency in chosen):
        stands = chosen or any(place.kind != "state" for place in places)
        return Meant("not listed" if stands else "none", chosen, places)
    return Meant("one" if len(chosen) == 1 else "several", chosen, places)


def _surest(index: Index, exact: list[Hit]) -> tuple[Entry, ...]:
    """The agencies found in the surest way that finds any.

    A name stands for one agency only within its state: several states have a Lee County Sheriff's Office, and whether
    it is written office or department tells none of them.
    """
    by_code = [hit for hit in exact if hit.how == CODE]
    by_name = [hit for hit in exact if hit.entry.kind == "agency" and hit.how in (NAME, WORK)]
    of_place = [hit for hit in exact if hit.how == PLACE or (hit.entry.kind != "agency" and hit.how != CODE)]
    for hits in (by_code, _by_name_within_states(by_name), of_place):
        agencies = tuple(dict.fromkeys(agency for hit in hits for agency in _agencies(index, hit)))
        if agencies:
            return agencies
    return ()


def _by_name_within_states(hits: list[Hit]) -> list[Hit]:
    """In each state the agencies of that very name, or where none has it those of that kind and place."""
    best: dict[str, int] = {}
    for hit in hits:
        best[hit.entry.state] = min(hit.how, best.get(hit.entry.state, hit.how))
    return [hit for hit in hits if hit.how == best[hit.entry.state]]


def _agencies(index: Index, hit: Hit) -> list[Entry]:
    """The agency itself, the sheriff of a county, the police of a city."""
    entry = hit.entry
    if entry.kind == "agency":
        return [entry]
    if entry.kind == "county":
        return index.sheriffs(entry.key)
    return index.agency_of(entry.key) if entry.kind == "city" else []
