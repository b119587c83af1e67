"""Forms and charging documents."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import PAPERS


@provision(
    "tfm.category",
    cites="TFM MOA, V",
    models=["TFM"],
    acts=PAPERS,
    since="2025-01-30",
    clauses={"TFM": "V"},
)
def category(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Under TFM detainers and charging documents are only for persons in categories that ICE supervisors have set."""
    return act.category_set_by_ice


@provision(
    "charging.signed-by-ice",
    cites="8 CFR 239.1; JEM MOA, App. A; TFM MOA, V",
    models=["JEM", "TFM"],
    acts=["prepare_charging_document"],
    clauses={"JEM": "App.A", "TFM": "V"},
)
def signed_by_ice(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer prepares a charging document; an ICE officer signs it."""
    return act.document_signed_by_ice


@provision(
    "form.i213",
    cites="JEM MOA, App. A; TFM MOA, V",
    models=["JEM", "TFM"],
    acts=["process", "issue_detainer"],
    since="2020-01-01",
    kind="duty",
    clauses={"JEM": "App.A", "TFM": "V"},
)
def i213(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Form I-213, Record of Deportable or Inadmissible Alien, is completed with the processing and with the
    detainer.
    """
    return act.i213_completed


@provision(
    "jem.record-checks",
    cites="JEM MOA, App. A",
    models=["JEM"],
    acts=["process", "issue_detainer", "prepare_charging_document"],
    since="2020-01-01",
    kind="duty",
    clauses={"JEM": "App.A"},
)
def record_checks(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """The officer makes sure that record checks are completed."""
    return act.record_checks_done


@provision(
    "policy.detainer-with-warrant",
    cites="ICE Policy 10074.2 (2 April 2017)",
    models=["JEM", "TFM"],
    acts=["issue_detainer"],
    since="2017-04-02",
    kind="duty",
)
def detainer_with_warrant(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """By ICE policy a detainer goes with a signed warrant of arrest or of removal."""
    return act.warrant.isin(["arrest", "removal"])
