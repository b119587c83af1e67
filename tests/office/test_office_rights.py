"""The table of rights, cell by cell: every account against every kind of event in every agency; no other cell opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from open287g.office.entering.admission import NOT_YOURS, admit
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import read
from open287g.office.model.kinds import field, kinds, subjects
from open287g.office.model.roles import may, rights
from open287g.vocabulary.facts import Fact
from tests.office.agency import LEE, POLK, YUMA, House

SCOPES = {
    "cop": ("officer", {LEE: "self", POLK: "foreign", YUMA: "foreign"}),
    "cop2": ("officer", {LEE: "own", POLK: "foreign", YUMA: "foreign"}),
    "manager1-lee": ("manager", {LEE: "own", POLK: "foreign", YUMA: "foreign"}),
    "super-FL": ("supervisor", {LEE: "area", POLK: "area", YUMA: "foreign"}),
    "hq": ("headquarters", {LEE: "foreign", POLK: "foreign", YUMA: "foreign"}),
    "ig": ("inspector", {LEE: "foreign", POLK: "foreign", YUMA: "foreign"}),
    "root": ("administrator", {LEE: "foreign", POLK: "foreign", YUMA: "foreign"}),
    "": ("public", {LEE: "foreign", POLK: "foreign", YUMA: "foreign"}),
    "closed": ("", {LEE: "foreign", POLK: "foreign", YUMA: "foreign"}),
    "no-such-account": ("", {LEE: "foreign", POLK: "foreign", YUMA: "foreign"}),
}
"""Account -> its role, and how near each agency's officer O-1 is to it."""

VALUES = {
    "day": "2025-05-01", "time": "2025-05-01T10:00:00", "flag": True, "number": 80, "count": 1, "official": "Example",
    "text": "an example", "private": "an example", "area": "Miami", "zone": "America/New_York",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(furnished_office: House) -> House:
    """Three agencies, each with an officer, a grant, an act, a complaint and a finding."""
    return furnished_office


def event_of(name: str, agency: str) -> dict[str, Any]:
    """A readable event of a kind about what an agency has."""
    kind = kinds()[name]
    told: dict[str, Any] = {"kind": name, "on": "2025-05-01", "agency_id": agency, "reason": "an example"}
    for one in (*subjects()[kind.subject].key, *kind.needs):
        told[one] = _value(one, field(kind.subject, one), agency)
    return told


def _value(name: str, fact: Fact | None, agency: str) -> Any:
    assert fact is not None
    area = "Miami" if agency[:2] == "FL" else "Phoenix"
    own = {"agency_id": agency, "officer_id": "O-1", "model": "TFM", "edition": "TFM-2025-0307", "state": agency[:2]}
    own |= {"agreement_id": f"{agency}:TFM:1", "officers": f"O-1:{agency}:TFM", "area": area}
    if name in own:
        return own[name]
    if fact.choices:
        return fact.choices[0]
    return VALUES.get(fact.kind, f"id-{agency}")


@pytest.mark.parametrize("account", SCOPES)
def test_only_the_cells_of_the_table_open(office: House, account: str) -> None:
    role, near = SCOPES[account]
    wrong = []
    for name, kind in kinds().items():
        for agency, scope in near.items():
            about = kind.subject in ("officer", "grant", "act") or name == "act.entered"
            told = scope if scope != "self" or about else "own"
            granted = rights().get((role, name), frozenset())
            if opens(office, account, event_of(name, agency)) != (told in granted):
                wrong.append((name, agency, told))
    assert wrong == []


def opens(office: House, account: str, event: dict[str, Any]) -> bool:
    """Whether the account may try; nothing is appended."""
    try:
        read(office.office.engine, lambda c: admit(c, account, event, office.clock.now))
    except Refused as refused:
        shut = [reason.rule for reason in refused.reasons] == ["role"]
        return not (shut and refused.reasons[0].says == NOT_YOURS)
    return True


@pytest.mark.parametrize("account", ["cop", "manager1-lee", "super-FL"])
def test_an_id_of_elsewhere_opens_nothing_under_the_name_of_ones_own_agency(office: House, account: str) -> None:
    role = SCOPES[account][0]
    for name, kind in kinds().items():
        if kind.subject in ("grant", "act", "complaint", "finding") and (role, name) in rights():
            event = event_of(name, YUMA) | {"agency_id": LEE}
            assert not opens(office, account, event), name


def test_the_matrix_tries_every_kind() -> None:
    from open287g.office.model.roles import Place

    assert {name for _, name in rights() if name in kinds()} == set(kinds())
    assert may("manager", "officer.nominated", Place("A"), Place("A")) and not may(
        "manager", "officer.authorized", Place("A"), Place("A")
    )


def test_nothing_was_taken_in_by_trying(office: House, tmp_path: Path) -> None:
    from sqlalchemy import func, select

    from open287g.office.ledger.schema import entries

    def count() -> int:
        return read(
            office.office.engine, lambda c: int(c.execute(select(func.count()).select_from(entries)).scalar_one())
        )

    before = count()
    for account in SCOPES:
        opens(office, account, event_of("agreement.suspended", LEE))
    assert count() == before
