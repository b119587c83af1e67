"""The distinct values of a column, each cleaned once: trimmed, spelled as its code, null where empty or redacted.

Where columns are shifted a value may be a name or number of a person. One of such a form, and a rare one that is no
code of a coded column, is read as WITHHELD: its rows count, and it goes nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb

from open287g.activity.areas import office_of
from open287g.activity.releases.kinds import layout
from open287g.activity.small_cells import LEAST
from open287g.core.sql import literal, quoted
from open287g.places import states as places
from open287g.vocabulary import cells


def clean_values(
    con: duckdb.DuckDBPyConnection, stage: str, header: str, column: str, values: str, *, coded: bool = True
) -> None:
    """Make the table `values`: raw, n, clean, redacted, of the column `header` of `stage` that tells our `column`.

    `coded` is false where the codes are not those of this kind of release.
    """
    spaced = "nullif(trim(regexp_replace(raw, '\\s+', ' ', 'g')), '')"
    con.execute(f"""
        create or replace table {values} as
        with found as (select {quoted(header)} as raw, count(*) as n from {stage} group by all),
        trimmed as (
            select raw, n, {spaced} as text,
                coalesce(regexp_matches(trim(raw), {literal(layout()["redacted"])}, 'i'), false) as redacted
            from found
        )
        select raw, n, redacted,
            case when redacted then null when {_of_a_person(column)} then {literal(WITHHELD)}
                else {_spelled(column)} end as clean
        from trimmed""")
    _withhold_rare(con, column, values, coded)


def _of_a_person(column: str) -> str:
    """Whether `text` has the form of a name, number or day of birth; ids by which the release means persons do not."""
    if column in _OPAQUE:
        return "false"
    numbers = "|".join((*cells.NUMBERS, cells.PERSON))
    place = f"regexp_matches(text, {literal(_OF_PLACES)}, 'i')"
    states = ", ".join(literal(state.name.upper()) for state in places.states().values())
    state = f"upper(trim(regexp_extract(text, '[^,]*$'))) in ({states})"
    named = f"n < {LEAST} and regexp_full_match(text, {literal(_LAST_FIRST)}) and not {place} and not {state}"
    return f"(contains(text, '@') or regexp_full_match(text, {literal(numbers)}) or ({named}))"


def _withhold_rare(con: duckdb.DuckDBPyConnection, column: str, values: str, coded: bool) -> None:
    """What stands in few rows is told to nobody where it is no code of a coded column, or may name somebody."""
    if coded and column in _CODED:
        rare = [value for value, n in unknown_codes(con, column, values).items() if n < LEAST]
    elif column in _CLASSES:
        rare = [value for value, n in _counted(con, values).items() if may_name(value, n)]
    else:
        return
    con.execute(f"update {values} set clean = {literal(WITHHELD)} where list_contains($rare, clean)", {"rare": rare})


def may_name(value: str | None, n: int) -> bool:
    """Whether a value of `n` rows may be the name of a person: rare, words alone, none of them one of a place."""
    if value is None or n >= LEAST or not re.fullmatch(_NAMED, value):
        return False
    return not re.search(_OF_PLACES, value, re.IGNORECASE) and value not in layout()["methods"]


def _counted(con: duckdb.DuckDBPyConnection, values: str) -> dict[str, int]:
    found = con.execute(f"""
        select clean, sum(n)::bigint from {values} where clean is not null group by clean order by 2 desc, 1""")
    return dict(found.fetchall())


def unknown_codes(con: duckdb.DuckDBPyConnection, column: str, values: str) -> dict[str, int]:
    """Values of a coded column that are none of its codes, with their rows; empty for other columns."""
    if column not in _CODED:
        return {}
    return {value: n for value, n in _counted(con, values).items() if not _CODED[column](value)}


WITHHELD = "(withheld)"
_CLASSES = ("method", "criminality")
"""Columns of few values, each in many rows; where they have no codes, a rare one may be of another column."""
_NAMED = r"[^\W\d_][\w'\u2019.-]*( [^\W\d_][\w'\u2019.-]*){1,3}"
_OPAQUE = ("subject_ref", "repeat")
_LAST_FIRST = "[A-Za-z][A-Za-z'. -]*, ?[A-Za-z][A-Za-z'.-]{2,}( [A-Za-z'.-]+)?"
"""A last name, a comma and a first one; a state's code is shorter."""
_OF_PLACES = (
    r"\b(area|jail|county|co|parish|borough|court\w*|prison|penitentiary|dept|department|center|ctr|facility|office|"
    r"police|pd|so|sheriff\S*|correction\w*|detention|state|federal|airport|port|city|island|unit|camp|hospital|road)\b"
)
"""Words of landmarks, which ICE writes with commas too."""


def _is_state(value: str) -> bool:
    return value in {known for one in places.states().values() for known in (one.code, one.name.upper())}


_CODED: dict[str, Callable[[str], bool]] = {
    "method": lambda value: value in layout()["methods"],
    "area": lambda value: office_of(value).known,
    "state": _is_state,
}


def _spelled(column: str) -> str:
    if column in ("state", "landmark"):
        return "upper(text)"
    if column != "method":
        return "text"
    known = ", ".join(f"{literal(code.lower())}: {literal(code)}" for code in layout()["methods"])
    return f"coalesce((map {{{known}}})[lower(text)], text)"
