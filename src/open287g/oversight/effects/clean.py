"""Whether a panel and its treatment allow an estimate at all; each reason not to comes with a design that could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from open287g.oversight.answer import Said
from open287g.vocabulary.messages import N_

FEWEST_PERIODS = 3


@dataclass(frozen=True)
class Design:
    """`rows` are those that can be used, with `first` (0: never treated); `notes` say what was set aside."""

    rows: pd.DataFrame
    never: int
    treated: int
    notes: tuple[Said, ...]
    reasons: tuple[Said, ...]
    instead: tuple[Said, ...]


class _Against(NamedTuple):
    """A reason against an estimate, and a design that could answer."""

    reason: str
    instead: str


_MORE_UNITS = N_("More units without an agreement, or those treated later as controls until then.")
_FEW_PERIODS = _Against(
    N_("there are fewer than three periods"),
    N_("More periods before and after; with two, a plain comparison whose trend nobody can see."),
)
_ALL_BEFORE = _Against(
    N_("every treated unit was treated before the first period"),
    N_("Outcomes that begin some periods before the first agreement."),
)
_NONE = _Against(
    N_("no unit of the file is treated within its periods"),
    N_("Outcomes of units and years with an agreement; see open287g panel."),
)
_ONE = _Against(
    N_("one unit alone is treated, and its own year cannot be told from its treatment"),
    N_("A synthetic control for that unit, tested by giving its date to every other unit."),
)
_AT_ONCE = _Against(
    N_("every unit is treated at once, as where a state's law binds all, so none is left to compare"),
    N_("Counties across the state's border, or units by how much they did before: a design of dose."),
)
_NO_CONTROL = _Against(
    N_("there is no clean control: fewer than two units are never treated"),
    _MORE_UNITS,
)
_BROKEN = _Against(
    N_("the outcome is coded anew within the periods, so before and after cannot be compared"),
    N_("Two runs, one on each side of the break, each with treatments of its own."),
)
_EARLY = N_("%(n)s units were treated before or in the first period; they tell nothing and are left out.")
_LAST = N_("Every unit is treated in the end; the last to be treated serve as controls until then.")


class _Units(NamedTuple):
    """How many units are treated and never treated, and the periods in which treatments begin."""

    treated: int
    never: int
    begun: list[int]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> _Units:
        by_unit = rows.groupby("unit")["first"].first()
        begun = sorted(int(one) for one in by_unit[by_unit > 0].unique())
        return cls(int((by_unit > 0).sum()), int((by_unit == 0).sum()), begun)


def designed(rows: pd.DataFrame, first: dict[str, int], broken: int | None) -> Design:
    """The rows with the period each unit was first treated, or reasons against.

    `broken` is the first period of a new coding of the outcome.
    """
    start, end, periods = int(rows["time"].min()), int(rows["time"].max()), rows["time"].nunique()
    rows, early = _dated(rows, first, start, end)
    notes = [Said(_EARLY, {"n": early})] if early else []
    units = _Units.of(rows)
    against = _of_treated(periods, units, early)
    if units.treated > 1 and not units.never and len(units.begun) == 1:
        against.append(_AT_ONCE)
    elif units.treated and not units.never and len(units.begun) > 1:
        notes.append(Said(_LAST))
        rows, units = _last_as_controls(rows, units)
        against += _of_last_as_controls(rows, units)
    elif units.treated > 1 and units.never < 2:
        against.append(_NO_CONTROL)
    if broken is not None and start < broken <= end:
        against.append(_BROKEN)
    reasons, instead = _told(one.reason for one in against), _told(one.instead for one in against)
    return Design(rows.reset_index(drop=True), units.never, units.treated, tuple(notes), reasons, instead)


def _told(texts: Iterable[str]) -> tuple[Said, ...]:
    return tuple(Said(text) for text in dict.fromkeys(texts))


def _dated(rows: pd.DataFrame, first: dict[str, int], start: int, end: int) -> tuple[pd.DataFrame, int]:
    """The rows with `first`, less units treated by the first period, and how many those are."""
    rows = rows.assign(first=rows["unit"].map(first).fillna(0).astype(int))
    # Who begins after the last period is untreated in all of them.
    rows = rows.assign(first=rows["first"].where(rows["first"] <= end, 0))
    early = (rows["first"] > 0) & (rows["first"] <= start)
    return rows[~early], rows.loc[early, "unit"].nunique()


def _of_treated(periods: int, units: _Units, early: int) -> list[_Against]:
    """What speaks against an estimate whoever the controls are."""
    against = [_FEW_PERIODS] if periods < FEWEST_PERIODS else []
    if not units.treated:
        against.append(_ALL_BEFORE if early else _NONE)
    elif units.treated == 1:
        against.append(_ONE)
    return against


def _last_as_controls(rows: pd.DataFrame, units: _Units) -> tuple[pd.DataFrame, _Units]:
    """The rows until the last treatments begin, whose units count as never treated."""
    last = units.begun[-1]
    rows = rows[rows["time"] < last]
    rows = rows.assign(first=rows["first"].where(rows["first"] < last, 0))
    return rows, _Units.of(rows)


def _of_last_as_controls(rows: pd.DataFrame, units: _Units) -> list[_Against]:
    """What lacks then; the same is asked as where some are never treated."""
    asked = (
        (rows["time"].nunique() < FEWEST_PERIODS, _FEW_PERIODS),
        (units.treated == 1, _ONE),
        (units.never < 2, _NO_CONTROL),
    )
    return [_Against(one.reason, _MORE_UNITS) for lacks, one in asked if lacks]
