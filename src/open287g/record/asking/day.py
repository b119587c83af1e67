"""What was in force on a day, by the record's two clocks, and why that is not the number of rows of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa

from open287g.core.errors import UnknownError
from open287g.core.period import in_force_sql
from open287g.record.asking.age import Ages, ages
from open287g.record.asking.early import EarlyYears, early_asof
from open287g.record.asking.early_rows import EARLY_IN_FORCE, read_early
from open287g.record.asking.rows import Rows

_IN_FORCE = f"{in_force_sql('?', 'known_from', 'known_to')} AND {in_force_sql('?', 'valid_from', 'valid_to')}"


@dataclass(frozen=True)
class Days:
    """The days that a record tells of: its own lists', and those before them."""

    rows: Rows

    @cached_property
    def ages(self) -> Ages:
        """The lists every answer rests on, with their days, and the days that they tell of."""
        return ages(self.rows.dicts("SELECT list, number, published, last_seen FROM publications"))

    @cached_property
    def early(self) -> EarlyYears:
        """The lists of the years before the record's own."""
        return read_early(self.rows.dicts)

    @cached_property
    def first(self) -> date | None:
        """The day of the record's first list; None where it has none."""
        day: date | None = self.rows.dicts(
            "SELECT min(published) AS day FROM publications WHERE list = 'participating'"
        )[0]["day"]
        return day

    def publication(self, known: date | None = None) -> dict[str, Any]:
        """The newest participating list published by `known` (default: the newest of all)."""
        found = self.rows.dicts(
            "SELECT * FROM publications WHERE list = 'participating' AND published <= ? ORDER BY number DESC LIMIT 1",
            [known or date.max],
        )
        if not found:
            raise UnknownError(f"unknown: no publication is known by {known}", remedy=f"The first is of {self.first}.")
        return found[0]

    def require(self, valid: date) -> None:
        """Raise UnknownError for a day of which neither the lists nor a capture before them say anything."""
        if self._before_lists(valid):
            self._list_of(valid, None)
        else:
            self.ages.require(valid)

    def in_force(self, valid: date, known: date | None = None) -> pa.Table:
        """See `Record.in_force`."""
        if self._before_lists(valid):
            return self.rows.arrow(EARLY_IN_FORCE, [self._list_of(valid, known)])
        self.ages.require(valid)
        seen = known or self.publication()["published"]
        return self.rows.arrow(
            f"SELECT * FROM beliefs WHERE {_IN_FORCE} ORDER BY agreement_id", [seen, seen, valid, valid]
        )

    def asof(self, valid: date, known: date | None = None) -> dict[str, Any]:
        """See `Record.asof`."""
        if self._before_lists(valid):
            return early_asof(self.early, valid, known)
        self.ages.require(valid)
        publication = self.publication(known)
        seen = known or publication["published"]
        counts = self.rows.dicts(
            f"""SELECT count(DISTINCT agreement_id) agreements, count(DISTINCT agency_id) agencies,
            count(DISTINCT state) states FROM beliefs WHERE {_IN_FORCE}""",
            [seen, seen, valid, valid],
        )[0]
        return {
            "valid": valid,
            "known": seen,
            "publication": publication["publication_id"],
            **counts,
            "by_model": self._by("model", valid, seen),
            "by_state": self._by("state", valid, seen),
            "rows": publication["rows"],
            "spellings": publication["spellings"],
            "published": publication["published"],
            "differences": self._differences(valid, seen, publication),
        }

    def _before_lists(self, valid: date) -> bool:
        """Whether the years before the record's own lists answer for a day."""
        return (self.first is None or valid < self.first) and self.early.covers(valid)

    def _list_of(self, valid: date, known: date | None) -> str:
        """The id of the list captured on a day before the first list."""
        told = early_asof(self.early, valid, known)
        if told["publication"] is None:
            raise UnknownError(f"{valid}: {told['says']}", remedy="Ask for a day on which a list was captured.")
        source_id: str = told["publication"]
        return source_id

    def _by(self, column: str, valid: date, seen: date) -> dict[str, int]:
        rows = self.rows.dicts(
            f"""SELECT {column} AS key, count(DISTINCT agreement_id) AS n FROM beliefs
            WHERE {_IN_FORCE} GROUP BY key ORDER BY key""",
            [seen, seen, valid, valid],
        )
        return {row["key"]: row["n"] for row in rows}

    def _differences(self, valid: date, seen: date, publication: dict[str, Any]) -> list[str]:
        """Why the number of agreements is not the number of rows of the newest list."""
        says = []
        listed = self.rows.dicts(
            """SELECT count(*) AS rows, count(agreement_id) AS read, count(DISTINCT agreement_id) AS agreements
            FROM observations WHERE publication_id = ?""",
            [publication["publication_id"]],
        )[0]
        if unread := listed["rows"] - listed["read"]:
            says.append(f"{unread} rows of the list name no agency, state or model that can be read")
        if twice := listed["read"] - listed["agreements"]:
            says.append(f"{twice} rows list an agreement that another row lists too")
        values = [seen, seen, valid, valid, publication["publication_id"]]
        here = "(SELECT DISTINCT agreement_id FROM observations WHERE publication_id = ? AND agreement_id IS NOT NULL)"
        later = self.rows.dicts(
            f"""SELECT count(*) n FROM {here}
            WHERE agreement_id NOT IN (SELECT agreement_id FROM beliefs WHERE {_IN_FORCE})""",
            [values[-1], *values[:-1]],
        )[0]["n"]
        if later:
            says.append(f"{later} agreements of the list were not yet in force on {valid}")
        gone = self.rows.dicts(
            f"SELECT count(DISTINCT agreement_id) n FROM beliefs WHERE {_IN_FORCE} AND agreement_id NOT IN {here}",
            values,
        )[0]["n"]
        if gone:
            says.append(
                f"{gone} agreements were in force on {valid} and had left the list by {publication['published']}"
            )
        return says
