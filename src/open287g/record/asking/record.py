"""The record, open for questions. Every answer names its day and its source."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from open287g.core.days import Day, day_given
from open287g.core.errors import InputError, NotFoundError
from open287g.core.given import path_given, text_given
from open287g.core.settings import home as home_folder
from open287g.core.sql import literal
from open287g.places.states import state_meant
from open287g.record.asking.age import Ages
from open287g.record.asking.changes import kinds_meant, require_told
from open287g.record.asking.day import Days
from open287g.record.asking.early import EarlyYears
from open287g.record.asking.files import signals_of, snapshots_of
from open287g.record.asking.finding import Finding
from open287g.record.asking.names import named
from open287g.record.asking.one import agency_page, agreement_page
from open287g.record.asking.proof import evidence_of_agency, evidence_page
from open287g.record.asking.rows import Rows
from open287g.record.tables.catalog import BY_NAME
from open287g.record.tables.database import record_path
from open287g.vocabulary.models import model_meant

if TYPE_CHECKING:
    import pyarrow as pa

    from open287g.record.asking.resolve import Resolution, Resolver


class Record:
    """One home's record, read-only. Tables come as Arrow tables with the columns of the data dictionary.

    Days are dates, or texts YYYY-MM-DD. Whatever is asked of a record that was closed raises InputError.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise NotFoundError("there is no record here yet", str(path), "Build it: open287g build")
        if not os.access(path, os.R_OK):
            raise InputError("this account may not read the record", str(path), "Ask its owner for the right to.")
        self.path = path
        self._closed = False
        # Attached to a database of its own: DuckDB hands whoever opens a path again the file that stood there first,
        # so a record built meanwhile would go unseen.
        self.connection = duckdb.connect()
        try:
            self.connection.execute(f"ATTACH {literal(path)} AS record (READ_ONLY)")
            for table in BY_NAME:
                self.connection.execute(f"CREATE VIEW {table} AS FROM record.{table}")
        except duckdb.Error as error:
            self.connection.close()
            raise InputError(
                f"this record cannot be opened: {error}", str(path), "Build it anew: open287g build"
            ) from error
        self._rows = Rows(self.connection)
        self._days = Days(self._rows)
        self._resolver: Resolver | None = None
        self._finding: Finding | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._closed:
            return f"<Record of {self.path}, closed>"
        newest = self.publication()
        return f"<Record of {self.path}: {newest['agreements']:,} agreements in ICE's list of {newest['published']}>"

    def close(self) -> None:
        """Let go of the file."""
        self._closed = True
        self.connection.close()

    def table(self, name: str) -> pa.Table:
        """One whole table, in the order of its key. Raises NotFoundError for a name the dictionary lacks."""
        if name not in BY_NAME:
            raise NotFoundError(f"the record has no table {name!r}", remedy=f"It has: {', '.join(BY_NAME)}.")
        return self._rows.arrow(f"SELECT * FROM {name} ORDER BY {_order(name)}", of=name)

    def agencies(self) -> pa.Table:
        """All agencies."""
        return self.table("agencies")

    def agreements(self, state: str | None = None) -> pa.Table:
        """All agreements as known today, or those of one state."""
        return self._of_state("agreements", state)

    def events(self, state: str | None = None) -> pa.Table:
        """All events, or those of one state."""
        return self._of_state("events", state)

    def endings(self, state: str | None = None) -> pa.Table:
        """Agreements the newest publication no longer lists, each ending graded."""
        return self._of_state("endings", state)

    def pending(self, state: str | None = None) -> pa.Table:
        """What the pending lists showed, and what became of it."""
        return self._of_state("pending", state)

    def flickers(self, state: str | None = None) -> pa.Table:
        """Absences after which an agreement came back, or those of one state."""
        return self._of_state("flickers", state)

    def signals(self, state: str | None = None) -> pa.Table:
        """What was repaired, ignored or unreadable; of one state, what stands in its rows."""
        return self.table("signals") if state is None else signals_of(self._rows, state_meant(state).code)

    def doubts(self, state: str | None = None) -> pa.Table:
        """What in a row contradicts what is known otherwise."""
        return self._of_state("doubts", state)

    def statements(self, state: str | None = None) -> pa.Table:
        """What others than ICE say of agreements, beside the list's claim."""
        return self._of_state("statements", state)

    def snapshots(self, state: str | None = None) -> pa.Table:
        """Every raw file, its clocks and the verdict on it; of one state, those with rows of it, `rows_of_state`."""
        return self.table("snapshots") if state is None else snapshots_of(self._rows, state_meant(state).code)

    def publications(self) -> pa.Table:
        """Every distinct state of both lists."""
        return self.table("publications")

    def candidates(self, state: str | None = None) -> pa.Table:
        """Agencies that look alike and were not joined, or those of one state."""
        return self._of_state("candidates", state)

    def publication(self, known: Day | None = None) -> dict[str, Any]:
        """The newest participating list published by `known` (default: the newest of all)."""
        return self._days.publication(_day(known))

    def ages(self) -> Ages:
        """The lists every answer rests on, with their days, and the days that they tell of."""
        return self._days.ages

    @property
    def early(self) -> EarlyYears:
        """The lists of the years before the record's own, read once."""
        return self._days.early

    def require(self, valid: Day) -> None:
        """Raise UnknownError for a day of which the evidence says nothing."""
        self._days.require(day_given(valid))

    def in_force(self, valid: Day, known: Day | None = None) -> pa.Table:
        """The agreements in force on day `valid`, as could be known on day `known` (default: as known today).

        Columns: those of `beliefs`. One row an agreement. Of a day before the first list: what ICE's list captured on
        that very day shows; raises NotFoundError where there is none, and UnknownError for a day after the evidence.
        """
        return self._days.in_force(day_given(valid), _day(known))

    def asof(self, valid: Day, known: Day | None = None) -> dict[str, Any]:
        """Counts for day `valid` as could be known on day `known` (default: as known today).

        Of a day before the first list the answer is `early_asof`'s: what ICE's list captured on that very day shows,
        else unknown (None) with its neighbors.

        Keys: valid, known, publication (the newest list by then) and published (its day), agreements, agencies, states,
        by_model, by_state, rows and spellings (of that list), differences (why agreements and rows differ, in words),
        rests_on (the day and age of the lists: see `Ages.facts`).
        Raises UnknownError for a day outside the span of the evidence, or known before the first publication.
        """
        return {**self._days.asof(day_given(valid), _day(known)), "rests_on": self.ages().facts()}

    def named(self, rows: pa.Table) -> pa.Table:
        """`rows` that carry `agency_id`, with what an agency is called beside it: see `names.named`."""
        return named(self._rows, rows)

    def changes(
        self, since: Day, until: Day | None = None, state: str | None = None, kinds: Sequence[str] | str = ()
    ) -> pa.Table:
        """Events made known from `since` on, up to and including `until`; those before the first list among them.

        `kinds` keeps those kinds alone (one or several values of the column `kind`). Raises InputError for a kind that
        there is not, and UnknownError for days of which no list that is held tells: no row would say that none changed.
        """
        kinds = kinds_meant([kinds] if isinstance(kinds, str) else kinds)
        where = "known BETWEEN ? AND ?"
        first, last = day_given(since), _day(until) or date.max
        if first > last:
            raise InputError(
                f"the first day, {first}, is after the last, {last}", remedy="Name the earlier first.", exit_code=2
            )
        values: list[Any] = [first, last]
        if state is not None:
            where, values = where + " AND state = ?", [*values, state_meant(state).code]
        if kinds:
            where, values = where + " AND list_contains(?, kind)", [*values, list(kinds)]
        columns = ", ".join(f'"{column}"' for column in BY_NAME["events"].names)
        every = f"(SELECT {columns} FROM events UNION ALL SELECT {columns} FROM early_events)"
        order = "known, agency_id, event_id"
        found = self._rows.arrow(f"SELECT * FROM {every} WHERE {where} ORDER BY {order}", values, "events")
        if not found.num_rows:
            require_told(self, first, last)
        return found

    def headline(self, state: str | None = None, since: Day | None = None) -> dict[str, Any]:
        """What held on the day of ICE's newest list, what changed from `since` on (30 days up to it), what is in doubt.

        The keys are those of `open287g headline --format json`. Raises NotFoundError for what is no state, UnknownError
        for a `since` after the newest list.
        """
        from open287g.record.asking.headline import headline

        return headline(self, state, _day(since))

    def who(self, place: str | None = None, model: str | None = None, since: Day | None = None) -> pa.Table:
        """The agreements that ICE's newest list has, one row each: of a place such as "houston tx", of a model, signed
        from `since` on.

        Columns are those of `open287g who --format csv`; no row means that no agency of it is in that list. Raises
        NotFoundError where the place could be several or none, InputError for what is no model, UnknownError for a
        `since` after that list.
        """
        from open287g.record.asking.here import place_meant, who

        where = None if place is None else place_meant(self, text_given(place, "place"))
        return who(self, where, None if model is None else model_meant(text_given(model, "model")), _day(since))

    def agency(self, name_or_id: str) -> dict[str, Any]:
        """One agency's page: its row, `agreements`, `events`, `pending`, `spellings`, `doubts`, `statements`, `early`.

        Raises as `find` does. `redirected` says from which old id it was asked, and why that is old (None: by none);
        `rests_on` says the day and age of the lists.

        `early` holds its rows of the years before the first list: agreements, spans, events, statements, addenda and
        names. An agency of those years alone has the facts of `early_agencies`.
        """
        found = self.finding.found(text_given(name_or_id, "name_or_id"))
        return {
            **agency_page(self._rows, found.agency_id),
            "redirected": found.moved,
            "rests_on": self.ages().facts(),
        }

    def agreement(self, agreement_id: str) -> dict[str, Any]:
        """One agreement: its row, `events`, `beliefs`, `signings`, `doubts` and `statements`.

        An id that was published and is no longer in use leads to the one in its place, and `redirected` says so. One of
        the years before the first list has the facts of `early_agreements`. Raises NotFoundError where none is such.
        """
        page = agreement_page(self._rows, text_given(agreement_id, "agreement_id"))
        return {**page, "rests_on": self.ages().facts()}

    def find(self, name_or_id: str) -> str:
        """The id of the one agency meant by an id, ORI, FIPS code, name or abbreviation; an old id leads to the new.

        `finding.found` says besides from which old id it was asked.

        Raises NotListedError where what is meant exists and no list that is held names it, NotFoundError where it
        could be several or nothing is called so; a likeness is only ever named in the error.
        """
        return self.finding.agency_id(text_given(name_or_id, "name_or_id"))

    @property
    def finding(self) -> Finding:
        """Tells which agency is meant; loads the names once."""
        if self._finding is None:
            self._finding = Finding(self.connection)
        return self._finding

    def resolve(self, name: str, state: str) -> Resolution:
        """Which agency a spelling is, by which tier and evidence; else the nearest candidates."""
        return self.resolver.resolve(text_given(name, "name"), text_given(state, "state"))

    def evidence(self, asked: str) -> dict[str, Any]:
        """What proves an event: what the proving row says, cell by cell, and every file that shows the publication.

        The id of an agreement gives the event that first shows it; one that is no longer in use says so under
        `redirected`. The id of a publication gives the files that show it, the name or hash of a raw file its row of
        `snapshots`. Raises NotFoundError for all else; of an agency, with the ids of its agreements.
        """
        asked = text_given(asked, "asked")
        try:
            return evidence_page(self._rows, asked)
        except NotFoundError as error:
            try:
                agency_id = self.find(asked)
            except NotFoundError:
                raise error from None
            raise evidence_of_agency(self._rows, asked, agency_id) from None

    @property
    def resolver(self) -> Resolver:
        """Finds agencies by name."""
        from open287g.record.asking.resolve import Resolver

        if self._resolver is None:
            self._resolver = Resolver(self.connection)
        return self._resolver

    def _of_state(self, table: str, state: str | None) -> pa.Table:
        if state is None:
            return self.table(table)
        code = state_meant(state).code
        return self._rows.arrow(f"SELECT * FROM {table} WHERE state = ? ORDER BY {_order(table)}", [code], table)


def _day(given: Day | None) -> date | None:
    return None if given is None else day_given(given)


def _order(table: str) -> str:
    return ", ".join(f'"{column}"' for column in BY_NAME[table].key)


def open_record(home: Path | str | None = None) -> Record:
    """Open the record of `home`, a folder (default: OPEN287G_HOME, else the platform's data folder).

    Raises NotFoundError where none was built yet, InputError for a file.
    """
    folder = home_folder(None if home is None else path_given(home, "home"))
    if folder.is_file():
        raise InputError("it is a file, and a home is a folder", str(folder), "Name the folder that build wrote into.")
    return Record(record_path(folder))
