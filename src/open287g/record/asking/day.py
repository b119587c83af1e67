"""What was in force on a day, by the record's two clocks, and why that is not the number of rows of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from open287g.core.errors import UnknownError
from open287g.core.period import in_force_sql
from open287g.record.asking.age import Ages, ages
from open287g.record.asking.early import EarlyYears, early_asof
from open287g.record.asking.early_rows import EARLY_IN_FORCE, read_early
from open287g.record.asking.known import newest_known, published_by, to_come
from open287g.record.asking.question import Question
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
    def lists(self) -> list[dict[str, Any]]:
        """The participating lists, oldest first: some hundreds, on which most questions rest."""
        return self.rows.dicts("SELECT * FROM publications WHERE list = 'participating' ORDER BY number")

    @property
    def first(self) -> date | None:
        """The day of the record's first list; None where it has none."""
        return min((row["published"] for row in self.lists), default=None)

    def publication(self, known: date | None = None) -> dict[str, Any]:
        """The newest participating list published by `known` (default: the newest of all)."""
        return dict(published_by(self.lists, known))

    def require(self, valid: date) -> None:
        """Raise UnknownError for a day of which neither the lists nor a capture before them say anything."""
        if self._before_lists(valid):
            self._list_of(valid, None)
        else:
            self.ages.require(valid)

    def in_force(self, valid: date, known: date | None = None) -> Question:
        """See `Record.in_force`."""
        if self._before_lists(valid):
            return Question(self.rows, EARLY_IN_FORCE, [self._list_of(valid, known)])
        self.ages.require(valid)
        newest = newest_known(self.lists, valid, known)
        seen = known or newest["published"]
        held = f"SELECT * FROM beliefs WHERE {_IN_FORCE} ORDER BY agreement_id"
        return Question(self.rows, held, [seen, seen, valid, valid])

    def asof(self, valid: date, known: date | None = None) -> dict[str, Any]:
        """See `Record.asof`."""
        if self._before_lists(valid):
            return early_asof(self.early, valid, known)
        self.ages.require(valid)
        publication = newest_known(self.lists, valid, known)
        seen = known or publication["published"]
        held = self.rows.dicts(
            f"SELECT agreement_id, agency_id, state, model FROM beliefs WHERE {_IN_FORCE}", [seen, seen, valid, valid]
        )
        return {
            "valid": valid,
            "known": seen,
            **({"says": said} if (said := to_come(valid, seen)) else {}),
            "publication": publication["publication_id"],
            **{name: len({row[column] for row in held}) for name, column in _COUNTED},
            "by_model": _by("model", held),
            "by_state": _by("state", held),
            "rows": publication["rows"],
            "spellings": publication["spellings"],
            "published": publication["published"],
            "differences": self._differences(valid, publication, {row["agreement_id"] for row in held}),
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

    def _differences(self, valid: date, publication: Mapping[str, Any], held: set[str]) -> list[str]:
        """Why the number of agreements held to be in force is not the number of rows of the newest list."""
        rows = self.rows.dicts(
            "SELECT agreement_id FROM observations WHERE publication_id = ?", [publication["publication_id"]]
        )
        read = [row["agreement_id"] for row in rows if row["agreement_id"] is not None]
        listed = set(read)
        said = (
            (len(rows) - len(read), "rows of the list name no agency, state or model that can be read"),
            (len(read) - len(listed), "rows list an agreement that another row lists too"),
            (len(listed - held), f"agreements of the list were not yet in force on {valid}"),
            (
                len(held - listed),
                f"agreements were in force on {valid} and had left the list by {publication['published']}",
            ),
        )
        return [f"{number} {says}" for number, says in said if number]


_COUNTED = ("agreements", "agreement_id"), ("agencies", "agency_id"), ("states", "state")


def _by(column: str, held: list[dict[str, Any]]) -> dict[str, int]:
    """How many agreements there are of each model or state, in the order of their names."""
    of: dict[str, set[str]] = {}
    for row in held:
        of.setdefault(row[column], set()).add(row["agreement_id"])
    return {key: len(of[key]) for key in sorted(of)}
