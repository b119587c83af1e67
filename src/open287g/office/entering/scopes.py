"""What a token may be given: less than its account may do, and not for long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from open287g.office.entering.refusal import Reason
from open287g.office.model.roles import actions_of

MOST_DAYS = 366
"""A token that nobody renews ends within about a year."""

NEVER = frozenset({"token.issued"})
"""No token makes another: who holds one could then keep it past its end."""


def scopes_of(role: str) -> frozenset[str]:
    """The scopes that a token of an account of this role may have."""
    return actions_of(role) - NEVER


def token_reasons(role: str, on: date, data: Mapping[str, Any]) -> list[Reason]:
    """Against a token: a scope its account does not have, or an end that is past or far away."""
    beyond = [scope for scope in data["scopes"] if scope not in scopes_of(role)]
    reasons = [Reason("field", f"scopes holds {len(beyond)} that this role cannot give")] if beyond else []
    if not 0 <= (date.fromisoformat(data["expires_on"]) - on).days <= MOST_DAYS:
        reasons.append(Reason("field", f"expires_on is before its first day, or more than {MOST_DAYS} days after it"))
    return reasons
