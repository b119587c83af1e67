"""How a cell is read, in SQL: its text, its typed value and what may be wrong with it.

Patterns and sentences are those of `vocabulary.cells` and `vocabulary.moments`, which read the facts of a decision. A
cell that cannot be read is never turned into an unknown: its row is rejected, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from open287g.core.sql import literal, quoted
from open287g.vocabulary import cells, moments
from open287g.vocabulary.facts import KINDS, NEVER, NEVER_WORDS, Fact
from open287g.vocabulary.zones import zones

REQUIRED = "empty, and the row needs it"
ZONE_READ = "zone__read"
"""Alias of the row's time zone, null where it names none."""
_FIXED, _BARE, _DAY, _NEVER = 1, 2, 3, 4
_CLOCKS_ARE_SET = 4
"""Before this hour: at 2 in the morning (15 U.S.C. 260a)."""
_NEVER_AT, _NEVER_ON = "timestamptz '9000-01-01 00:00:00+00'", f"date '{NEVER}'"


@dataclass(frozen=True)
class Cell:
    """`source` reads the file's column, `value` is over the alias `text_of`, faults (condition, reason) over both.

    None but REQUIRED is a fault of an empty cell.
    """

    column: Fact
    source: str
    value: str
    faults: tuple[tuple[str, str], ...]


def text_of(name: str) -> str:
    """The alias of a column as it stands in the file, without the spaces around it but for a flag's."""
    return quoted(f"{name}__text")


def form_of(name: str) -> str:
    """The alias of how a time written as text is written."""
    return quoted(f"{name}__form")


def read_cell(column: Fact, header: str, type_: str, zone: str | None, native: bool = False) -> Cell:
    """How to read the file's column `header` of SQL type `type_`; `zone` is the SQL of the row's time zone, if any.

    `native` says that the file has types of its own (Parquet), so that text in it is meant as it stands.
    """
    text, here = text_of(column.name), quoted(header)
    native = native and type_ == KINDS[column.kind]
    if native and column.kind not in {"id", "code", "zone"}:
        # A file with times of its own has no word for never; this instant stands for it.
        return _cell(column, here, text, (), never=f"{text} = {_NEVER_AT}" if column.kind == "time" else "false")
    if column.kind == "time" and type_.startswith("TIMESTAMP"):
        value, faults = _local(f"cast({text} as timestamp)", text, column, zone)
        return _cell(column, here, value, faults)
    if column.kind == "number" and type_ in {"BIGINT", "INTEGER", "FLOAT"}:
        return _cell(column, here, f"cast({text} as double)", ())
    if column.kind == "id" and native:
        # Trimming ten million ids takes longer than judging them; Parquet is written by programs, which add no spaces.
        return _cell(column, f"nullif({here}, '')", *_plain(column, text))
    source = _trimmed(f"cast({here} as varchar)")
    if column.kind == "flag":
        return _flag(column, source if column.required else f"cast({here} as varchar)")
    if column.kind == "time":
        return _cell(column, source, *_time(column, text, zone), never=f"{form_of(column.name)} = {_NEVER}")
    return _cell(column, source, *_plain(column, text), never=_is_never(text))


def zone_is_known(zone: str) -> str:
    """Whether the SQL `zone` is the name of a time zone that is read.

    A subquery is answered once; a list in its place would be computed again for every time of the row.
    """
    return f"{zone} in (select unnest([{', '.join(map(literal, zones()))}]))"


