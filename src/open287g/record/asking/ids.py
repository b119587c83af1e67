"""An id that was published leads to what it names today: the same, or the one that took its place, and why."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple


class Present(NamedTuple):
    """The id in use for one that was asked for; `reason` says why it is another, None where it is the same."""

    asked: str
    present: str
    reason: str | None = None

    @property
    def moved(self) -> dict[str, str] | None:
        """What an answer says of an old id, under the name `redirected`; None where none was asked for."""
        return None if self.reason is None else {"from": self.asked, "to": self.present, "reason": self.reason}


def present_id(asked: str, known: Container[str], redirects: Mapping[str, tuple[str, str]]) -> Present | None:
    """The id in use for that of an agency or agreement; None where none was ever such.

    `redirects` gives for an old id the present one and the reason. An agreement of an agency that was renamed has the
    agency's redirect, and then its own, if there is one.
    """
    if asked in known:
        return Present(asked, asked)
    if asked in redirects:
        return Present(asked, *redirects[asked])
    agency_id, colon, rest = asked.partition(":")
    if not colon or agency_id not in redirects:
        return None
    new, reason = redirects[agency_id]
    again = present_id(f"{new}:{rest}", known, redirects)
    return None if again is None else Present(asked, again.present, again.reason or reason)
