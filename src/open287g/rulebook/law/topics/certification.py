"""Certification and authorization: the papers an officer needs, and how long they hold."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.expressions import ifelse, interval, literal, unknown
from open287g.rulebook.language.logic import by_ice, in_force, within
from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.numbers import by_day
from open287g.vocabulary.facts import NEVER

CERTIFICATION = {"JEM": "IV.D", "WSO": "IV.D", "TFM": "IX"}
JAIL = {"JEM": "IV.D", "WSO": "IV.D"}


@provision(
    "certification.certified",
    law="8 USC 1357(g)(2)",
    at=CERTIFICATION,
    words=(
        "shall contain a written certification that the officers or employees performing the function under "
        "the agreement have received adequate training regarding the enforcement of relevant Federal "
        "immigration laws"
    ),
    by_statute=True,
)
def certified(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE certified in writing, before the act, that the officer completed the training and passed its tests."""
    return by_ice(act, officer.certified_on)


@provision(
    "certification.letter",
    at=JAIL,
    words={
        "JEM-2025": (
            "will provide the participating LEA personnel a signed authorization letter allowing the named LEA "
            "personnel"
        ),
        "WSO-2025": (
            "the ICE Field Office Director (FOD) will provide the participating LEA personnel a signed "
            "authorization letter allowing the named LEA personnel to perform specified functions of an "
            "immigration officer"
        ),
    },
    models=["JEM", "WSO"],
)
def letter(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer holds a signed authorization letter of the ICE Field Office Director."""
    return by_ice(act, officer.authorization_letter_on)


def _under(agreement: Facts, officer: Facts, paper: Any) -> Any:
    claimed = ifelse(paper >= agreement.listed_signed_on, True, unknown())
    # A paper older than the one signature that is known is older than both.
    known = agreement.agency_signed_on.coalesce(agreement.ice_signed_on)
    claimed = ifelse(paper < known, False, claimed)
    signed = ifelse(agreement.executed.isnull(), claimed, paper >= agreement.executed)
    return signed & (paper >= officer.certified_on)


@provision(
    "certification.letter-under-agreement",
    at=JAIL,
    words={
        "JEM-2025": (
            "Upon receipt of the certification, the ICE Field Office Director (FOD) will provide the participating "
            "LEA personnel a signed authorization letter"
        ),
        "WSO-2025": (
            "Upon receipt of the certification, the ICE Field Office Director (FOD) will provide the participating "
            "LEA personnel a signed authorization letter"
        ),
    },
    models=["JEM", "WSO"],
)
def letter_under_agreement(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The letter is of a day on which the agreement was signed by both and the officer certified; an older one gives
    nothing under it.
    """
    return _under(agreement, officer, officer.authorization_letter_on)


@provision(
    "jem.not-revived",
    at={"JEM": "IV.D"},
    words={
        "JEM-2025": (
            "The suspension or termination of this MOA … shall constitute immediate revocation of all immigration "
            "enforcement authorizations delegated hereunder."
        ),
    },
    models=["JEM"],
)
def not_revived(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under JEM a suspension of the agreement revokes every authorization at once. Its end revives none: an officer
    needs a letter of a later day.
    """
    letter = officer.authorization_letter_on
    # A letter of before the suspension is revoked, whether or not anybody says when the suspension ended.
    since = (letter >= agreement.suspended_from) & (letter >= agreement.suspended_to)
    return (act.day < agreement.suspended_from) | since


@provision(
    "certification.form-70-006",
    at=JAIL,
    words={
        "JEM-2020": "ICE will also execute ICE Form 70-006, Designated Immigration Officer.",
        "WSO-2025": "ICE will also execute ICE Form 70-006, Designated Immigration Officer.",
    },
    models=["JEM", "WSO"],
)
def form_70_006(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """ICE executed Form 70-006, Designated Immigration Officer, for the officer."""
    return officer.form_70_006


@provision(
    "tfm.authorized",
    at={"TFM": "IX"},
    words={
        "TFM-2025-0307": (
            "ICE will provide the participating LEA personnel with a signed authorization to perform specified "
            "functions of an immigration officer"
        ),
    },
    models=["TFM"],
)
def authorized(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the officer holds a signed authorization of ICE."""
    return by_ice(act, officer.authorized_on)


@provision(
    "tfm.authorization-under-agreement",
    at={"TFM": "IX"},
    words={
        "TFM-2025-0307": (
            "Upon certification, ICE will provide the participating LEA personnel with a signed authorization to "
            "perform specified functions of an immigration officer"
        ),
    },
    models=["TFM"],
)
def authorization_under_agreement(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM the authorization is of a day on which the agreement was signed by both and the officer certified; an
    older one gives nothing under it.
    """
    return _under(agreement, officer, officer.authorized_on)


@provision(
    "tfm.two-years",
    at={"TFM": "IX"},
    words={
        "TFM-2025-0307": (
            "a signed authorization to perform specified functions of an immigration officer for an initial "
            "period of two years from the date of the authorization"
        ),
    },
    models=["TFM"],
)
def two_years(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM an authorization holds for two years from its date; from the second anniversary on a new one is
    needed.
    """
    return by_day(
        "tfm.authorization_years",
        act,
        lambda years: (
            (officer.authorized_on < literal(NEVER)) & (act.day < officer.authorized_on + interval(years=int(years)))
        ),
    )


@provision(
    "authorization.not-expired",
    law="8 USC 1357(g)(5)",
    words="the duration of the authority of the individual … shall be set forth in a written agreement",
    by_statute=True,
)
def not_expired(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """An authorization on which an end is written no longer holds from that day on."""
    return act.day < officer.authorization_expires_on


@provision(
    "authorization.not-suspended",
    law="8 USC 1357(g)(3)",
    at=CERTIFICATION,
    words=(
        "an officer or employee of a State or political subdivision of a State shall be subject to the "
        "direction and supervision of the Attorney General"
    ),
    by_statute=True,
)
def not_suspended(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer's authority was not suspended on that day."""
    return ~in_force(act.day, officer.suspended_from, officer.suspended_to)


@provision(
    "authorization.not-revoked",
    at=CERTIFICATION,
    words={
        "JEM-2025": "LEA personnel may have their delegated authority revoked at any time for any reason.",
        "WSO-2025": (
            "Authorization of participating LEA personnel to act pursuant to this MOA may be withdrawn at any "
            "time and for any reason by ICE"
        ),
        "TFM-2025-0307": (
            "Authorization of participating LEA personnel to act pursuant to this MOA may be revoked at any time "
            "and for any reason by ICE or the LEA."
        ),
    },
    by_statute=True,
)
def not_revoked(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer's authority had not been revoked or withdrawn."""
    return act.day < officer.revoked_on


@provision(
    "credentials.carried",
    at=JAIL,
    words={
        "JEM-2025": (
            "Participating LEA personnel shall carry their ICE-issued credentials while performing immigration "
            "officer functions under this MOA."
        ),
        "WSO-2025": (
            "Participating LEA personnel shall carry their ICE-issued credentials while performing immigration "
            "officer functions under this MOA."
        ),
    },
    models=["JEM", "WSO"],
    kind="duty",
)
def credentials_carried(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer carries the credentials that ICE issued while doing immigration work."""
    return act.credentials_carried


@provision(
    "tfm.revocation-notice",
    at={"TFM": "IX"},
    words={
        "TFM-2025-0307": "Such revocation will require notification to the other party to this MOA within 48 hours.",
    },
    models=["TFM"],
    kind="duty",
    when=lambda act, officer, agreement: officer.revoked_on < literal(NEVER),
)
def revocation_notice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Who revokes an officer's authority tells the other party within 48 hours."""
    return by_day(
        "tfm.revocation_notice_hours",
        act,
        lambda hours: within(
            officer.revocation_decided_at, officer.revocation_notified_at, hours=hours, until=act.observed_until
        ),
    )


@provision(
    "credentials.returned",
    at=JAIL,
    words={
        "JEM-2025": (
            "shall be returned to ICE upon termination of this agreement, when a participating LEA employee ceases "
            "his/her participation"
        ),
        "WSO-2025": (
            "shall be returned to ICE upon termination of this agreement, when a participating LEA employee ceases "
            "his/her participation, or when deemed necessary by the FOD"
        ),
    },
    models=["JEM", "WSO"],
    kind="duty",
    when=lambda act, officer, agreement: (
        (officer.left_agency_on <= act.day) | (officer.revoked_on <= act.day) | (agreement.terminated_on <= act.day)
    ),
)
def credentials_returned(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The credentials are returned to ICE when the agreement ends or the officer takes part no longer."""
    return officer.credentials_returned_on <= act.day
