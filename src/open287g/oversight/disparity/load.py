"""A file of stops as the counts that the tests need; no row is kept, and no other column is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from open287g.core.bundled import read_table
from open287g.core.days import today
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.sql import literal, quoted
from open287g.oversight.answer import Said, several
from open287g.oversight.disparity.days import day_sql, order_of_days
from open287g.oversight.disparity.sources import TIMES, Cluster, opened
from open287g.vocabulary.messages import N_

_YES = ("true", "t", "yes", "y", "1")
_NO = ("false", "f", "no", "n", "0")
_NONE = ("", "na", "n/a", "nan", "null", "none", "-")
_MISSING = (*_NONE, "n a", "unknown")
_REDACTED = r"^\s*\[?\(?b\)?\s*\(\s*\d"
"""An exemption of the Freedom of Information Act in place of a value, such as (b)(6): its letter is no race."""
_COUNTS = frozenset(("stops", "searches", "hits"))
_MOST = 10**12
"""A larger count is no count of stops; sums of as many rows as a file can have stay whole numbers."""
_CLOCK = r"^\s*(\d{1,2}):([0-5]\d)(\D.*)?$"


@dataclass
class Stops:
    """A file, read as the view `stops` of `con`: day, minute, after_dark, grp, place, searched, found, n, times.

    A row stands for `times` rows of the file; `n` counts their stops.

    The table `cells` is the same without time: counts by group, place and what the search was. `has` are the facts its
    columns tell. `ledger` says what was left aside, `faults` what keeps a test from running, by fact.
    """

    con: duckdb.DuckDBPyConnection
    has: frozenset[str]
    rows: int
    ledger: list[Said] = field(default_factory=list)
    faults: dict[str, Said] = field(default_factory=dict)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that `sql` gives."""
        return self.con.execute(sql).fetchall()


def load(con: duckdb.DuckDBPyConnection, path: Path, cluster: Cluster | None = None) -> Stops:
    """Read the file at `path`, here or on a cluster. Raises InputError where it cannot be read or names no group."""
    try:
        has = opened(con, path, cluster)
        order = order_of_days(con) if "day" in has else "none"
        con.execute(f"create view stops as {_typed(has, order, 'timed')}")
        con.execute(f"create table cells as {_typed(has - TIMES, 'none', 'timeless')}")
        ((rows,),) = con.execute("select coalesce(sum(n), 0)::bigint from cells").fetchall()
    except duckdb.Error as error:
        raise InputError(f"it cannot be read: {reason(error)}", str(path), "Save it as CSV UTF-8.") from error
    stops = Stops(con, has, rows)
    if not rows and "stops" in has and _uncounted(stops):
        raise InputError("no count of stops in it can be read", str(path), "Write whole numbers, such as 1200.")
    if not rows:
        raise InputError("it holds no stop", str(path), "Name a file with a row for each stop, or with their counts.")
    _note(stops, order)
    return stops


def _typed(has: frozenset[str], order: str, source: str) -> str:
    """The typed columns of `source`, a view whose rows stand for `times` rows of the file each."""

    def text(fact: str) -> str:
        return f"lower(trim({quoted(fact)}))"

    def truth(fact: str) -> str:
        yes, no = (", ".join(map(literal, words)) for words in (_YES, _NO))
        return f"case when {text(fact)} in ({yes}) then true when {text(fact)} in ({no}) then false end"

    def whole(fact: str) -> str:
        return f"case when {_count(fact)} between 0 and {_MOST} then {_count(fact)} end"

    searched, found = "null::bigint", "null::bigint"
    n = whole("stops") if "stops" in has else "1::bigint"
    if "searches" in has:
        searched = whole("searches")
    elif "searched" in has:
        searched = f"case when {truth('searched')} then {n} when not {truth('searched')} then 0 end"
    elif "kind_of_search" in has:
        none = ", ".join(map(literal, _NONE))
        kind = f"coalesce({text('kind_of_search')}, '')"
        hidden = f"{kind} = 'unknown' or {_redacted('kind_of_search')}"
        searched = f"case when {hidden} then null when {kind} in ({none}) then 0 else {n} end"
    if "hits" in has:
        found = whole("hits")
    elif "found" in has:
        found = f"case when {truth('found')} then {n} when not {truth('found')} then 0 end"
    dark = "try_cast(after_dark as double)" if "after_dark" in has else "null::double"
    where = f"case when not {_redacted('place')} then nullif(trim(place), '') end" if "place" in has else "''"
    told = "minute" if "minute" in has else "clock" if "clock" in has else "''"
    words = ", ".join(f"({literal(row['word'])}, {literal(row['group'])})" for row in _groups())
    squeezed = "trim(regexp_replace(lower(\"group\"), '[^a-z]+', ' ', 'g'))"
    squeezed = f"case when not {_redacted('group')} and not {_coded('group')} then {squeezed} end"
    told_day = day_sql(order) if "day" in has else "null::date"
    day = f"case when {told_day} <= date {literal(today().isoformat())} then {told_day} end"
    return f"""
        with words(word, grp) as (values {words}), read as (
            select {squeezed} as word, {day} as day,
                {_minute(has)} as minute, coalesce(trim({told}), '') <> '' as timed,
                {dark} as after_dark, {where} as place,
                {searched} * times as searched, {found} * times as found, {n} * times as n, times
            from {source})
        select times, day, case when minute between 0 and 1439 then minute end as minute,
            timed and coalesce(minute not between 0 and 1439, true) as bad_minute,
            case when isfinite(after_dark) then after_dark end as after_dark, place, searched, found, n,
            case when coalesce(word, '') in ({", ".join(map(literal, _MISSING))}) then null
                else coalesce(w.grp, 'other') end as grp
        from read left join words w using (word) where n is not null"""


