"""Which changes are asked for: since when, and of which kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

from open287g.core.errors import InputError, UnknownError
from open287g.core.suggest import suggestion
from open287g.record.asking.asks import Asks
from open287g.record.values import EarlyEventKind, EventKind

RECENT = timedelta(days=30)
"""What is told without days: the days up to the newest list."""

KINDS = tuple(dict.fromkeys((*get_args(EventKind), *get_args(EarlyEventKind))))


_ALSO = {
    "listed": ("new", "added", "signed", "joined", "started", "agreement"),
    "delisted": ("ended", "removed", "gone", "dropped", "terminated", "left", "cancelled", "canceled"),
    "pended": ("pending", "applied"),
    "renamed": ("name",),
    "moa_posted": ("moa", "memorandum", "document"),
}
"""What people call a kind of change."""


def kinds_meant(asked: Sequence[str]) -> list[str]:
    """The kinds of change asked for. Raises InputError for one that there is not, and names the nearest."""
    for kind in asked:
        if kind not in KINDS:
            also = [code for code, words in _ALSO.items() if kind.casefold() in words]
            remedy = suggestion(kind, KINDS, "The kinds are") if not also else f"Did you mean {also[0]}?"
            raise InputError(f"{kind!r} is no kind of change", remedy=remedy, exit_code=2)
    return list(asked)


def first_day_of(record: Asks, since: date | None, days: int | None) -> date:
    """The first day asked for: `since`, or the day after which `days` (by default 30) lead up to the newest list.

    Raises InputError where both are told, or the days go back before there were days, and UnknownError for a day after
    the newest list: none can be told of it, which is not that there was none.
    """
    if since is not None and days is not None:
        raise InputError("--since and --days are both given", remedy="Leave one of them out.", exit_code=2)
    newest: date = record.publication()["published"]
    if since is not None:
        if since > newest:
            raise UnknownError(
                f"unknown: no list that is held tells of changes from {since} on",
                remedy=f"The newest is of {newest}; open287g update asks ICE for a newer one.",
            )
        return since
    try:
        return newest - (timedelta(days=days) if days else RECENT) + timedelta(days=1)
    except OverflowError:
        raise InputError("--days goes back too far", remedy="Give a smaller number.", exit_code=2) from None


def require_told(record: Asks, first: date, last: date) -> None:
    """Raise UnknownError where no list that is held tells of any day from `first` to `last`.

    Of such days nothing became known, which is not that nothing changed.
    """
    ages, cursor = record.ages(), record.connection.cursor()
    captured = cursor.execute("SELECT count(*) FROM early_sources WHERE seen BETWEEN ? AND ?", [first, last]).fetchone()
    if not (captured and captured[0]) and not any(span.first <= last and first <= span.last for span in ages.spans):
        ages.require(first)


def after_first_list(record: Asks, first: date) -> date:
    """`first`, or the day after the first list where it is earlier: what that list shows was not new that day."""
    cursor = record.connection.cursor()
    begun: date
    ((begun,),) = cursor.execute("SELECT min(published) FROM publications WHERE list = 'participating'").fetchall()
    return max(first, begun + timedelta(days=1))