def _plain(column: Fact, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Every kind but a time or a flag."""
    here = quoted(column.name)
    if column.kind == "id":
        looks = _personal(text) if column.personal else _names_somebody(text, column.opaque)
        return text, ((looks, cells.OF_A_PERSON),)
    if column.kind == "zone":
        return text, ((f"not {zone_is_known(here)}", cells.NOT_A_ZONE),)
    if column.kind == "code":
        words = ", ".join(map(literal, column.choices))
        wrong = f"{text} is not null and coalesce({here} not in ({words}), true)"
        return _folded(column, text), ((wrong, cells.not_one_of(column)),)
    value, reason = {
        "day": (_day(column, text), moments.NOT_A_DAY),
        "count": (_only(text, cells.COUNT, "bigint"), cells.NOT_A_COUNT),
        "number": (_only(text, cells.NUMBER, "double"), cells.NOT_A_NUMBER),
    }[column.kind]
    # The value of a day may be told by another cell; any other is what its own column holds, and is read once.
    read = f"({value})" if column.kind == "day" else here
    return value, ((f"{text} is not null and {read} is null", reason),)


def _flag(column: Fact, source: str) -> Cell:
    """Most cells of a log are flags, and few have spaces around them: one is trimmed where it cannot be read as is."""
    text, here = text_of(column.name), quoted(column.name)
    spanish = " ".join(f"when {literal(word)} then {told}" for word, told in cells.SPANISH.items())
    trimmed = f"coalesce(try_cast({_trimmed(text)} as boolean), case lower({_trimmed(text)}) {spanish} end)"
    value = f"case when {text} is not null then coalesce(try_cast({text} as boolean), {trimmed}) end"
    return _cell(column, source, value, ((f"{here} is null and {_trimmed(text)} is not null", cells.NOT_A_FLAG),))


def _trimmed(text: str) -> str:
    return f"nullif(trim({text}), '')"


def _folded(column: Fact, text: str) -> str:
    """A word in the case of the choices; a letter beyond ASCII is never folded into one of them."""
    fold = "upper" if column.choices[0].isupper() else "lower"
    return f"case when strlen({text}) = length({text}) then {fold}({text}) end"


def _personal(text: str) -> str:
    looks = f"strlen({text}) between 7 and 13 and regexp_full_match({text}, {literal(cells.PERSON)})"
    born = f"(contains({text}, '-') and regexp_matches({text}, {literal(cells.BIRTH)}))"
    marked = [f"contains({text}, {literal(mark)})" for mark in cells.MARKS]
    return " or ".join([f"({looks})", born, *marked, f"({_case(text, _numbers(text), 'false')})"])


def _names_somebody(text: str, opaque: bool) -> str:
    """The form of a name, a number or a day of birth of a person."""
    no_body = f"not regexp_matches({text}, {literal(cells.OF_BODIES)}, 'i')"
    plain = " and ".join(f"not starts_with(lower({text}), {literal(word)})" for word in cells.NO_NAMES)
    parted = f"(contains({text}, ' ') or contains({text}, ','))"
    tried = _numbers(text)
    tried.append((f"{parted}{'' if opaque else f' and {no_body}'}", cells.NAME))
    tried.append((f"{parted} and {plain if opaque else no_body}", cells.SMALL_NAME))
    if opaque:
        tried.append((f"(contains({text}, '_') or contains({text}, '.')) and {plain}", cells.ACCOUNT))
    else:
        tried.append((f"{text} < ':' and length({text}) between 8 and 10", cells.DIGITS))
    return _case(text, tried, f"contains({text}, '@')")


def _numbers(text: str) -> list[tuple[str, str]]:
    """The forms of `vocabulary.cells.NUMBERS`, each behind a cheap look at whether it need be tried.

    What begins with a bracket or a digit comes before ":", a digit that is no ASCII after "~". Without a mark between
    them an A and its digits are ten characters at most.
    """
    digit, wide = f"{text} < ':'", f"{text} > '~'"
    written = f"(strlen({text}) < 11 or {' or '.join(f'contains({text}, {literal(mark)})' for mark in '-# .')})"
    parted = f"(contains({text}, '-') or contains({text}, '.'))"
    born = f"{cells.BIRTH}|{cells.BIRTH_BARE}|{cells.BIRTH_LAST}"
    return [
        (f"({digit} or {wide}) and length({text}) between 9 and 11", f"{cells.SSN}|{cells.NINE}"),
        (f"({text} >= 'A ' and {text} < 'A:' or {text} >= 'a ' and {text} < 'a:') and {written}", cells.A_NUMBER),
        (f"{digit} and length({text}) between 10 and 14 and {parted}", cells.TELEPHONE),
        (f"{digit} and length({text}) between 8 and 10", born),
        (f"contains({text}, '/')", cells.BIRTH_SLASHED),
        (f"strlen({text}) <> length({text})", f"(?s).*{cells.UNSEEN}.*"),
    ]


def _case(text: str, tried: list[tuple[str, str]], other: str) -> str:
    tests = " ".join(f"when {look} and regexp_full_match({text}, {literal(form)}) then true" for look, form in tried)
    return f"case {tests} else {other} end"


def _day(column: Fact, text: str) -> str:
    read = _only(text, moments.DAY, "date")
    return f"case when {_is_never(text)} then {_NEVER_ON} else {read} end" if column.may_be_never else read


def _is_never(text: str) -> str:
    """Whether a cell says that it never came."""
    words = ", ".join(map(literal, NEVER_WORDS))
    return f"strlen({text}) = 5 and lower({text}) in ({words})"


def _only(text: str, pattern: str, type_: str) -> str:
    return f"case when regexp_full_match({text}, {literal(pattern)}) then try_cast({text} as {type_}) end"


def _time(column: Fact, text: str, zone: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    here, form = quoted(column.name), form_of(column.name)
    local, faults = _local(
        f"case when {form} = {_BARE} then try_cast({text} as timestamp) end",
        f"nullif({form} = {_BARE}, false)",
        column,
        zone,
    )
    never = f"when {form} = {_NEVER} then {_NEVER_AT} " if column.may_be_never else ""
    fixed = f"when {form} = {_FIXED} then try_cast({text} as timestamptz)"
    value = f"case when {form} is null then null {fixed} {never}else {local} end"
    day = f"{form} = {_DAY} and try_cast({text} as date) is not null"
    told = "" if zone is None else f" and {zone} is null"
    unread = f"{text} is not null and {here} is null and not ({day}) and not ({form} = {_BARE}{told})"
    return value, ((unread, moments.NOT_A_TIME), (day, moments.ONLY_A_DAY), *faults)


def form_sql(cell: Cell) -> str:
    """How a time is written: with an offset, without, as a day, as never, or (0) as none of them; told once, since
    patterns are slow.
    """
    text = text_of(cell.column.name)
    written = f"{moments.BARE}{moments.OFFSET}?|{moments.DAY}"
    offset = f"contains({text}, 'Z') or contains({text}, '+') or contains(substr({text}, 17), '-')"
    return (
        f"case when {text} is null then null when regexp_full_match({text}, {literal(written)}) then "
        f"case when strlen({text}) = 10 then {_DAY} when {offset} then {_FIXED} else {_BARE} end "
        f"when {_is_never(text)} then {_NEVER} else 0 end as {form_of(cell.column.name)}"
    )


def wall_clock(name: str, zone: str | None) -> Cell:
    """The wall clock of the time `name` as it is written, `<name>_local` in microseconds, where no zone is named;
    unknown in Greenwich's.
    """
    text = text_of(name)
    written = f"{form_of(name)} = {_FIXED} and not regexp_matches({text}, {literal(moments.NO_OFFSET + '$')})"
    unzoned = f"{zone} is null and {written}" if zone else written
    bare = f"try_cast(regexp_replace({text}, {literal(moments.OFFSET + '$')}, '') as timestamp)"
    return Cell(Fact("count", "", name=f"{name}_local"), "null", f"case when {unzoned} then epoch_us({bare}) end", ())


def with_day(at: Cell, began: Cell | None, column: Fact, zone: str | None) -> tuple[Cell, Cell]:
    """The cells of `at` and of its day, the fact `column`, which may stand for it.

    The day is its own cell, else a bare day in `at`, else the day of a time written with the offset of the place where
    no zone is named. It may not be another day than the one the clock showed.
    """
    here, text, form = quoted(at.column.name), text_of(at.column.name), form_of(at.column.name)
    bare = written = None
    if form in at.value:
        bare = f"case when {form} = {_DAY} then try_cast({text} as date) end"
        local = f"{form} = {_FIXED} and not regexp_matches({text}, {literal(moments.NO_OFFSET + '$')})"
        unzoned = f"{local} and {zone} is null" if zone else local
        written = f"case when {unzoned} then try_cast(left({text}, 10) as date) end"
    own = f"({began.value})" if began else None
    told = [one for one in (own, bare, written) if one]
    faults = [(condition, reason) for condition, reason in at.faults if reason not in (moments.ONLY_A_DAY, REQUIRED)]
    faults += [(_outside(bare), moments.OUTSIDE)] if bare else []
    faults.append((f"{text} is null and {own or 'null'} is null", REQUIRED))
    shown = [one for one in (zone and f"cast(timezone({zone}, {here}) as date)", written, bare) if one]
    day_faults = _own_faults(began, shown, at.column) if began else ()
    source = began.source if began else "cast(null as varchar)"
    return replace(at, faults=tuple(faults)), Cell(column, source, f"coalesce({', '.join(told)})", day_faults)


def _own_faults(began: Cell, shown: list[str], at: Fact) -> tuple[tuple[str, str], ...]:
    """What may be wrong with a day that is given beside a time, which `shown` tells the day of."""
    faults = [one for one in began.faults if one[1] != moments.OUTSIDE]
    faults.append((_outside(f"({began.value})"), moments.OUTSIDE))
    if shown:
        faults.append((f"({began.value}) <> coalesce({', '.join(shown)})", cells.another_day_than(at.name)))
    return tuple(faults)


def _local(local: str, given: str, column: Fact, zone: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A local time in the row's zone; an hour that the change of the clocks skips or repeats is a fault."""
    if zone is None:
        return "cast(null as timestamptz)", ((f"{given} is not null", moments.NO_ZONE),)
    here = quoted(column.name)
    value = f"case when {given} is not null then timezone({zone}, {local}) end"
    again = (
        f"timezone({zone}, {here} + interval 1 hour) = {local} or timezone({zone}, {here} - interval 1 hour) = {local}"
    )
    early, seen = f"hour({local}) < {_CLOCKS_ARE_SET}", f"timezone({zone}, {here})"
    return value, (
        (f"{given} is not null and {zone} is null", moments.NO_ZONE),
        (f"{early} and {seen} <> {local}", moments.SKIPPED),
        (f"{early} and {seen} = {local} and ({again})", moments.REPEATED),
    )


def _cell(column: Fact, source: str, value: str, faults: tuple[tuple[str, str], ...], never: str = "false") -> Cell:
    """`never` is the SQL of whether the cell says so in words; the day that stands for it is a filler in a file."""
    here, every = quoted(column.name), list(faults)
    if column.kind in {"time", "day"}:
        spared = f" and not ({never})" if column.may_be_never else ""
        every.append((_outside(here) + spared, moments.OUTSIDE))
    if column.kind == "number" and not faults:
        every.append((f"not isfinite({here})", cells.NOT_A_NUMBER))
        here = f"case when isfinite({here}) then {here} end"
    if column.low is not None and column.high is not None:
        every.append((f"not ({here} between {column.low} and {column.high})", cells.out_of_bounds(column)))
    if column.required:
        every.append((f"{text_of(column.name)} is null", REQUIRED))
    return Cell(column, source, value, tuple(every))


def _outside(day: str) -> str:
    return f"not ({day} between {literal(str(moments.FIRST))} and {literal(str(moments.LAST))})"
