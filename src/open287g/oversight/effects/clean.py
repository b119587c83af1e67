"""Whether a panel and its treatment allow an estimate at all; each reason not to comes with a design that could."""

from __future__ import annotations

from dataclasses import dataclass

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


def designed(rows: pd.DataFrame, first: dict[str, int], broken: int | None) -> Design:
    """The rows with the period each unit was first treated, or reasons against.

    `broken` is the first period of a new coding of the outcome.
    """
    rows = rows.assign(first=rows["unit"].map(first).fillna(0).astype(int))
    start, end = int(rows["time"].min()), int(rows["time"].max())
    notes, reasons, instead = [], [], []
    # Who begins after the last period is untreated in all of them.
    rows = rows.assign(first=rows["first"].where(rows["first"] <= end, 0))
    early = rows.loc[(rows["first"] > 0) & (rows["first"] <= start), "unit"].nunique()
    if early:
        notes.append(
            Said(
                N_("%(n)s units were treated before or in the first period; they tell nothing and are left out."),
                {"n": early},
            )
        )
        rows = rows[(rows["first"] == 0) | (rows["first"] > start)]
    by_unit = rows.groupby("unit")["first"].first()
    treated, never = int((by_unit > 0).sum()), int((by_unit == 0).sum())
    begun = sorted(by_unit[by_unit > 0].unique())
    if rows["time"].nunique() < FEWEST_PERIODS:
        reasons.append(Said(N_("there are fewer than three periods"), {}))
        instead.append(
            Said(N_("More periods before and after; with two, a plain comparison whose trend nobody can see."))
        )
    if early and not treated:
        reasons.append(Said(N_("every treated unit was treated before the first period")))
        instead.append(Said(N_("Outcomes that begin some periods before the first agreement.")))
    elif not treated:
        reasons.append(Said(N_("no unit of the file is treated within its periods")))
        instead.append(Said(N_("Outcomes of units and years with an agreement; see open287g panel.")))
    elif treated == 1:
        reasons.append(Said(N_("one unit alone is treated, and its own year cannot be told from its treatment")))
        instead.append(Said(N_("A synthetic control for that unit, tested by giving its date to every other unit.")))
    if treated > 1 and not never and len(begun) == 1:
        reasons.append(
            Said(N_("every unit is treated at once, as where a state's law binds all, so none is left to compare"))
        )
        instead.append(
            Said(N_("Counties across the state's border, or units by how much they did before: a design of dose."))
        )
    elif treated and not never and len(begun) > 1:
        last = begun[-1]
        notes.append(Said(N_("Every unit is treated in the end; the last to be treated serve as controls until then.")))
        rows = rows[rows["time"] < last]
        rows = rows.assign(first=rows["first"].where(rows["first"] < last, 0))
        treated, never = int((by_unit < last).sum()), int((by_unit == last).sum())
        # Who is left is asked the same as where some are never treated.
        few = _too_few(rows, treated, never)
        reasons += few
        instead += [Said(N_("More units without an agreement, or those treated later as controls until then."))] * bool(
            few
        )
    elif treated > 1 and never < 2:
        reasons.append(Said(N_("there is no clean control: fewer than two units are never treated")))
        instead.append(Said(N_("More units without an agreement, or those treated later as controls until then.")))
    if broken is not None and start < broken <= end:
        reasons.append(Said(N_("the outcome is coded anew within the periods, so before and after cannot be compared")))
        instead.append(Said(N_("Two runs, one on each side of the break, each with treatments of its own.")))
    return Design(rows.reset_index(drop=True), never, treated, tuple(notes), tuple(reasons), tuple(instead))


def _too_few(rows: pd.DataFrame, treated: int, never: int) -> list[Said]:
    """What lacks once the last to be treated serve as controls, and periods end where theirs begins."""
    asked = (
        (rows["time"].nunique() < FEWEST_PERIODS, N_("there are fewer than three periods")),
        (treated == 1, N_("one unit alone is treated, and its own year cannot be told from its treatment")),
        (never < 2, N_("there is no clean control: fewer than two units are never treated")),
    )
    return [Said(text) for lacks, text in asked if lacks]