def _redacted(fact: str) -> str:
    return f"coalesce(regexp_matches({quoted(fact)}, {literal(_REDACTED)}, 'i'), false)"


def _coded(fact: str) -> str:
    """A letter with digits, such as B6: no race; a place may well be called so."""
    return f"coalesce(regexp_full_match(trim({quoted(fact)}), '[A-Za-z]-?[0-9]+.?'), false)"


def _count(fact: str) -> str:
    """SQL of a whole number; a share or a mean, such as 0.04, is no count."""
    whole = f"regexp_full_match(trim({quoted(fact)}), '[0-9]+([.]0*)?')"
    return f"case when {whole} then try_cast({quoted(fact)} as bigint) end"


def _minute(has: frozenset[str]) -> str:
    """SQL of the minute of the day, past 1439 for 24:00 and the like; null for what is no time."""
    if "minute" in has:
        return "try_cast(minute as integer)"
    if "clock" not in has:
        return "null::integer"
    hour, minute = (f"try_cast(regexp_extract(clock, {literal(_CLOCK)}, {at}) as integer)" for at in (1, 2))
    half = "lower(regexp_extract(clock, '([AaPp])\\.?[Mm]\\.?\\s*$', 1))"
    twelve = f"case when {hour} between 1 and 12 then {hour} % 12 + case {half} when 'p' then 12 else 0 end end"
    return f"case when {half} = '' then {hour} else {twelve} end * 60 + {minute}"


def _groups() -> tuple[dict[str, str], ...]:
    return read_table("oversight/disparity/groups.csv", ("word", "group"))


def _uncounted(stops: Stops) -> int:
    """Rows with a count that is no number from 0 to _MOST; without a number of stops, the row itself is left out."""
    counts = sorted(stops.has & _COUNTS)
    if not counts:
        return 0
    bad = [f"(trim({quoted(one)}) <> '' and coalesce({_count(one)}, -1) not between 0 and {_MOST})" for one in counts]
    bad += [f"coalesce({_count('stops')}, -1) not between 0 and {_MOST}"] if "stops" in counts else []
    ((rows,),) = stops.ask(f"select coalesce(sum(times), 0) from timeless where {' or '.join(bad)}")
    return int(rows)


_UNCOUNTED = (
    N_("1 row has a count that is no number from 0 to a million million; what it counts is left out."),
    N_("%(n)s rows have a count that is no number from 0 to a million million; what it counts is left out."),
)
_NO_TIME = (
    N_("1 row has a time that no clock shows, such as 24:00; its hour is unknown."),
    N_("%(n)s rows have a time that no clock shows, such as 24:00; their hour is unknown."),
)
_NO_DAY = (
    N_("1 row has a day that cannot be read or is to come."),
    N_("%(n)s rows have a day that cannot be read or is to come."),
)
_UNSEARCHED = (
    N_("1 stop found something without a search; it counts in no rate of searches."),
    N_("%(n)s stops found something without a search; they count in no rate of searches."),
)


def _note(stops: Stops, order: str) -> None:
    ((missing, other, beyond),) = stops.ask(
        """select coalesce(sum(n) filter (grp is null), 0), coalesce(sum(n) filter (grp = 'other'), 0),
            coalesce(sum(found) filter (found > 0 and coalesce(searched, 0) = 0), 0) from cells"""
    )
    bad, no_day = 0, 0
    if stops.has & TIMES:
        ((bad, no_day),) = stops.ask(
            """select coalesce(sum(times) filter (bad_minute), 0), coalesce(sum(times) filter (day is null), 0)
            from stops"""
        )
    read = N_("%(rows)s stops were read; %(missing)s have no race, %(other)s are of another group.")
    stops.ledger.append(Said(read, {"rows": f"{stops.rows:,}", "missing": f"{missing:,}", "other": f"{other:,}"}))
    days = no_day if "day" in stops.has and not _no_day_is_sure(stops, order) else 0
    counted = ((_uncounted(stops), _UNCOUNTED), (bad, _NO_TIME), (days, _NO_DAY), (beyond, _UNSEARCHED))
    stops.ledger.extend(several(n, *words) for n, words in counted if n)
    _contradicted(stops)


def _no_day_is_sure(stops: Stops, order: str) -> bool:
    """Whether the order of month and day leaves every day open; then the fault says so."""
    if order == "mixed":
        stops.faults["day"] = Said(N_("days are written in two orders, month first and day first, so no day is sure"))
    elif order == "unsure":
        stops.faults["day"] = Said(N_("no day tells whether month or day stands first; write days as YYYY-MM-DD"))
    return order in ("mixed", "unsure")


def _contradicted(stops: Stops) -> None:
    ((over, above),) = stops.ask(
        """select coalesce(sum(times) filter (found > searched and searched > 0), 0),
            coalesce(sum(times) filter (searched > n), 0) from cells"""
    )
    if over:
        stops.faults["found"] = Said(
            N_("in %(n)s rows more was found than was searched; the columns cannot mean what they say"), {"n": over}
        )
    if above:
        stops.faults["searched"] = Said(
            N_("in %(n)s rows more were searched than stopped; the columns cannot mean what they say"), {"n": above}
        )
