"""States, the District of Columbia and the territories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.core.suggest import suggestion
from open287g.places.names import fold

_SLIP_LETTERS = 6
"""Letters from which on a state's name bears a slip: what is one letter from a shorter one may mean something else."""
_BETWEEN = re.compile(r"[-–—/,;:()\[\]|]")
"""What stands between a state's name and its code."""
_SLIP_GAP = 2
"""Slips within which no other state's name may lie: KANSAS and ARKANSAS, NORTH and SOUTH DAKOTA are that near."""


@dataclass(frozen=True, slots=True)
class State:
    """`code` is the postal code, `fips` two digits, `kind` state, district or territory. Source: ANSI INCITS 38."""

    code: str
    fips: str
    name: str
    kind: str


class StateReading(NamedTuple):
    """`code` None is unknown; `how` says exact, spelling, code, slip, blank or unknown."""

    code: str | None
    how: str


@cache
def states() -> dict[str, State]:
    """All states, the District and the territories by postal code."""
    return {row["code"]: State(**row) for row in read_table("places/data/states.csv")}


def state_named(code: str) -> State:
    """The state of a postal code."""
    state = states().get(code)
    if state is None:
        raise NotFoundError(f"no state has the code {code!r}", remedy="Give a postal code, for example FL.")
    return state


@cache
def state_by_fips() -> dict[str, State]:
    """The same by two-digit FIPS code."""
    return {state.fips: state for state in states().values()}


@cache
def _readings() -> dict[str, StateReading]:
    known = {
        _plain(row["spelling"]): StateReading(row["code"], "spelling")
        for row in read_table("places/data/state_spellings.csv")
    }
    known |= {_plain(code): StateReading(code, "code") for code in states()}
    known |= {_plain(state.name): StateReading(state.code, "exact") for state in states().values()}
    return known


def parse_state(text: str) -> StateReading:
    """Read a state as written: its name, its postal code or a spelling known to mean it. Never guesses."""
    plain = _plain(text)
    return _readings().get(plain, StateReading(None, "unknown" if plain else "blank"))


def parse_state_cell(text: str) -> StateReading:
    """Read a list's cell of a state: `parse_state`, else the one name that a single slip of the pen explains.

    A slip is a letter too many, too few or another, or two that changed places: NEW HAMSPHIRE. Two names that could be
    meant are none. Of free words only `parse_state` is asked: a town may be one letter from a state. What says one
    state twice, Alabama (AL), is that state.
    """
    reading = parse_state(text)
    if reading.how == "unknown" and len(parts := [part for part in _BETWEEN.split(text) if part.strip()]) > 1:
        codes = {parse_state(part).code for part in parts}
        if len(codes) == 1 and (code := codes.pop()) is not None:
            return StateReading(code, "spelling")
    plain = _plain(text)
    if reading.how != "unknown" or len(plain) < _SLIP_LETTERS - 1:
        return reading
    away = sorted(
        (OSA.distance(plain, name, score_cutoff=_SLIP_GAP), state.code)
        for state in states().values()
        if len(name := _plain(state.name)) >= _SLIP_LETTERS
    )
    near = [(slips, code) for slips, code in away if slips <= _SLIP_GAP]
    return StateReading(near[0][1], "slip") if [slips for slips, _ in near] == [1] else reading


@cache
def _abbreviations() -> dict[str, str]:
    """Codes by what the press writes for a state, Fla.: a person means one by it, a list's cell may mean a place."""
    return {_plain(row["abbreviation"]): row["code"] for row in read_table("places/data/state_abbreviations.csv")}


def state_meant(text: str) -> State:
    """The state a person means by a code, a name, a known spelling or the press's abbreviation.

    Raises NotFoundError, which ends a command with 2, where it is no state; it names the nearest.
    """
    code = parse_state(text).code or _abbreviations().get(_plain(text))
    if code is None:
        names = [name for state in states().values() for name in (state.name, state.code)]
        near = suggestion(text, names)
        remedy = near if near.startswith("Did") else "Give a postal code or a name, for example FL."
        raise NotFoundError(f"{text!r} is no state or territory", remedy=remedy, exit_code=2)
    return states()[code]


def _plain(text: str) -> str:
    return fold(text).replace(" ", "")
