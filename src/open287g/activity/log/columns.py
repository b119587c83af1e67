"""The tables of an agency's log as `vocabulary.facts` describes them: acts, officers and agreements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from open287g.vocabulary import facts
from open287g.vocabulary.facts import Fact

RECORDS = {"acts": "act", "officers": "officer", "agreements": "agreement"}
"""Table of a log -> record of facts."""

TABLES = tuple(RECORDS)


@dataclass(frozen=True)
class Schema:
    """The columns of one table, in the order of their kinds.

    `key` names a row, and is `unique` or has periods of validity; in each pair of `orders` the first never comes after
    the second; in a column of `empty_means_none` an empty cell says that it never happened.
    """

    table: str
    columns: dict[str, Fact]
    key: tuple[str, ...]
    unique: bool
    orders: tuple[tuple[str, str], ...]
    empty_means_none: frozenset[str]

    def of_kind(self, *kinds: str) -> list[str]:
        """Names of the columns of these kinds."""
        return [name for name, fact in self.columns.items() if fact.kind in kinds]


@cache
def schema(table: str) -> Schema:
    """The schema of `acts`, `officers` or `agreements`."""
    record = RECORDS[table]
    names = facts.RECORDS[record]
    # The draws of the sample log hang on a column's place: the same seed gives the same log while this order stays.
    columns = {name: fact for kind in _ORDER for name, fact in names.items() if fact.kind == kind}
    none = frozenset(name for name, fact in names.items() if fact.none_when_empty)
    return Schema(table, columns, facts.KEYS[record], record != "officer", facts.ORDERS[record], none)


_ORDER = ("id", "code", "zone", "flag", "time", "day", "number", "count")
