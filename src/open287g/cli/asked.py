"""How an answer is wanted: what the options that every answering command has were given, for one run of a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from open287g.cli.lines import put, tell
from open287g.core.errors import InputError
from open287g.core.suggest import suggestion

Row = Mapping[str, Any]
_MOST = 60
"""Values in one cell; states and territories are 56."""


@dataclass
class Part:
    """One table of an answer: its rows with every column, and which of them a terminal shows first."""

    title: str
    rows: list[Row]
    names: list[str]
    shown: list[str]
    facts: bool = False


@dataclass
class Asked:
    """What was asked for, and what the command has said so far where that has to wait for the end."""

    columns: Sequence[str] = ()
    sort: Sequence[str] = ()
    limit: int | None = None
    part: str = ""
    output: Path | None = None
    lines: bool = False
    mark: bool = False
    quiet: bool = False
    language: str = "en"
    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Whether all parts must be known before one is shown."""
        return bool(self.columns or self.sort or self.part or self.output)


_PLAIN = Asked()
_ASKED: ContextVar[Asked] = ContextVar("asked", default=_PLAIN)


def current() -> Asked:
    """What the command that runs was asked for."""
    return _ASKED.get()


def population_is(figure: str) -> None:
    """Say which figure `population` is in this answer, for its heading: census, served or held."""
    asked = current()
    if asked is not _PLAIN:
        asked.figures["population"] = f"population, {figure}"


def begin(asked: Asked) -> object:
    """Make `asked` the current one; `end` takes what this returns."""
    return _ASKED.set(asked)


def end(token: Any) -> None:
    """Go back to what was current before."""
    _ASKED.reset(token)


def note(text: str) -> None:
    """Say on standard error what belongs to an answer and is no part of it; --quiet leaves it unsaid."""
    asked = current()
    text = in_language(text)
    if asked.waits:
        asked.notes.append(text)
    if not asked.quiet:
        tell(text)


def say(text: str) -> None:
    """A sentence of the answer, on standard output, in the language that its reader asked for."""
    put(in_language(text))


def in_language(text: str) -> str:
    """A title or sentence that a command wrote by a form, in the language that its reader asked for."""
    if current().language == "en":
        return text
    from open287g.ui.told_rows import line_in

    return line_in(text, current().language)


def chosen(parts: Sequence[Part], asked: Asked) -> list[Part]:
    """The parts, rows and columns that were asked for, in the order asked for. Raises InputError for an unknown one."""
    kept = _named(parts, asked.part) if asked.part else list(parts)
    _require("column", asked.columns, kept)
    _require("column", [name.removeprefix("-") for name in asked.sort], kept)
    return [_cut(part, asked) for part in kept if not asked.columns or set(asked.columns) & set(part.names)]


def _named(parts: Sequence[Part], name: str) -> list[Part]:
    every = [one for part in parts for one in (part, *inner(part))]
    found = [part for part in every if slug(part.title) == slug(name)]
    if not found:
        known = sorted({slug(part.title) for part in every if part.title})
        raise _unknown("part", name, known)
    return found[:1]


def inner(part: Part) -> list[Part]:
    """The tables that stand within a part: each list of rows under its own name.

    Those within the rows of a table carry the first column of their row, which is its id or name.
    """
    if not part.facts:
        return [_within(part, name) for name in nested(part)]
    apart = {name: value for name, value in flat(part.rows[0]).items() if stands_apart(value)}
    return [_part(name, _rows(name, value)) for name, value in apart.items()]


def _rows(name: str, value: Any) -> Sequence[Row]:
    if isinstance(value, Mapping):
        # A mapping of ids is as many rows as it has; one of the names of fields is one.
        fields = all(key.isidentifier() and key.islower() for key in value)
        return [value] if fields else [{"id": key, name: held} for key, held in value.items()]
    return value if is_table(value) else [{name: one} for one in value]


def nested(part: Part) -> list[str]:
    """The columns of a table whose cells hold rows of another."""
    return [] if part.facts else [name for name in part.names if any(is_table(row.get(name)) for row in part.rows)]


def _within(part: Part, name: str) -> Part:
    key = part.names[0]
    return _part(name, [{key: row.get(key)} | one for row in part.rows for one in row.get(name) or ()])


def _part(name: str, rows: Sequence[Row]) -> Part:
    return Part(name, list(rows), names_of(rows), names_of(rows))


def flat(facts: Row) -> dict[str, Any]:
    """Facts of which no value nests another mapping or a table: what did is named by both names, as `early_events`."""
    told: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, Mapping) and any(isinstance(held, (Mapping, list, tuple)) for held in value.values()):
            told |= {f"{name}_{within}": held for within, held in flat(value).items()}
        else:
            told[name] = value
    return told


def is_table(value: Any) -> bool:
    """Whether a value is rows of a table."""
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(row, Mapping) for row in value)


def stands_apart(value: Any) -> bool:
    """Whether a value within facts is a table of its own: rows, a row with texts, or more values than a cell shows."""
    if isinstance(value, Mapping):
        return any(isinstance(held, str) for held in value.values())
    return is_table(value) or (isinstance(value, (list, tuple)) and len(value) > _MOST)


def names_of(rows: Iterable[Row]) -> list[str]:
    """Every column that a row has, in the order met."""
    return list(dict.fromkeys(name for row in rows for name in row))


def slug(title: str) -> str:
    """A title as the name of a file or part."""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in title.lower()).split()) or "answer"


def _require(what: str, names: Sequence[str], parts: Sequence[Part]) -> None:
    known = list(dict.fromkeys(name for part in parts for name in part.names))
    for name in names:
        if name not in known:
            raise _unknown(what, name, known)


def _unknown(what: str, name: str, known: Sequence[str]) -> InputError:
    return InputError(f"the answer has no {what} {name!r}", remedy=suggestion(name, known), exit_code=2)


def _cut(part: Part, asked: Asked) -> Part:
    rows, names = part.rows, part.names
    if not part.facts:
        rows = _sorted(rows, [key for key in asked.sort if key.removeprefix("-") in names])
        rows = limited(rows, asked)
    if not asked.columns:
        return Part(part.title, rows, names, part.shown, part.facts)
    wanted = [name for name in asked.columns if name in names]
    return Part(part.title, [{name: row.get(name) for name in wanted} for row in rows], wanted, wanted, part.facts)


def limited(rows: list[Row], asked: Asked) -> list[Row]:
    """The first rows, and a word on standard error where that leaves some out."""
    if asked.limit is None or len(rows) <= asked.limit:
        return rows
    note(f"{asked.limit:,} of {len(rows):,} rows are shown.")
    return rows[: asked.limit]


def _sorted(rows: list[Row], keys: Sequence[str]) -> list[Row]:
    for key in reversed(keys):
        name = key.removeprefix("-")
        known = [row for row in rows if row.get(name) is not None]
        known.sort(key=lambda row: _order(row[name]), reverse=key.startswith("-"))
        rows = known + [row for row in rows if row.get(name) is None]  # Unknown stands last, whichever way.
    return rows


def _order(value: Any) -> Any:
    return value if isinstance(value, (int, float)) else str(value)
