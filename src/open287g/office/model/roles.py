"""Who may do what to whose: roles.csv lists every open cell, and no other cell opens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from open287g.core.bundled import read_table

ROLES = ("officer", "manager", "supervisor", "headquarters", "inspector", "administrator")
PUBLIC = "public"
"""Whoever has no account."""

SCOPES = ("self", "own", "area", "foreign")
"""From the account: its own officer's file, its agency, an agency of its area, any other."""


@dataclass(frozen=True)
class Place:
    """Where an account stands, or a subject: agency, area and officer; empty where it has none."""

    agency_id: str = ""
    area: str = ""
    officer_id: str = ""


@cache
def rights() -> dict[tuple[str, str], frozenset[str]]:
    """(role, action) -> scopes."""
    rows = read_table("office/model/roles.csv", ("role", "action", "scopes"))
    return {(row["role"], row["action"]): frozenset(row["scopes"].split()) for row in rows}


def may(role: str, action: str, account: Place, subject: Place) -> bool:
    """Whether a role may do `action` where `account` stands so to `subject`."""
    return scope_of(account, subject) in rights().get((role, action), ())


def scope_of(account: Place, subject: Place) -> str:
    """How near the subject is to the account."""
    if account.agency_id and account.agency_id == subject.agency_id:
        return "self" if account.officer_id and account.officer_id == subject.officer_id else "own"
    return "area" if account.area and account.area == subject.area else "foreign"


def sees(role: str, kind: str, account: Place, subject: Place) -> bool:
    """Whether a role may read a subject of `kind`: by its own action `KIND.read` where there is one, else `read`."""
    own = f"{kind}.read"
    return may(role, own if any(action == own for _, action in rights()) else "read", account, subject)


def actions_of(role: str) -> frozenset[str]:
    """All that a role may do somewhere."""
    return frozenset(action for held, action in rights() if held == role)
