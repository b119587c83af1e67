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
from open287g.core.extras import extra
from open287g.core.given import path_given, text_given
from open287g.core.settings import home as home_folder
from open287g.record.asking.age import Ages
from open287g.record.asking.attaching import attach, show_tables
from open287g.record.asking.changes import kinds_meant, require_told
from open287g.record.asking.day import Days
from open287g.record.asking.early import EarlyYears
from open287g.record.asking.finding import Finding
from open287g.record.asking.names import named_sql
from open287g.record.asking.one import agency_page, agreement_page
from open287g.record.asking.proof import evidence_of_agency, evidence_page
from open287g.record.asking.questions import Questions
from open287g.record.asking.rows import Rows
from open287g.record.tables.database import record_path
from open287g.vocabulary.models import model_meant

if TYPE_CHECKING:
    import pyarrow as pa

    from open287g.record.asking.resolve import Resolution, Resolver


class Record:
    """One home's record, read-only. Tables come as Arrow tables with the columns of the data dictionary.

    They need the extra arrow, and what gives one raises MissingExtraError without it; `questions` answers as rows.

    Days are dates, or texts YYYY-MM-DD. Whatever is asked of a record that was closed raises InputError.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise NotFoundError("there is no record here yet", str(path), "Build it: open287g build")
        if not os.access(path, os.R_OK):
            raise InputError("this account may not read the record", str(path), "Ask its owner for the right to.")
        self.path = path
        self._closed = False
        self.connection = duckdb.connect()
        try:
            attach(self.connection, path)
            show_tables(self.connection, path)
        except InputError:
            self.connection.close()
            raise
        self._rows = Rows(self.connection)
        self._days = Days(self._rows)
        self.questions = Questions(self._rows, self._days)
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
        return self.questions.table(name).arrow()

    def agencies(self) -> pa.Table:
        """All agencies."""
        return self.table("agencies")

    def agreements(self, state: str | None = None) -> pa.Table:
        """All agreements as known today, or those of one state."""
        return self.questions.of_state("agreements", state).arrow()

    def events(self, state: str | None = None) -> pa.Table:
        """All events, or those of one state."""
        return self.questions.of_state("events", state).arrow()

    def endings(self, state: str | None = None) -> pa.Table:
        """Agreements the newest publication no longer lists, each ending graded."""
        return self.questions.of_state("endings", state).arrow()

    def pending(self, state: str | None = None) -> pa.Table:
        """What the pending lists showed, and what became of it."""
        return self.questions.of_state("pending", state).arrow()

    def flickers(self, state: str | None = None) -> pa.Table:
        """Absences after which an agreement came back, or those of one state."""
        return self.questions.of_state("flickers", state).arrow()

    def signals(self, state: str | None = None) -> pa.Table:
        """What was repaired, ignored or unreadable; of one state, what stands in its rows."""
        return self.questions.signals(state).arrow()

    def doubts(self, state: str | None = None) -> pa.Table:
        """What in a row contradicts what is known otherwise."""
        return self.questions.of_state("doubts", state).arrow()

    def statements(self, state: str | None = None) -> pa.Table:
        """What others than ICE say of agreements, beside the list's claim."""
        return self.questions.of_state("statements", state).arrow()

    def snapshots(self, state: str | None = None) -> pa.Table:
        """Every raw file, its clocks and the verdict on it; of one state, those with rows of it, `rows_of_state`."""
        return self.questions.snapshots(state).arrow()

    def publications(self) -> pa.Table:
        """Every distinct state of both lists."""
        return self.table("publications")

    def candidates(self, state: str | None = None) -> pa.Table:
        """Agencies that look alike and were not joined, or those of one state."""
        return self.questions.of_state("candidates", state).arrow()

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
        return self.questions.in_force(valid, known).arrow()

    def asof(self, valid: Day, known: Day | None = None) -> dict[str, Any]:
        """Counts for day `valid` as could be known on day `known` (default: as known today).

        Of a day before the first list the answer is `early_asof`'s: what ICE's list captured on that very day shows,
        else unknown (None) with its neighbors.

        Keys: valid, known, publication (the newest list by then) and published (its day), agreements, agencies, states,
        by_model, by_state, rows and spellings (of that list), differences (why agreements and rows differ, in words),
        says (only of a day that was still to come then), rests_on (the day and age of the lists: see `Ages.facts`).
        Raises UnknownError for a day outside the span of the evidence, or known before the first publication.
        """
        return {**self._days.asof(day_given(valid), _day(known)), "rests_on": self.ages().facts()}

    def named(self, rows: pa.Table) -> pa.Table:
        """`rows` that carry `agency_id`, with what an agency is called beside it: see `names.named_sql`."""
        with extra("arrow"):
            import pyarrow  # noqa: F401
        cursor = self._rows.cursor()
        cursor.register("asked", rows)
        told: pa.Table = cursor.sql(named_sql("asked", rows.column_names)).to_arrow_table()
        return told

    def changes(
        self, since: Day, until: Day | None = None, state: str | None = None, kinds: Sequence[str] | str = ()
    ) -> pa.Table:
        """Events made known from `since` on, up to and including `until`; those before the first list among them.

        `kinds` keeps those kinds alone (one or several values of the column `kind`). Raises InputError for a kind that
        there is not, and UnknownError for days of which no list that is held tells: no row would say that none changed.
        """
        asked = kinds_meant([kinds] if isinstance(kinds, str) else kinds)
        found = self.questions.changes(since, until, state, asked).arrow()
        if not found.num_rows:
            last = date.max if until is None else day_given(until, "until", month="last")
            require_told(self, day_given(since, "since", month="first"), last)
        return found

    def headline(self, state: str | None = None, since: Day | None = None) -> dict[str, Any]:
        """What held on the day of ICE's newest list, what changed from `since` on (30 days up to it), what is in doubt.

        The keys are those of `open287g headline --format json`. Raises NotFoundError for what is no state, UnknownError
        for a `since` after the newest list.
        """
        from open287g.record.asking.headline import headline

        return headline(self, state, _day(since, month="first"))

    def who(self, place: str | None = None, model: str | None = None, since: Day | None = None) -> pa.Table:
        """The agreements that ICE's newest list has, one row each: of a place such as "houston tx", of a model, signed
        from `since` on.

        Columns are those of `open287g who --format csv`; no row means that no agency of it is in that list. Raises
        NotFoundError where the place could be several or none, InputError for what is no model, UnknownError for a
        `since` after that list.
        """
        from open287g.record.asking.here import in_arrow, place_meant, who_asked

        where = None if place is None else place_meant(self, text_given(place, "place"))
        of_model = None if model is None else model_meant(text_given(model, "model"))
        return in_arrow(who_asked(self, where, of_model, _day(since, month="first")))

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


def _day(given: Day | None, month: str = "") -> date | None:
    return None if given is None else day_given(given, month=month)


def open_record(home: Path | str | None = None) -> Record:
    """Open the record of `home`, a folder (default: OPEN287G_HOME, else the platform's data folder).

    Raises NotFoundError where none was built yet, InputError for a file.
    """
    folder = home_folder(None if home is None else path_given(home, "home"))
    if folder.is_file():
        raise InputError("it is a file, and a home is a folder", str(folder), "Name the folder that build wrote into.")
    return Record(record_path(folder))
