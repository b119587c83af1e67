"""Complaints and posters."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, unknown
from open287g.rulebook.language.logic import happened, lasted, not_yet, within, within_days
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.rulebook.law.topics.groups import TFM_2025
from open287g.vocabulary.facts import NEVER_AT

IN_48_HOURS = ("JEM-2020", "JEM-2025", "WSO-2019", "WSO-2020b", "WSO-2025", "TFM-OAG")
RESULT_IN_30_DAYS = ("JEM-2020", "JEM-2025", "TFM-OAG")
EXPECTED_IN_90_DAYS = ("WSO-2019", "TFM-OAG", *TFM_2025)
POSTERS = ("JEM-2020", "JEM-2025", "WSO-2020b", "WSO-2025")
UNDESIGNATED_IN_48_HOURS = ("JEM-2020", "JEM-2025", "WSO-2020b", "WSO-2025", "TFM-OAG")
UNDESIGNATED = ("WSO-2019", *TFM_2025)
RESULT = ("WSO-2019", "WSO-2020b", "WSO-2025")
DISSEMINATED = ("WSO-2019", "TFM-OAG", *TFM_2025)


def _complained(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return happened(act.complaint_received_at, act.complaint_received)


def _answered(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A complaint has a result that can be told."""
    return _complained(act, officer, agreement) & (act.complaint_resolved_at < NEVER_AT)


def _of_undesignated(act: Facts, officer: Facts, agreement: Facts) -> Any:
    return act.complaint_of_undesignated


def _in_48_hours(act: Facts) -> Any:
    """Within the hours that most of the texts give, weekends left out."""
    never = act.complaint_reported_at == NEVER_AT
    return by_day(
        "complaint.report_hours",
        act,
        lambda hours: lasted(act.complaint_weekday_us, hours=hours, open=never, until=act.observed_until, closed=False),
    )


def _told_after(at: Any, since: Any) -> Any:
    """It was told, no earlier than what it tells of. Where the text sets no hours any report counts."""
    return ifelse(at == NEVER_AT, False, at >= since)


@provision(
    "complaint.reported",
    at=dict.fromkeys(IN_48_HOURS, "App.B"),
    words={
        "JEM-2025": (
            "make timely notification to an ICE officer within 48 hours of the LEA receiving notice of the "
            "complaint or allegation, excluding weekends"
        ),
        "WSO-2025": (
            "make timely notification to an ICE officer within 48 hours, excluding weekends, of the existence and"
            " nature of the complaint or allegation"
        ),
        "TFM-OAG": (
            "make timely notification to an ICE officer within 48 hours of the LEA receiving notice of the "
            "complaint or allegation, excluding weekends"
        ),
    },
    editions=IN_48_HOURS,
    kind="duty",
    when=_complained,
)
def reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE is told of a complaint within 48 hours of notice of it, weekends left out."""
    return (act.complaint_reported_at >= act.complaint_received_at) & _in_48_hours(act)


@provision(
    "tfm.complaint-reported",
    at=dict.fromkeys(TFM_2025, "App.B"),
    words={
        "TFM-2025-0307": "the LEA shall, to the extent allowed by state law, make timely notification to ICE",
    },
    editions=TFM_2025,
    kind="duty",
    when=_complained,
)
def tfm_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM ICE is told of a complaint in good time. The text sets no hours: within the 48 hours of the other texts
    a report is in time; later it is neither plainly in time nor plainly late.
    """
    told = _told_after(act.complaint_reported_at, act.complaint_received_at)
    return told & ifelse(_in_48_hours(act), True, unknown())


@provision(
    "complaint.undesignated-reported",
    at=dict.fromkeys(UNDESIGNATED_IN_48_HOURS, "App.B"),
    words={
        "JEM-2025": (
            "Any such complaints regarding non-designated LEA personnel acting in immigration functions must be "
            "forwarded to an ICE officer within 48 hours of the LEA receiving notice of the complaint."
        ),
        "WSO-2025": (
            "Any such complaints regarding non-designated LEA personnel acting in immigration functions must be "
            "forwarded to the ICE officer within 48 hours of the LEA receiving notice of the complaint."
        ),
        "TFM-OAG": (
            "Any such complaints regarding non-designated LEA personnel acting in immigration functions must be "
            "forwarded to an ICE officer within 48 hours of the LEA receiving notice of the complaint."
        ),
    },
    editions=UNDESIGNATED_IN_48_HOURS,
    kind="duty",
    when=_of_undesignated,
)
def undesignated_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A complaint of staff who do immigration work without being designated is forwarded to ICE within 48 hours; no day
    is left out.
    """
    return by_day(
        "complaint.undesignated_hours",
        act,
        lambda hours: within(
            act.complaint_received_at, act.complaint_reported_at, hours=hours, until=act.observed_until
        ),
    )


@provision(
    "complaint.undesignated-forwarded",
    at=dict.fromkeys(UNDESIGNATED, "App.B"),
    words={
        "TFM-2025-0307": (
            "Any such complaints regarding non-designated LEA personnel acting in immigration functions must be "
            "forwarded to the ICE Office of Professional Responsibility"
        ),
        "WSO-2019": "personnel acting in immigration functions must be forwarded to the ICE officer.",
    },
    editions=UNDESIGNATED,
    kind="duty",
    when=_of_undesignated,
)
def undesignated_forwarded(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A complaint of staff who do immigration work without being designated is forwarded to ICE. These texts set no
    hours, so any report counts.
    """
    return _told_after(act.complaint_reported_at, act.complaint_received_at.coalesce(act.complaint_reported_at))


