"""Training and examination."""

from __future__ import annotations

from typing import Any

import ibis

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day, on_day

SECTION = {"JEM": "IV.C", "WSO": "IV.C"}


@provision(
    "training.exam-score", cites="JEM and WSO MOA, IV.C", models=["JEM", "WSO"], since="2019-05-06", clauses=SECTION
)
def exam_score(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer scored at least 70 percent on each examination that counts."""
    return officer.exam_score >= on_day("training.exam_score", act.day)


@provision(
    "training.exam-failures", cites="JEM and WSO MOA, IV.C", models=["JEM", "WSO"], since="2019-05-06", clauses=SECTION
)
def exam_failures(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer failed no more than one examination, retakes among them; a second failure ends the training."""
    return officer.exam_failures <= on_day("training.exam_failures", act.day)


@provision(
    "training.refresher-gap",
    cites="JEM MOA, IV.C",
    models=["JEM"],
    since="2020-01-01",
    kind="duty",
    clauses={"JEM": "IV.C"},
)
def refresher_gap(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Refresher training is not asked for sooner than two years after the initial course."""
    return by_day(
        "training.refresher_years",
        act,
        lambda years: officer.last_refresher_on >= officer.certified_on + ibis.interval(years=int(years)),
    )
