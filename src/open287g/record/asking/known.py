"""The newest list that was known on a day, and whether it tells of the day that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from open287g.core.days import today
from open287g.core.errors import InputError, UnknownError
from open287g.record.asking.age import GAP

List = Mapping[str, Any]


def published_by(lists: Sequence[List], known: date | None) -> List:
    """The newest of the participating `lists` (oldest first) published by `known`; the newest of all without it.

    Raises UnknownError where none was.
    """
    found = next((row for row in reversed(lists) if known is None or row["published"] <= known), None)
    if found is None:
        first = min((row["published"] for row in lists), default=None)
        raise UnknownError(f"unknown: no publication is known by {known}", remedy=f"The first is of {first}.")
    return found


def newest_known(lists: Sequence[List], valid: date, known: date | None) -> List:
    """The list published by `known` that tells of the day `valid`.

    Raises InputError for a `known` that is still to come, UnknownError where no list was known, or none of late.
    """
    if known is not None and known > max(today(), published_by(lists, None)["published"]):
        raise InputError(
            f"{known} is still to come: what will be known then is not known",
            remedy="Give a day that has come, or leave known out.",
            exit_code=2,
        )
    newest = published_by(lists, known)
    seen = min(known or date.max, newest["last_seen"])
    if (valid - seen).days > GAP:
        raise UnknownError(
            f"unknown: the newest list known by {known} was last seen on {seen}, and tells nothing of {valid}",
            remedy="Give a later day for known, or leave it out.",
        )
    return newest


def to_come(valid: date, seen: date) -> str | None:
    """What a count of `valid` takes for granted where that day was still to come on the day `seen`; None where not."""
    return f"{valid} was still to come on {seen}: what was in force is taken to last" if valid > seen else None