@provision(
    "wso.complaint-result-reported",
    at=dict.fromkeys(RESULT, "App.B"),
    words={
        "WSO-2019": "the resolution of the complaint shall also be reported to an",
        "WSO-2025": (
            "The results of any internal investigation or inquiry connected to the complaint or allegation and the "
            "resolution of the complaint shall also be reported to an ICE officer, as established by ICE."
        ),
    },
    models=["WSO"],
    editions=RESULT,
    kind="duty",
    when=_answered,
)
def wso_result_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under WSO the result of a complaint is reported to ICE. The text sets no hours, so any report counts."""
    return _told_after(act.complaint_result_reported_at, act.complaint_resolved_at)


@provision(
    "complaint.result-reported",
    at=dict.fromkeys(RESULT_IN_30_DAYS, "App.B"),
    words={
        "JEM-2025": (
            "shall also be reported to an ICE officer, as soon as practicable, but no later than 30 days from the"
            " date of the resolution"
        ),
        "TFM-OAG": (
            "shall also be reported to an ICE officer, as soon as practicable, but no later than 30 days from the"
            " date of the resolution"
        ),
    },
    editions=RESULT_IN_30_DAYS,
    kind="duty",
    when=_answered,
)
def result_reported(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The result of a complaint is reported to ICE no later than 30 days after it was resolved."""
    return by_day(
        "complaint.result_days",
        act,
        lambda days: not_yet(
            act.complaint_result_reported_at,
            within_days(act.resolved_local, act.result_local, days=int(days)),
            since=act.complaint_resolved_at,
            until=act.observed_until,
            days=int(days),
        ),
    )


@provision(
    "complaint.resolved",
    at=dict.fromkeys(EXPECTED_IN_90_DAYS, "App.B"),
    words={
        "TFM-2025-0307": "It is expected that any complaint received will be resolved within 90 days.",
        "WSO-2019": "It is expected that any complaint received will be resolved within 90 days of receipt.",
        "TFM-OAG": "It is expected that any complaint received will be resolved within 90 days.",
    },
    editions=EXPECTED_IN_90_DAYS,
    kind="duty",
    when=_complained,
)
def resolved(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """A complaint is expected to be resolved within 90 days of receipt."""
    return by_day(
        "complaint.resolve_days",
        act,
        lambda days: not_yet(
            act.complaint_resolved_at,
            within_days(act.received_local, act.resolved_local, days=int(days)),
            since=act.complaint_received_at,
            until=act.observed_until,
            days=int(days),
        ),
    )


@provision(
    "complaint.posters",
    at=dict.fromkeys(POSTERS, "App.B"),
    words={
        "JEM-2025": (
            "287(g) Complaint Process posters will be displayed in processing areas of the LEA to ensure aliens "
            "encountered under the 287(g) Program are aware of the complaint process. Posters will be displayed "
            "in English and Spanish."
        ),
        "WSO-2025": (
            "287(g) Complaint Process posters will be displayed in the processing areas of the LEA to ensure "
            "aliens encountered under the 287(g) Program are aware of the complaint process. Posters will be "
            "displayed in English and Spanish."
        ),
    },
    editions=POSTERS,
    kind="duty",
)
def posters(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Posters on how to complain hang in the processing areas, in English and Spanish."""
    return agreement.posters_displayed


@provision(
    "complaint.read-aloud",
    at=dict.fromkeys(POSTERS, "App.B"),
    words={
        "JEM-2025": (
            "If the alien understands a language other than English or Spanish or is unable to read, LEA personnel "
            "will read and/or translate the complaint process in a language the alien understands."
        ),
        "WSO-2025": ("will read and/or translate the complaint process in a language the alien understands"),
    },
    editions=POSTERS,
    acts=["process", "interrogate", "serve_arrest_warrant", "serve_removal_warrant"],
    kind="duty",
    when=lambda act, officer, agreement: act.cannot_read_posters,
)
def read_aloud(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """To a person who reads neither English nor Spanish the complaint process is read or translated."""
    return act.complaint_process_read


@provision(
    "complaint.procedure-known",
    at=dict.fromkeys(DISSEMINATED, "App.B"),
    words={
        "TFM-2025-0307": (
            "Complaint reporting procedures shall be disseminated as appropriate by the LEA within facilities "
            "under its jurisdiction (in English and other languages as appropriate)"
        ),
        "WSO-2019": (
            "facilities under its jurisdiction (in English and other languages as appropriate) in order to ensure"
            " that all individuals are aware of the availability of such procedures"
        ),
    },
    editions=DISSEMINATED,
    kind="duty",
)
def procedure_known(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The agency makes the complaint procedure known in its facilities, in English and other languages as
    appropriate.
    """
    return agreement.complaint_procedure_disseminated
