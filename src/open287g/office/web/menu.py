"""The menu of a role: the pages that open to it."""

from __future__ import annotations

from open287g.office.desk import Desk
from open287g.vocabulary.messages import N_

MENU = (
    ("/", N_("Home"), ""),
    ("/due", N_("What is due"), "due"),
    ("/officers", N_("Officers"), "read"),
    ("/agreements", N_("Agreements"), "read"),
    ("/access", N_("Access"), "read"),
    ("/acts", N_("Acts"), "read"),
    ("/may", N_("May I?"), "may"),
    ("/operations", N_("Operations"), "due"),
    ("/complaints", N_("Complaints"), "due"),
    ("/findings", N_("Findings"), "due"),
    ("/attestations", N_("Attestations"), "attestation.made"),
    ("/ledger", N_("Ledger"), ""),
    ("/agencies", N_("Agencies"), "agency.enrolled"),
    ("/accounts", N_("Accounts"), "account.read"),
)
"""Address, words, and the action that must be open to the role."""

BESIDE = {"act.entered": "/acts/enter", "officer.imported": "/import", "account.linked": "/link",
          "agreement.text_read": "/document"}  # fmt: skip
"""Steps with a page of their own, and its address."""


def way(kind: str) -> str:
    """The address of the form of a step."""
    return BESIDE.get(kind, f"/do/{kind}")


def menu_of(desk: Desk) -> list[tuple[str, str]]:
    """Addresses and words of the pages that open."""
    return [(path, label) for path, label, needs in MENU if not needs or desk.ever(needs)]
