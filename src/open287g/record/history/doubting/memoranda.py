"""Doubts about the linked memorandum: its name tells another day, model or agency, or two agencies link it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio

from open287g.core.thresholds import threshold, whole
from open287g.places.names import fold
from open287g.places.states import states
from open287g.record.history.agreements import Agreement
from open287g.record.history.claims import Claim
from open287g.record.history.doubting.doubt import Doubt, of_agreement
from open287g.record.identity.contradictions import proper_words
from open287g.record.values import DoubtKind
from open287g.vocabulary.file_names import day_in_name, file_key, model_in_name, words_in_name

_DAYS = timedelta(days=whole("record", "memorandum_day_days"))
_OWN = threshold("record", "own_memorandum_likeness")
_WHOLE = 95
_SHORTEST = 5
Names = dict[str, tuple[str, ...]]
Cores = dict[str, list[tuple[str, str]]]
"""By state what names of agencies are told by, each with its agency's id; none too short to be found in a file's name.
"""


def memorandum_doubts(agreements: Sequence[Agreement], names: Names) -> Iterator[Doubt]:
    """What is odd about the memoranda of all agreements; `names` holds the spellings of each agency by its id."""
    cores: Cores = defaultdict(list)
    for agency_id, spelled in names.items():
        state = agency_id[:2]
        cores[state] += [(core, agency_id) for core in _cores(state, spelled) if len(core) >= _SHORTEST]
    for agreement in agreements:
        for claim in _new_files(agreement):
            yield from _of_name(agreement, claim)
            if other := _another(claim.file, agreement, names[agreement.agency.agency_id], cores):
                yield _doubt("memorandum of another agency", agreement, claim, other)
    yield from _shared(agreements)


def _new_files(agreement: Agreement) -> Iterator[Claim]:
    seen = set()
    for claim in agreement.instrument.claims:
        if claim.file and file_key(claim.file) not in seen:
            seen.add(file_key(claim.file))
            yield claim


def _of_name(agreement: Agreement, claim: Claim) -> Iterator[Doubt]:
    model, day = model_in_name(claim.file), day_in_name(claim.file)
    if model is not None and model != agreement.model:
        yield _doubt("memorandum of another model", agreement, claim, agreement.model)
    stale = agreement.instrument.since is not None
    if day is not None and claim.signed is not None and abs(day - claim.signed) > _DAYS and not stale:
        yield _doubt("memorandum of another day", agreement, claim, str(claim.signed))


def _another(file: str, agreement: Agreement, names: tuple[str, ...], cores: Cores) -> str:
    """The other state or the id of the other agency that a file is named for; empty where it may be for its own."""
    said, state = words_in_name(file), agreement.agency.state
    codes = [word for word in said.split() if word in states()]
    last = said.split()[-1:]
    if last and last == codes[-1:] and state not in codes:
        return last[0]
    named = fold(said).replace(" ", "")
    own = [*_cores(state, names), *(w for name in names for w in proper_words(name) if len(w) >= _SHORTEST)]
    if not named or not own or max(partial_ratio(core, named) for core in own) >= _OWN:
        return ""
    fits = [
        (len(core), core, agency_id)
        for code in {state, *codes}
        for core, agency_id in cores.get(code, ())
        if partial_ratio(core, named) >= _WHOLE
    ]
    return max(fits)[2] if fits else ""


@lru_cache(8192)
def _cores(state: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name's proper words without its state's, squeezed; its whole name where nothing is left."""
    of_state = set(fold(states()[state].name).split())
    cores = []
    for name in names:
        words = [word for word in fold(name).split() if word in proper_words(name) and word not in of_state]
        cores.append("".join(words) or fold(name).replace(" of ", " ").replace(" ", ""))
    return tuple(dict.fromkeys(cores))


def _shared(agreements: Sequence[Agreement]) -> Iterator[Doubt]:
    """One file under two agencies, where neither's row was moved from the other."""
    by_file: dict[str, list[tuple[Agreement, Claim]]] = defaultdict(list)
    for agreement in agreements:
        if not agreement.moved_away:
            for claim in _new_files(agreement):
                by_file[file_key(claim.file)].append((agreement, claim))
    for pairs in by_file.values():
        owners = sorted({agreement.agency.agency_id for agreement, _ in pairs})
        for agreement, claim in pairs if len(owners) > 1 else ():
            others = [owner for owner in owners if owner != agreement.agency.agency_id]
            yield _doubt("memorandum of two agencies", agreement, claim, " ".join(others))


def _doubt(kind: DoubtKind, agreement: Agreement, claim: Claim, against: str) -> Doubt:
    return of_agreement(kind, agreement, claim.first, "MOA", claim.file, against)
