"""A small office for tests: two agencies of one area and one elsewhere, and an account for every role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from open287g.office.ledger.database import read
from open287g.office.model.state import State
from open287g.office.office import Office, begin_office, state_of
from open287g.office.record import Receipt, record
from open287g.office.setup import begin_accounts

LEE = "FL-lee-county-sheriffs-office"
POLK = "FL-polk-county-sheriffs-office"
YUMA = "AZ-yuma-county-sheriffs-office"
ZONES = {"FL": "America/New_York", "AZ": "America/Phoenix"}
AREAS = {"FL": "Miami", "AZ": "Phoenix"}


@dataclass
class Clock:
    """A clock that tests set."""

    now: datetime = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class House:
    """An office with its clock. `say` records one event, by the account that is named."""

    office: Office
    clock: Clock = field(default_factory=Clock)

    def say(self, actor: str, kind: str, on: str | None = None, **fields: Any) -> Receipt:
        told = {"kind": kind, **fields} if on is None else {"kind": kind, "on": on, **fields}
        return record(self.office, actor, told)

    def state(self, subject: str) -> State:
        return read(self.office.engine, lambda c: state_of(c, subject))


def house(url: str, folder: Path, start: datetime = Clock.now) -> House:
    """A new office with its accounts, begun at `start`."""
    clock = Clock(start)
    found = House(begin_office(url, folder, clock), clock)
    begin_accounts(found.office, "root", "staff-0", "2025-01-01")
    found.say("root", "account.opened", "2025-01-01", account="hq", role="headquarters", person="staff-1")
    found.say("root", "account.opened", "2025-01-01", account="hq2", role="headquarters", person="staff-2")
    found.say("root", "account.opened", "2025-01-01", account="ig", role="inspector", person="staff-3")
    for state, area in AREAS.items():
        told = {"role": "supervisor", "area": area, "person": f"staff-s-{state}"}
        found.say("root", "account.opened", "2025-01-01", account=f"super-{state}", **told)
    for agency in (LEE, POLK, YUMA):
        state = agency[:2]
        where = {"name": agency, "state": state, "area": AREAS[state], "zone": ZONES[state]}
        found.say("hq", "agency.enrolled", "2025-01-01", agency_id=agency, **where)
        for number in ("1", "2"):
            name = f"manager{number}-{agency[3:7].strip('-')}"
            told = {"role": "manager", "agency_id": agency, "person": f"staff-{name}"}
            found.say("root", "account.opened", "2025-01-01", account=name, **told)
    return found


def sign(
    found: House, agency: str = LEE, model: str = "TFM", edition: str = "TFM-2025-0307", on: str = "2025-03-10"
) -> str:
    """An agreement in force; its id."""
    manager = f"manager1-{agency[3:7].strip('-')}"
    name = f"{agency}:{model}:1"
    told: Mapping[str, Any] = {"agreement_id": name}
    found.say(manager, "agreement.requested", on, **told, model=model, edition=edition,
              approved_by="Board of County Commissioners", approved_on="2025-03-01")  # fmt: skip
    found.say(
        "hq", "agreement.reviewed", on, **told, resources_assessed=True, civil_rights_reviewed=True, jail_contract=False
    )
    found.say(manager, "agreement.signed_by_agency", on, **told, signatory="The Sheriff")
    found.say("hq", "agreement.signed_by_ice", on, **told, signatory="Deputy Director")
    return name


def officer(name: str, agency: str = LEE, model: str = "TFM") -> dict[str, str]:
    """The fields that name an officer."""
    return {"officer_id": name, "agency_id": agency, "model": model}


def authorize(found: House, name: str, agency: str = LEE, model: str = "TFM", on: str = "2025-03-20") -> str:
    """An officer from nomination to authorization; the subject's name."""
    manager, supervisor = f"manager1-{agency[3:7].strip('-')}", f"super-{agency[:2]}"
    who = officer(name, agency, model)
    found.say(manager, "officer.nominated", on, **who, us_citizen=True, law_enforcement_years=5)
    found.say(supervisor, "officer.vetted", on, **who)
    found.say(manager, "officer.examined", on, **who, exam="final", score=88)
    found.say(supervisor, "officer.certified", on, **who)
    letter = {} if model == "TFM" else {"authorization_letter_on": on, "form_70_006": True}
    found.say(supervisor, "officer.authorized", on, **who, **letter)
    return f"officer:{name}:{agency}:{model}"
