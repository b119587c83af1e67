"""Forms and charging documents."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import PAPERS


@provision(
    "tfm.category",
    at={"TFM": "V"},
    words={
        "TFM-2025-0307": "for the signature of an ICE officer for aliens in categories established by ICE supervisors",
    },
    models=["TFM"],
    acts=PAPERS,
)
def category(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM detainers and charging documents are only for persons in categories that ICE supervisors have set."""
    return act.category_set_by_ice


@provision(
    "charging.signed-by-ice",
    law="8 CFR 239.1",
    at={"JEM": "App.A", "TFM": "V"},
    words={
        "JEM-2025": (
            "including the preparation of a Notice to Appear or other charging document, as appropriate, for the "
            "signature of an ICE officer"
        ),
        "TFM-2025-0307": (
            "including the preparation of the Notice to Appear (NTA) or other charging document, as appropriate, "
            "for the signature of an ICE officer"
        ),
    },
    models=["JEM", "TFM"],
    acts=["prepare_charging_document"],
)
def signed_by_ice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer prepares a charging document; an ICE officer signs it."""
    return act.document_signed_by_ice


@provision(
    "form.i213",
    at={"JEM": "App.A", "TFM": "V"},
    words={
        "TFM-2025-0307": (
            "The power and authority to issue immigration detainers (8 C.F.R. § 287.7) and I-213, Record of "
            "Deportable/Inadmissible Alien"
        ),
        "JEM-2020": "and I-213, Record of Deportable/Inadmissible Alien, for processing aliens.",
    },
    models=["JEM", "TFM"],
    acts=["process", "issue_detainer"],
    kind="duty",
)
def i213(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Form I-213, Record of Deportable or Inadmissible Alien, is completed with the processing and with the
    detainer.
    """
    return act.i213_completed


@provision(
    "jem.record-checks",
    at={"JEM": "App.A"},
    words={
        "JEM-2020": (
            "Participating LEA personnel are responsible for ensuring proper record checks have been completed."
        ),
    },
    models=["JEM"],
    acts=["process", "issue_detainer", "prepare_charging_document"],
    kind="duty",
)
def record_checks(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer makes sure that record checks are completed."""
    return act.record_checks_done


@provision(
    "policy.detainer-with-warrant",
    law="ICE Policy 10074.2",
    unread="The directive was found only as a machine's reading of a scan, with words lost.",
    models=["JEM", "TFM"],
    acts=["issue_detainer"],
    kind="duty",
)
def detainer_with_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """By ICE policy a detainer goes with a signed warrant of arrest or of removal."""
    return act.warrant.isin(["arrest", "removal"]) & act.warrant_issued_by_immigration_officer.coalesce(True)
