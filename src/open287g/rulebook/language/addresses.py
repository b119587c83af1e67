"""Where a law stands: the citation, the link and the days of a statute, a regulation or a policy, from its address.

An address is typed once, as "8 USC 1357(g)(3)" or by the name of a policy. `laws.csv` says from which day a law holds,
what that day is read from, and in which copy its words were read; a law it does not date has no known day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from open287g.core.bundled import read_table
from open287g.core.errors import DamageError
from open287g.core.table import Column, Table

_FILE = "rulebook/law/laws.csv"
_CODE = re.compile(
    r"(?P<title>\d+) (?P<code>USC|CFR) (?P<section>\d+[a-z]?(?:\.\d+)?)(?P<paragraph>(?:\([a-zA-Z0-9]+\))*)"
)
_SHORT = {"USC": "U.S.C.", "CFR": "CFR"}
_LINKS = {
    "USC": "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{title}-section{section}&num=0&edition=prelim",
    "CFR": "https://www.ecfr.gov/current/title-{title}/section-{section}#p-{section}{paragraph}",
}

TABLE = Table(
    "laws",
    "The laws that are dated or quoted, each with all its paragraphs.",
    ("law",),
    (
        Column("law", "VARCHAR", "Its address, or the beginning of its address."),
        Column("since", "DATE", "The day from which it holds; empty where no source that was read says so."),
        Column("until", "DATE", "The first day on which it no longer holds."),
        Column("dated_by", "VARCHAR", "What the days are read from."),
        Column("read_in", "VARCHAR", "The copy in which its words were read; empty where none was."),
    ),
)


@dataclass(frozen=True)
class Law:
    """One law by its address."""

    address: str

    @property
    def cites(self) -> str:
        """The address as lawyers write it."""
        return f"{self._head} {self._tail}".strip()

    @property
    def link(self) -> str:
        """Where the government publishes its words today; empty for what is no part of a code."""
        code = _CODE.fullmatch(self.address)
        return _LINKS[code["code"]].format(**code.groupdict()).removesuffix("#p-" + code["section"]) if code else ""

    @property
    def since(self) -> date | None:
        """The day from which it holds; None where it is not known."""
        return _day(self._row["since"])

    @property
    def until(self) -> date | None:
        """The first day on which it no longer holds; None where it still does."""
        return _day(self._row["until"])

    @property
    def read_in(self) -> str:
        """The copy in which its words were read; empty where none was."""
        return self._row["read_in"]

    @property
    def _head(self) -> str:
        code = _CODE.fullmatch(self.address)
        return f"{code['title']} {_SHORT[code['code']]}" if code else ""

    @property
    def _tail(self) -> str:
        code = _CODE.fullmatch(self.address)
        return code["section"] + code["paragraph"] if code else self.address

    @property
    def _row(self) -> dict[str, str]:
        held = [name for name in _rows() if self.address == name or self.address.startswith(f"{name}(")]
        return _rows()[max(held, key=len)] if held else dict.fromkeys(TABLE.names, "")


@cache
def _rows() -> dict[str, dict[str, str]]:
    rows = {row["law"]: row for row in read_table(_FILE, TABLE.names)}
    undated = [name for name, row in rows.items() if bool(row["since"]) != bool(row["dated_by"])]
    if undated:
        raise DamageError(f"{undated[0]} has a day without its source, or a source without its day", _FILE)
    return rows


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def citation(laws: Iterable[Law]) -> str:
    """Laws as lawyers write them, those of one title and code together."""
    groups = groupby(laws, key=lambda law: law._head)
    return "; ".join(
        f"{head} {', '.join(law._tail for law in own)}" if head else "; ".join(law._tail for law in own)
        for head, own in groups
    )
