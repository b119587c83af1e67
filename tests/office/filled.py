"""An office with three agencies, each with one of everything, and an event of every kind about any of them."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from open287g.office.exchange.backup import backup, restore
from open287g.office.model.kinds import field, kinds, subjects
from open287g.office.office import key_folder, open_office
from open287g.vocabulary.facts import Fact
from tests.office.agency import LEE, POLK, YUMA, Clock, House, authorize, house, sign

VALUES = {
    "day": "2025-05-01", "time": "2025-05-01T10:00:00", "flag": True, "number": 80, "count": 1, "official": "Example",
    "text": "an example", "private": "an example", "area": "Miami", "zone": "America/New_York",
}  # fmt: skip


_FOLDER = tempfile.TemporaryDirectory(prefix="filled")


def filled(url: str, folder: Path) -> House:
    """Three agencies, each with an officer, a grant, an act, a complaint and a finding; accounts for every role.

    It is told once, and brought back from its backup for all who ask again.
    """
    backup_of_it, now = _told()
    restore(backup_of_it, url, key_folder(folder))
    clock = Clock(now)
    return House(open_office(url, folder, clock), clock)


@cache
def _told() -> tuple[Path, datetime]:
    """The backup, and the time it ends at."""
    home = Path(_FOLDER.name)
    found = _tell(f"sqlite:///{home / 'office.sqlite'}", home)
    backup(found.office, home / "office.zip", with_keys=True)
    found.office.engine.dispose()
    return home / "office.zip", found.clock.now


def _tell(url: str, folder: Path) -> House:
    found = house(url, folder)
    for name, officer_id in (("cop", "O-1"), ("cop2", "O-2")):
        told = {"role": "officer", "agency_id": LEE, "officer_id": officer_id, "person": f"staff-{name}"}
        found.say("root", "account.opened", "2025-01-01", account=name, **told)
    found.say("root", "account.opened", "2025-01-01", account="closed", role="headquarters", person="staff-c")
    found.say("root", "account.closed", "2025-01-02", account="closed", reason="left")
    for agency in (LEE, POLK, YUMA):
        _fill(found, agency)
    for account in ("cop", "manager1-polk", "hq"):
        told = {"account": account, "secret_sha256": "ab" * 32, "scopes": ["read"], "expires_on": "2026-06-20"}
        found.say(account, "token.issued", "2026-06-01", token_id=f"id-{account}", **told)
    return found


def _fill(found: House, agency: str) -> None:
    manager = f"manager1-{agency[3:7].strip('-')}"
    sign(found, agency)
    authorize(found, "O-1", agency)
    who: dict[str, Any] = {"agency_id": agency, "officer_id": "O-1", "model": "TFM"}
    found.say(manager, "grant.requested", "2025-04-01", grant_id=f"id-{agency}", system="EID", **who)
    found.say(manager, "act.entered", act_id=f"id-{agency}", act="interrogate", at="2025-05-01T10:00:00", **who)
    at = "2025-05-01T10:00:00"
    told = {"complaint_id": f"id-{agency}", "officer_id": "O-1", "model": "TFM", "narrative": "what happened there"}
    found.say("", "complaint.received", "2025-05-01", agency_id=agency, received_at=at, **told)
    found.say(manager, "operation.planned", "2025-05-01", operation_id=f"id-{agency}", agency_id=agency, name="North",
              first_day="2025-05-01", last_day="2025-05-02", officers=f"O-1:{agency}:TFM")  # fmt: skip
    found.say(manager, "attestation.made", "2025-05-01", attestation_id=f"id-{agency}", asked_at=at, **who)
    found.say("ig", "finding.raised", "2025-05-01", finding_id=f"id-{agency}", agency_id=agency, says="late")


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
