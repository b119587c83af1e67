"""The few words in which provisions are written. Each keeps unknown unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from open287g.rulebook.language.codes import MODEL_BITS
from open287g.rulebook.language.expressions import cases, coalesce, ifelse, literal, unknown
from open287g.vocabulary.facts import DAY, HOUR, NEVER, NEVER_AT

if TYPE_CHECKING:
    import ibis.expr.types as ir


def happened(at: Any, said: Any) -> Any:
    """It happened if a time is given for it, and not if it never came; otherwise what the log says of it, if
    anything.
    """
    came = at != (literal(NEVER) if at.type().is_date() else NEVER_AT)
    return came.coalesce(False) | ifelse(came.isnull(), said, False)


def implies(trigger: Any, then: Any) -> Any:
    """If `trigger`, then `then`."""
    return ~trigger | then


def within(start: Any, end: Any, *, hours: float, until: Any = None, closed: bool = False) -> Any:
    """`end` is not before `start` and no more than `hours` after it, to the microsecond.

    An end that is said never to have come is not: unless the log closed, at `until`, before the clock had run. `closed`
    asks for that closing instant, without which what never came is unknown; a duty takes never at its word.
    """
    in_time = (end >= start) & (end - start <= int(hours * HOUR))
    return in_time if until is None else _or_never(end == NEVER_AT, until - start, until, hours, in_time, closed)


def lasted(
    length: Any, *, hours: float, least: Any = None, open: Any = None, until: Any = None, closed: bool = True
) -> Any:
    """A length of time is no more than `hours`.

    Where several facts tell it, `least` is the shortest it may be: both must give one answer. A length that is `open`
    when the log closes at `until` has gone on for `length` so far; without a closing instant nothing is known of it.
    """
    limit = int(hours * HOUR)
    short = length <= limit
    if least is not None:
        short = cases((short, True), (least > limit, False), else_=unknown())
    return short if open is None else _or_never(open, length, until, hours, short, closed)


def _or_never(never: Any, so_far: Any, until: Any, hours: float, otherwise: Any, closed: bool) -> Any:
    """`otherwise`; but of what never came: false where the clock has run, else unknown."""
    run = until.notnull() & (so_far > int(hours * HOUR))
    run = run if closed else run | until.isnull()
    return cases((never & run, False), (never, unknown()), else_=otherwise)


def close(one: Any, other: Any, *, hours: float) -> Any:
    """Two moments lie no more than `hours` apart, whichever came first."""
    apart = int(hours * HOUR)
    return (other - one <= apart) & (one - other <= apart)


def not_yet(at: Any, in_time: Any, *, since: Any, until: Any, days: int = 0) -> Any:
    """`in_time`, reckoned up to the close for what had not come by then: unknown while its clock still ran.

    Calendar days ask for a place; so much past `days` that none of its calendars could have it in time, no place is
    needed, and without a closing instant never is taken at its word.
    """
    never = at == NEVER_AT
    run = (until.isnull() & since.notnull()) | (until - since > (days + 1) * DAY + HOUR)
    return cases((never & run, False), (never & in_time, unknown()), else_=in_time)


def reached(arrived: Any, examined: Any, taken: Any) -> Any:
    """When a person reached ICE, by the first of three times that tells it: the facility, an officer, or ICE that took
    the person. Who never came to the facility was not brought there for having met an officer, but ICE may have taken
    them; it is never where nothing of this came.
    """
    missed = (arrived == NEVER_AT).coalesce(False)
    nothing = missed | ((examined == NEVER_AT) & (taken == NEVER_AT)).coalesce(False)
    met = ifelse(missed, unknown("int64"), _came(examined))
    known = coalesce(_came(arrived), met, _came(taken))
    return ifelse(known.isnull() & nothing, literal(NEVER_AT, "int64"), known)


def _came(at: Any) -> Any:
    return ifelse(at == NEVER_AT, unknown("int64"), at)


def within_days(start_local: Any, end_local: Any, *, days: int) -> Any:
    """`end` falls on a calendar day no more than `days` after that of `start`, and not before it."""
    return (end_local >= start_local) & (end_local - end_local % DAY - (start_local - start_local % DAY) <= days * DAY)


def same_day(start_local: Any, end_local: Any) -> Any:
    """Both fall on the same calendar day, the second not before the first."""
    return within_days(start_local, end_local, days=0)


def by(day: Any, deadline: Any) -> Any:
    """`deadline`'s event had taken place on or before `day`."""
    return deadline <= day


def by_ice(act: Any, deadline: Any) -> Any:
    """The same of a day that ICE wrote, in Washington: unknown where the place of the act was a day ahead of it."""
    return cases((deadline <= act.day_early, True), (deadline > act.day, False), else_=unknown())


def in_force(day: Any, start: Any, end: Any) -> Any:
    """`day` lies in [start, end)."""
    return (start <= day) & (day < end)


def model_is(agreement: Any, *models: str) -> ir.BooleanValue:
    """The act was done under one of `models`: unknown where only some of the possible models are among them."""
    return possibly(agreement.model_code, sum(MODEL_BITS[name] for name in models))


def possibly(code: Any, mask: int) -> ir.BooleanValue:
    """Whether every possibility of `code` lies in `mask`; unknown where some do and some do not, or there is none."""
    among = code & mask
    answer: ir.BooleanValue = cases((among == code, True), (among == 0, False), else_=unknown())
    return answer
