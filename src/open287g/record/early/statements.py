"""What each source says of each agency, one statement a row of the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple, get_args

from open287g.core.bundled import read_table
from open287g.core.days import parse_day
from open287g.core.errors import DamageError
from open287g.record.early.sources import Source, lists, sources
from open287g.record.values import Said

_LISTED = ("row", "state", "agency_name", "model", "signed", "moa_file", "first", "last")
_SAID = ("source_id", "row", "state", "agency_name", "says", "model", "day", "moa_file", "note")
_CLAIMED = ("state", "agency_name", "says", "model", "day", "cites")
_ADDED = ("row", "state", "agency_name", "moa_signed", "ice_signed", "agency_signed", "extends_to")
NAMES = ("state", "agency_name", "agency_id", "tier", "evidence")


class Statement(NamedTuple):
    """What a row of a source says: `says` it of an agency, under `model` (None: not said), of a `day`.

    `day` is that of signing, and of the end where `says` is ended. Before 2013 ICE's tables and the auditors print the
    first signing, whatever memorandum was in force. `on` is the day of the statement itself, where it has one beside
    its source's. `agency_id` is None where the row names no agency that signed.
    """

    source: Source
    row: int
    state: str
    agency_name: str
    agency_id: str | None
    says: Said
    model: str | None
    day: date | None
    moa_file: str | None
    note: str
    on: date | None = None

    @property
    def told(self) -> date | None:
        """The first day it can tell of: its own, or its source's."""
        return self.on or self.source.earliest


class Addendum(NamedTuple):
    """An addendum to an agreement signed on `moa_signed`: the days of both signatures, and the end it sets, if any."""

    row: int
    state: str
    agency_name: str
    moa_signed: date
    ice_signed: date
    agency_signed: date
    extends_to: date | None


class Name(NamedTuple):
    """A printed name, the agency it is, and the rule that says so."""

    state: str
    agency_name: str
    agency_id: str | None
    tier: str
    evidence: str


@cache
def printed_names() -> tuple[Name, ...]:
    """Every name a source prints, in the order of state and name."""
    rows = read_table("record/early/data/names.csv", NAMES)
    return tuple(Name(r["state"], r["agency_name"], r["agency_id"] or None, r["tier"], r["evidence"]) for r in rows)


@cache
def addenda() -> tuple[Addendum, ...]:
    """Every addendum to a jail agreement of 2013 to 2022, by row."""
    return tuple(
        Addendum(
            int(row["row"]),
            row["state"],
            row["agency_name"],
            parse_day(row["moa_signed"]),
            parse_day(row["ice_signed"]),
            parse_day(row["agency_signed"]),
            parse_day(row["extends_to"]) if row["extends_to"] else None,
        )
        for row in read_table("record/early/data/addenda.csv", _ADDED)
    )


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement: ICE's lists by day, then the others in the order of sources.csv; within a source by row."""
    whose = {(name.state, name.agency_name): name.agency_id for name in printed_names()}
    told = [*_listed(whose), *_said(whose), *_extended(whose), *_claimed(whose)]
    order = {source_id: n for n, source_id in enumerate(sources())}
    return tuple(sorted(told, key=lambda s: (order[s.source.source_id], s.row)))


Whose = Mapping[tuple[str, str], str | None]


def _listed(whose: Whose) -> Iterator[Statement]:
    order = {source.source_id: n for n, source in enumerate(lists())}
    for row in read_table("record/early/data/listed.csv", _LISTED):
        for source in lists()[order[row["first"]] : order[row["last"]] + 1]:
            yield _statement(source, row["row"], row, whose, "listed", row["signed"], "")


def _said(whose: Whose) -> Iterator[Statement]:
    for row in read_table("record/early/data/statements.csv", _SAID):
        yield _statement(sources()[row["source_id"]], row["row"], row, whose, row["says"], row["day"], row["note"])


def _extended(whose: Whose) -> Iterator[Statement]:
    for row in addenda():
        note = f"extended to {row.extends_to}" if row.extends_to else "modified"
        signed = max(row.ice_signed, row.agency_signed)
        named = row.state, row.agency_name
        at = sources()["moa-addenda"], row.row, *named, whose[named], _known("extended")
        yield Statement(*at, None, row.moa_signed, None, note, signed)


def _claimed(whose: Whose) -> Iterator[Statement]:
    """Statements of agencies and reporters; the row is that of claims.csv itself."""
    for number, row in enumerate(read_table("record/early/data/claims.csv", _CLAIMED), 2):
        told = _statement(sources()["claims"], str(number), row, whose, row["says"], row["day"], row["cites"])
        yield told._replace(on=told.day)


def _statement(
    source: Source, number: str, row: Mapping[str, str], whose: Whose, says: str, day: str, note: str
) -> Statement:
    named = (row["state"], row["agency_name"])
    if named not in whose:
        raise DamageError("a row names an agency that names.csv lacks", f"record/early/data, {source.source_id}")
    told = parse_day(day) if day else None
    at = source, int(number), *named, whose[named], _known(says)
    return Statement(*at, row["model"] or None, told, row.get("moa_file") or None, note)


def _known(says: str) -> Said:
    """One of the few words for what a source says. Raises DamageError for another."""
    for word in get_args(Said):
        if word == says:
            known: Said = word
            return known
    raise DamageError("a row says what no source can say", "record/early/data")
