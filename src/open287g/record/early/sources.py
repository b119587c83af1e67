"""The sources of 2002 to 2020: ICE's lists as an archive captured them, and what others wrote."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, get_args

from open287g.core.bundled import read_bytes, read_table
from open287g.core.days import parse_day
from open287g.core.errors import DamageError
from open287g.record.values import EarlySource

_LIST = ("source_id", "seen", "captured", "caption", "claims", "as_of", "rows", "file")
_OTHER = (
    "source_id", "kind", "publisher", "title", "as_of", "published", "claims", "claims_tfm", "claims_jem",
    "claims_hybrid", "file", "cites",
)  # fmt: skip
_CLAIMS = "record/early/data/claims.csv"
_CAPTURED = "as captured by the Wayback Machine at {}, and given in deportationdata/ice-287g"


class Source(NamedTuple):
    """One source. `seen` is the day on which an archive captured it, for ICE's lists alone: they prove presence.

    `as_of` is the day or month the source says it tells of, `published` the day or month of its publication, both as
    ISO 8601 text, empty if unknown. `claims` count agreements as the source does: in all, task force, jail, joint.
    `file` is the file of facts its rows stand in, with `sha256`.
    """

    source_id: str
    kind: EarlySource
    publisher: str
    title: str
    seen: date | None
    as_of: str
    published: str
    claims: int | None
    claims_tfm: int | None
    claims_jem: int | None
    claims_hybrid: int | None
    rows: int | None
    file: str
    sha256: str
    cites: str

    @property
    def earliest(self) -> date | None:
        """The first day it can tell of: of its capture, or of the day or month it names."""
        return self.seen or _first_day(self.as_of)

    @property
    def latest(self) -> date | None:
        """The last day it can tell of."""
        return self.seen or _last_day(self.as_of)

    @property
    def known(self) -> date | None:
        """The day on which what it says could be known; None where only a month or nothing is known of that."""
        return self.seen or (parse_day(self.published) if len(self.published) == len("2009-03-11") else None)


@cache
def sources() -> dict[str, Source]:
    """Every source by its id, ICE's lists first and by day."""
    hashes = {row["file"]: row["sha256"] for row in read_table("record/early/data/files.csv", ("file", "sha256"))}
    every = [_list(row, hashes) for row in read_table("record/early/data/lists.csv", _LIST)]
    every += [_other(row, hashes) for row in read_table("record/early/data/sources.csv", _OTHER)]
    return {source.source_id: source for source in every}


@cache
def lists() -> tuple[Source, ...]:
    """ICE's lists, by day of capture."""
    return tuple(source for source in sources().values() if source.seen is not None)


def _list(row: dict[str, str], hashes: dict[str, str]) -> Source:
    of_tables = row["file"] == "rows.csv"
    title = "table of signed agreements on ICE's fact sheet" if of_tables else "ICE's list of agencies, without models"
    return Source(
        row["source_id"],
        "list",
        "U.S. Immigration and Customs Enforcement",
        f"{title}: {row['caption']}" if row["caption"] else title,
        parse_day(row["seen"]),
        row["as_of"],
        row["seen"],
        _number(row["claims"]),
        None,
        None,
        None,
        int(row["rows"]),
        row["file"],
        hashes[row["file"]],
        _CAPTURED.format(row["captured"]),
    )


def _other(row: dict[str, str], hashes: dict[str, str]) -> Source:
    return Source(
        row["source_id"],
        _kind(row["kind"]),
        row["publisher"],
        row["title"],
        None,
        row["as_of"],
        row["published"],
        _number(row["claims"]),
        _number(row["claims_tfm"]),
        _number(row["claims_jem"]),
        _number(row["claims_hybrid"]),
        None,
        *((row["file"], hashes[row["file"]]) if row["file"] else (_CLAIMS, _hash(_CLAIMS))),
        row["cites"],
    )


def _hash(name: str) -> str:
    """The hash of a bundled file."""
    return hashlib.sha256(read_bytes(name)).hexdigest()


def _kind(text: str) -> EarlySource:
    for word in get_args(EarlySource):
        if word == text:
            known: EarlySource = word
            return known
    raise DamageError("a source is of no known kind", "record/early/data/sources.csv")


def _number(text: str) -> int | None:
    return int(text) if text else None


def _first_day(text: str) -> date | None:
    parts = [int(part) for part in text.split("-")] if text else []
    return date(*[*parts, 1, 1][:3]) if parts else None


def _last_day(text: str) -> date | None:
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(*parts) if parts else None
