"""Juveniles. They are asked about where a file tells that the person is one: of age a log mostly says nothing.

Being duties they bear on no verdict, so that silence on an age makes none. What 8 CFR 236.3, the rest of 8 U.S.C. 1232
and the Flores settlement ask of custody and release is not judged, and a decision says so.
"""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import ARRESTS, HOLDS


@provision(
    "juvenile.health-department-told",
    law=["8 USC 1232(b)(2)", "8 USC 1357(g)(2)"],
    words={
        "8 USC 1232(b)(2)": (
            "within 48 hours upon … any claim or suspicion that an alien in the custody of such department or agency "
            "is under 18 years of age"
        ),
    },
    acts=[*ARRESTS, *HOLDS, "transport"],
    kind="duty",
    when=lambda act, officer, agreement: act.age_group.isin(["juvenile", "under_14"]).coalesce(False),
)
def health_department_told(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Of a person in custody who is, claims or seems to be under 18 the Department of Health and Human Services is told
    within 48 hours. The duty is the federal government's, in whose name the officer acts.
    """
    return by_day(
        "juvenile.health_department_hours",
        act,
        lambda hours: within(act.at, act.health_department_told_at, hours=hours, until=act.observed_until),
    )


@provision(
    "juvenile.warrant-served-on-adult",
    law="8 CFR 236.2(a)",
    words=(
        "a minor under the age of 14, the notice to appear, and the warrant of arrest, if issued, shall be served … "
        "upon the person or persons specified by 8 CFR 103.8(c)"
    ),
    acts=["serve_arrest_warrant"],
    kind="duty",
    when=lambda act, officer, agreement: (act.age_group == "under_14").coalesce(False),
)
def warrant_served_on_adult(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A warrant of arrest of a child under 14 is served on the adult with whom the child lives, and not on the child
    alone.
    """
    return act.served_on_responsible_adult
