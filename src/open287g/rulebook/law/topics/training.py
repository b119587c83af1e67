"""Training and examination."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import interval, literal
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day, on_day
from open287g.vocabulary.facts import NEVER

SECTION = {"JEM": "IV.C", "WSO": "IV.C"}


@provision(
    "training.exam-score",
    at=SECTION,
    words={
        "JEM-2025": (
            "Each LEA nominee must pass each examination with a minimum score of 70-percent to receive certification."
        ),
        "WSO-2025": (
            "Each LEA nominee must pass a final examination with a minimum score of 70 percent to receive "
            "certification."
        ),
    },
    models=["JEM", "WSO"],
)
def exam_score(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer scored at least 70 percent on each examination that counts."""
    return officer.exam_score >= on_day("training.exam_score", act.day)


@provision(
    "training.exam-failures",
    at=SECTION,
    words={
        "JEM-2025": (
            "Failure to achieve a 70-percent rating on any two examinations (inclusive of any remedial "
            "examination), will result in the disqualification of the LEA nominee"
        ),
        "WSO-2025": (
            "Failure to achieve a 70-percent rating upon retaking the final examination will result in the "
            "disqualification of the LEA nominee and discharge of the nominee from training."
        ),
    },
    models=["JEM", "WSO"],
)
def exam_failures(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer failed no more than one examination, retakes among them; a second failure ends the training."""
    return officer.exam_failures <= on_day("training.exam_failures", act.day)


@provision(
    "training.refresher-gap",
    at={"JEM": "IV.C"},
    words={
        "JEM-2025": (
            "complete refresher training as needed, but not more frequently than every two years after the "
            "initial course completion"
        ),
    },
    models=["JEM"],
    kind="duty",
)
def refresher_gap(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Refresher training is not asked for sooner than two years after the initial course."""
    return by_day(
        "training.refresher_years",
        act,
        lambda years: (
            (officer.certified_on < literal(NEVER))
            & (officer.last_refresher_on >= officer.certified_on + interval(years=int(years)))
        ),
    )
