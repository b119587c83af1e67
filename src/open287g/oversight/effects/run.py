"""Outcomes and treatment to an answer: read, join, ask whether they allow one, estimate or refuse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from open287g.core.errors import InputError
from open287g.core.progress import step
from open287g.oversight.answer import Answer, Estimate, Said, several
from open287g.oversight.effects import engine
from open287g.oversight.effects.boundaries import boundaries
from open287g.oversight.effects.clean import Design, designed
from open287g.oversight.effects.outcomes import Panel, read_panel
from open287g.oversight.effects.treatment import of_file, of_record
from open287g.vocabulary.messages import N_

TITLES = {
    "effect": N_("The effect"),
    "event_study": N_("Before and after, by period"),
    "doubts": N_("What speaks against it"),
}
_ASSUMES = (
    Said(N_("That without agreements the treated would have moved like the others (parallel trends).")),
    Said(N_("That nobody acts before the date, and that one unit's agreement changes nothing elsewhere.")),
    Said(N_("That who has begun stays treated: an agreement that ended counts on.")),
)
_GROUPS = Said(
    N_("The interval weighted by groups takes groups as independent, though they share controls: perhaps too narrow.")
)
_CANNOT = (
    Said(N_("What officers did: an agreement that is signed may be untrained or unused.")),
    Said(N_("What agreements would do to places unlike those that signed.")),
)


@dataclass(frozen=True)
class Asked:
    """What to estimate."""

    outcomes: Path
    unit: str = "county"
    time: str = "month"
    outcome: str = ""
    model: str | None = None
    clock: str = "signed"
    treated: Path | None = None
    break_at: str | None = None
    seed: int = 0
    home: Path | None = None


@dataclass(frozen=True)
class Told:
    """What came of it."""

    ledger: tuple[Said, ...]
    answers: tuple[Answer, ...]


def effect(asked: Asked) -> Told:
    """The estimate or the refusal. Raises InputError for a file that cannot be used."""
    panel = read_panel(asked.outcomes, asked.outcome, asked.time)
    if asked.treated:
        first = of_file(asked.treated, asked.time)
    else:
        first = of_record(asked.unit, asked.model, asked.clock, asked.time, asked.home)
    design = designed(panel.rows, first, _break(asked))
    places = boundaries(panel.rows["unit"].unique(), asked.treated is None) if asked.unit == "county" else []
    ledger = (*_ledger(panel, design), *places, *design.notes)
    if design.reasons:
        refusal = Answer("effect", TITLES["effect"], reasons=design.reasons, cannot=_CANNOT, instead=design.instead)
        return Told(ledger, (refusal,))
    with step("estimating"):
        return Told(ledger, _answers(design, asked.seed))


def _answers(design: Design, seed: int) -> tuple[Answer, ...]:
    try:
        found = engine.fit(design.rows, seed)
        main = list(engine.overall(found))
    except ArithmeticError:
        reason = Said(N_("no treated unit has both a period before and a control to compare with"))
        return (Answer("effect", TITLES["effect"], reasons=[reason], cannot=_CANNOT),)
    if all(one.low == one.high for one in main):
        reason = Said(N_("the outcome moves alike in every unit: nothing varies from which an interval could be told"))
        return (Answer("effect", TITLES["effect"], reasons=[reason], cannot=_CANNOT),)
    chance = engine.pretrend(found)
    reads = (
        []
        if chance is None
        else [
            Said(
                N_("Departures before treatment as large as these would come by chance in %(p)s of 100 such panels."),
                {"p": f"{100 * chance:.1f}" if chance >= 0.0005 else "< 0.1"},
            )
        ]
    )
    reads.append(_GROUPS)
    doubts, unchecked = _doubts(design, found, seed)
    return (
        Answer("effect", TITLES["effect"], main, (), reads, _ASSUMES, _CANNOT),
        Answer("event_study", TITLES["event_study"], list(engine.event_study(found))),
        Answer("doubts", TITLES["doubts"], doubts, reads=[*_weights(design), *unchecked]),
    )


def _doubts(design: Design, found: engine.Fit, seed: int) -> tuple[list[Estimate], list[Said]]:
    """What speaks against the effect, and which of the checks these data do not allow."""
    bounds = list(engine.honest(found))
    checks: list[tuple[str, list[Estimate] | list[Estimate | None]]] = [
        (N_("Not checked here: honest bounds, for which two periods before treatment must be seen."), bounds),
        (N_("Not checked here: the effect by imputation."), [engine.imputed(design.rows)]),
        (N_("Not checked here: a placebo two periods early."), [engine.placebo(design.rows, seed)]),
    ]
    if design.treated < engine.FEW:
        few = engine.wild(design.rows, seed)
        checks.append((N_("Not checked here: a wild bootstrap, though few units are treated."), [few]))
    doubts = [one for _, ones in checks for one in ones if one]
    return doubts, [Said(text) for text, ones in checks if not any(ones)]


def _weights(design: Design) -> list[Said]:
    told = engine.bacon(design.rows)
    share = told.total_weight_later_vs_earlier
    return [
        Said(
            N_("A two-way regression gives %(value)s; %(share)s of its weight compares with units treated already."),
            {"value": f"{told.twfe_estimate:.4f}", "share": f"{share:.1%}"},
        )
    ]


def _break(asked: Asked) -> int | None:
    if asked.break_at is None:
        return None
    try:
        year, month = (int(part) for part in f"{asked.break_at}-1".split("-")[:2])
    except ValueError:
        raise InputError("it is no month", "--break", "Write it as YYYY-MM.", exit_code=2) from None
    return year * 12 + month - 1 if asked.time == "month" else year


def _ledger(panel: Panel, design: Design) -> tuple[Said, ...]:
    rows = panel.rows
    times = {"first": panel.period(int(rows["time"].min())), "last": panel.period(int(rows["time"].max()))}
    counts = {"units": f"{rows['unit'].nunique():,}", "treated": f"{design.treated:,}", "never": f"{design.never:,}"}
    said = [
        Said(
            N_("%(units)s units from %(first)s to %(last)s: %(treated)s treated within, %(never)s controls."),
            counts | times,
        )
    ]
    if lacking := _lacking(rows):
        said.append(
            Said(
                N_("%(n)s units lack some of the periods: who is compared changes from one to the next."),
                {"n": lacking},
            )
        )
    if unbased := _unbased(design):
        one = N_("1 treated unit has no number in the period right before treatment, and counts in no estimate.")
        many = N_("%(n)s treated units have no number in the period right before treatment, and count in no estimate.")
        said.append(several(unbased, one, many))
    if panel.dropped:
        one = N_("1 row lacks a unit, a period or a number and is left out.")
        said.append(several(panel.dropped, one, N_("%(n)s rows lack a unit, a period or a number and are left out.")))
    return tuple(said)


def _lacking(rows: pd.DataFrame) -> int:
    """Units without a row in some period that others have."""
    return int((rows.groupby("unit")["time"].nunique() < rows["time"].nunique()).sum())


def _unbased(design: Design) -> int:
    """Treated units without a row in the period before they were treated, from which the engine counts."""
    treated = design.rows[design.rows["first"] > 0]
    based = treated.loc[treated["time"] == treated["first"] - 1, "unit"].nunique()
    return int(treated["unit"].nunique() - based)
