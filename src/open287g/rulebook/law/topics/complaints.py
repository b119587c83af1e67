"""Complaints and posters."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.logic import happened, lasted, within_days
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import TFM_2025

IN_48_HOURS = ("JEM-2020", "JEM-2025", "WSO-2019", "WSO-2020b", "WSO-2025", "TFM-OAG")
RESULT_IN_30_DAYS = ("JEM-2020", "JEM-2025", "TFM-OAG")
EXPECTED_IN_90_DAYS = ("WSO-2019", "TFM-OAG", *TFM_2025)
POSTERS = ("JEM-2020", "JEM-2025", "WSO-2020b", "WSO-2025")
DISSEMINATED = ("WSO-2019", "TFM-OAG", *TFM_2025)


def _complained(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return happened(act.complaint_received_at, act.complaint_received)


@provision(
    "complaint.reported",
    cites="JEM and WSO MOA, App. B; TFM MOA of the Texas Attorney General, App. B",
    editions=IN_48_HOURS,
    since="2019-05-06",
    kind="duty",
    when=_complained,
    clauses=dict.fromkeys(IN_48_HOURS, "App.B"),
)
def reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE is told of a complaint within 48 hours of notice of it, weekends left out."""
    in_time = by_day("complaint.report_hours", act, lambda hours: lasted(act.complaint_weekday_us, hours=hours))
    return (act.complaint_reported_at >= act.complaint_received_at) & in_time


@provision(
    "tfm.complaint-reported",
    cites="TFM MOA, App. B",
    editions=TFM_2025,
    since="2025-02-12",
    kind="duty",
    when=_complained,
    clauses=dict.fromkeys(TFM_2025, "App.B"),
)
def tfm_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM ICE is told of a complaint in good time. The text sets no hours, so any report counts."""
    return act.complaint_reported_at >= act.complaint_received_at


@provision(
    "complaint.result-reported",
    cites="JEM MOA, App. B; TFM MOA of the Texas Attorney General, App. B",
    editions=RESULT_IN_30_DAYS,
    since="2020-01-01",
    kind="duty",
    when=_complained,
    clauses=dict.fromkeys(RESULT_IN_30_DAYS, "App.B"),
)
def result_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The result of a complaint is reported to ICE no later than 30 days after it was resolved."""
    return by_day(
        "complaint.result_days", act, lambda days: within_days(act.resolved_local, act.result_local, days=int(days))
    )


@provision(
    "complaint.resolved",
    cites="WSO MOA of 2019, App. B; TFM MOA, App. B",
    editions=EXPECTED_IN_90_DAYS,
    since="2019-05-06",
    kind="duty",
    when=_complained,
    clauses=dict.fromkeys(EXPECTED_IN_90_DAYS, "App.B"),
)
def resolved(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A complaint is expected to be resolved within 90 days of receipt."""
    return by_day(
        "complaint.resolve_days", act, lambda days: within_days(act.received_local, act.resolved_local, days=int(days))
    )


@provision(
    "complaint.posters",
    cites="JEM and WSO MOA, App. B",
    editions=POSTERS,
    since="2020-01-01",
    kind="duty",
    clauses=dict.fromkeys(POSTERS, "App.B"),
)
def posters(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Posters on how to complain hang in the processing areas, in English and Spanish."""
    return agreement.posters_displayed


@provision(
    "complaint.procedure-known",
    cites="WSO MOA of 2019, App. B; TFM MOA, App. B",
    editions=DISSEMINATED,
    since="2019-05-06",
    kind="duty",
    clauses=dict.fromkeys(DISSEMINATED, "App.B"),
)
def procedure_known(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agency makes the complaint procedure known in its facilities, in English and other languages as
    appropriate.
    """
    return agreement.complaint_procedure_disseminated
