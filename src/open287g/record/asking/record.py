"""The record, open for questions. Every answer names its day and its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from open287g.core.errors import InputError, NotFoundError, UnknownError
from open287g.core.period import in_force_sql
from open287g.core.settings import home as home_folder
from open287g.core.sql import literal
from open287g.places.states import parse_state
from open287g.record.asking.age import Ages, ages
from open287g.record.asking.early import EarlyYears, early_asof
from open287g.record.asking.early_rows import EARLY_IN_FORCE, OF_AGENCY, evidence_of, read_early
from open287g.record.asking.finding import Finding
from open287g.record.tables.catalog import BY_NAME
from open287g.record.tables.database import record_path

if TYPE_CHECKING:
    import pyarrow as pa

    from open287g.record.asking.resolve import Resolution, Resolver


class Record:
    """One home's record, read-only. Tables come as Arrow tables with the columns of the data dictionary."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise NotFoundError("there is no record here yet", str(path), "Build it: open287g build")
        self.path = path
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
        self._resolver: Resolver | None = None
        self._finding: Finding | None = None
        self._early: EarlyYears | None = None
        self._ages: Ages | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def table(self, name: str) -> pa.Table:
        """One whole table, in the order of its key. Raises NotFoundError for a name the dictionary lacks."""
        if name not in BY_NAME:
            raise NotFoundError(f"the record has no table {name!r}", remedy=f"It has: {', '.join(BY_NAME)}.")
        return self._arrow(f"SELECT * FROM {name} ORDER BY {_order(name)}")

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

    def flickers(self) -> pa.Table:
        """Absences after which an agreement came back."""
        return self.table("flickers")

    def signals(self) -> pa.Table:
        """What was repaired, ignored or unreadable."""
        return self.table("signals")

    def doubts(self, state: str | None = None) -> pa.Table:
        """What in a row contradicts what is known otherwise."""
        return self._of_state("doubts", state)

    def statements(self, state: str | None = None) -> pa.Table:
        """What others than ICE say of agreements, beside the list's claim."""
        return self._of_state("statements", state)

    def snapshots(self) -> pa.Table:
        """Every raw file, its clocks and the verdict on it."""
        return self.table("snapshots")

    def publications(self) -> pa.Table:
        """Every distinct state of both lists."""
        return self.table("publications")

    def candidates(self) -> pa.Table:
        """Agencies that look alike and were not joined."""
        return self.table("candidates")

    def publication(self, known: date | None = None) -> dict[str, Any]:
        """The newest participating list published by `known` (default: the newest of all)."""
        rows = self._rows(
            "SELECT * FROM publications WHERE list = 'participating' AND published <= ? ORDER BY number DESC LIMIT 1",
            [known or date.max],
        )
        if not rows:
            raise UnknownError(
                f"unknown: no publication is known by {known}", remedy=f"The first is of {self._first_day()}."
            )
        return rows[0]

    def ages(self) -> Ages:
        """The lists every answer rests on, with their days, and the days that they tell of."""
        if self._ages is None:
            self._ages = ages(self._rows("SELECT list, number, published, last_seen FROM publications", []))
        return self._ages

    def in_force(self, valid: date, known: date | None = None) -> pa.Table:
        """The agreements in force on day `valid`, as could be known on day `known` (default: as known today).

        Columns: those of `beliefs`. One row an agreement. Of a day before the first list: what ICE's list captured on
        that very day shows; raises NotFoundError where there is none, and UnknownError for a day after the evidence.
        """
        if self._before_lists(valid):
            return self._arrow(EARLY_IN_FORCE, [self._list_of(valid, known)])
        self.ages().require(valid)
        seen = known or self.publication()["published"]
        return self._arrow(f"SELECT * FROM beliefs WHERE {_IN_FORCE} ORDER BY agreement_id", [seen, seen, valid, valid])

    def asof(self, valid: date, known: date | None = None) -> dict[str, Any]:
        """Counts for day `valid` as could be known on day `known` (default: as known today).

        Of a day before the first list the answer is `early_asof`'s: what ICE's list captured on that very day shows,
        else unknown (None) with its neighbors.

        Keys: valid, known, publication (the newest list by then) and published (its day), agreements, agencies, states,
        by_model, by_state, rows and spellings (of that list), differences (why agreements and rows differ, in words).
        Raises UnknownError for a day outside the span of the evidence, or known before the first publication.
        """
        if self._before_lists(valid):
            return early_asof(self.early, valid, known)
        self.ages().require(valid)
        publication = self.publication(known)
        seen = known or publication["published"]
        counts = self._rows(
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
            "differences": self._differences(valid, seen, publication, counts["agreements"]),
        }

    @property
    def early(self) -> EarlyYears:
        """The lists of the years before the record's own, read once."""
        if self._early is None:
            self._early = read_early(self._rows)
        return self._early

    def _before_lists(self, valid: date) -> bool:
        """Whether the years before the record's own lists answer for a day."""
        first = self._first_day()
        return (first is None or valid < first) and self.early.covers(valid)

    def _list_of(self, valid: date, known: date | None) -> str:
        """The id of the list captured on a day before the first list."""
        told = early_asof(self.early, valid, known)
        if told["publication"] is None:
            raise UnknownError(f"{valid}: {told['says']}", remedy="Ask for a day on which a list was captured.")
        source_id: str = told["publication"]
        return source_id

    def changes(self, since: date, until: date | None = None, state: str | None = None) -> pa.Table:
        """Events made known from `since` on, up to and including `until`; those before the first list among them."""
        where = "known BETWEEN ? AND ?"
        values: list[Any] = [since, until or date.max]
        if state is not None:
            where, values = where + " AND state = ?", [*values, self._state(state)]
        columns = ", ".join(f'"{column}"' for column in BY_NAME["events"].names)
        every = f"(SELECT {columns} FROM events UNION ALL SELECT {columns} FROM early_events)"
        return self._arrow(f"SELECT * FROM {every} WHERE {where} ORDER BY known, agency_id, event_id", values)

    def agency(self, name_or_id: str) -> dict[str, Any]:
        """One agency's page: its row, `agreements`, `events`, `pending`, `spellings`, `doubts`, `statements`, `early`.

        Raises as `find` does.

        Where a place's name means several and the lists name one of them, which serves the most people, it is that one,
        and `also_meant` names the others.

        `early` holds its rows of the years before the first list: agreements, spans, events, statements, addenda and
        names. An agency of those years alone has the facts of `early_agencies`.
        """
        agency_id, others = self.finding.shown_for(name_or_id)
        own = "SELECT * FROM {} WHERE agency_id = ? ORDER BY {}"
        facts = self._rows(own.format("agencies", "agency_id"), [agency_id])
        facts = facts or self._rows(own.format("early_agencies", "agency_id"), [agency_id])
        agreements = self._rows(
            """SELECT agreement_id, model, signed, status, valid_from, valid_to, n, ending, first_listed, last_listed,
            moa_url, moa_first_linked, agency_signed, ice_signed, executed, valid_from_basis, gaps, ended_as
            FROM agreements WHERE agency_id = ? ORDER BY first_listed, agreement_id""",
            [agency_id],
        )
        return {
            **facts[0],
            "also_meant": others,
            "agreements": agreements,
            "events": self._rows(own.format("events", "known, event_id"), [agency_id]),
            "pending": self._rows(own.format("pending", "first_pending, model"), [agency_id]),
            "spellings": self._rows(own.format("spellings", "first_seen, agency_name"), [agency_id]),
            "doubts": self._rows(own.format("doubts", "kind, agreement_id, value"), [agency_id]),
            "statements": self._rows(own.format("statements", "says, who, agreement_id"), [agency_id]),
            "early": {name: self._rows(own.format(table, order), [agency_id]) for name, table, order in OF_AGENCY},
        }

    def find(self, name_or_id: str) -> str:
        """The id of the one agency meant by an id, ORI, FIPS code, name or abbreviation; an old id leads to the new.

        Raises NotListedError where what is meant exists and no list that is held names it, NotFoundError where it
        could be several or nothing is called so; a likeness is only ever named in the error.
        """
        return self.finding.agency_id(name_or_id)

    @property
    def finding(self) -> Finding:
        """Tells which agency is meant; loads the names once."""
        if self._finding is None:
            self._finding = Finding(self.connection)
        return self._finding

    def resolve(self, name: str, state: str) -> Resolution:
        """Which agency a spelling is, by which tier and evidence; else the nearest candidates."""
        return self.resolver.resolve(name, state)

    def evidence(self, event_id: str) -> dict[str, Any]:
        """An event with what the proving row says, cell by cell, and every file that shows the same publication."""
        rows = self._rows("SELECT * FROM events WHERE event_id = ?", [event_id])
        if not rows and (early := self._rows("SELECT * FROM early_events WHERE event_id = ?", [event_id])):
            told = evidence_of(early[0], self._rows)
            return {**told, "files": told["files"] or self._files(told["publication_id"])}
        if not rows:
            raise NotFoundError(
                f"no event {event_id!r}", remedy="Take an id from `open287g changes` or `open287g agency`."
            )
        event = rows[0]
        cells = self._rows(
            """SELECT lines.* EXCLUDE (line, list) FROM observations JOIN lines USING (line)
            WHERE publication_id = ? AND "row" = ?""",
            [event["publication_id"], event["row"]],
        )
        return {**event, "cells": cells[0] if cells else None, "files": self._files(event["publication_id"])}

    def _files(self, publication_id: str) -> list[dict[str, Any]]:
        """Every file that shows a publication."""
        return self._rows(
            "SELECT name, sha256, published, verdict FROM snapshots WHERE publication_id = ? ORDER BY verdict, name",
            [publication_id],
        )

    @property
    def resolver(self) -> Resolver:
        """Finds agencies by name."""
        from open287g.record.asking.resolve import Resolver

        if self._resolver is None:
            self._resolver = Resolver(self.connection)
        return self._resolver

    def _by(self, column: str, valid: date, seen: date) -> dict[str, int]:
        rows = self._rows(
            f"""SELECT {column} AS key, count(DISTINCT agreement_id) AS n FROM beliefs
            WHERE {_IN_FORCE} GROUP BY key ORDER BY key""",
            [seen, seen, valid, valid],
        )
        return {row["key"]: row["n"] for row in rows}

    def _differences(self, valid: date, seen: date, publication: dict[str, Any], agreements: int) -> list[str]:
        """Why the number of agreements is not the number of rows of the newest list."""
        says = []
        listed = self._rows(
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
        later = self._rows(
            f"""SELECT count(*) n FROM {here}
            WHERE agreement_id NOT IN (SELECT agreement_id FROM beliefs WHERE {_IN_FORCE})""",
            [values[-1], *values[:-1]],
        )[0]["n"]
        if later:
            says.append(f"{later} agreements of the list were not yet in force on {valid}")
        gone = self._rows(
            f"SELECT count(DISTINCT agreement_id) n FROM beliefs WHERE {_IN_FORCE} AND agreement_id NOT IN {here}",
            values,
        )[0]["n"]
        if gone:
            says.append(
                f"{gone} agreements were in force on {valid} and had left the list by {publication['published']}"
            )
        return says

    def _of_state(self, table: str, state: str | None) -> pa.Table:
        if state is None:
            return self.table(table)
        return self._arrow(f"SELECT * FROM {table} WHERE state = ? ORDER BY {_order(table)}", [self._state(state)])

    @staticmethod
    def _state(text: str) -> str:
        code = parse_state(text).code
        if code is None:
            raise InputError(
                f"{text!r} is no state or territory", remedy="Write its postal code, such as FL.", exit_code=2
            )
        return code

    def _first_day(self) -> date | None:
        day: date | None = self._rows(
            "SELECT min(published) AS day FROM publications WHERE list = 'participating'", []
        )[0]["day"]
        return day

    def _arrow(self, sql: str, values: list[Any] | None = None) -> pa.Table:
        table: pa.Table = self.connection.cursor().sql(sql, params=values or []).to_arrow_table()
        return table

    def _rows(self, sql: str, values: list[Any]) -> list[dict[str, Any]]:
        cursor = self.connection.cursor().execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_IN_FORCE = f"{in_force_sql('?', 'known_from', 'known_to')} AND {in_force_sql('?', 'valid_from', 'valid_to')}"


def _order(table: str) -> str:
    return ", ".join(f'"{column}"' for column in BY_NAME[table].key)


def open_record(home: Path | None = None) -> Record:
    """Open the record of `home` (default: OPEN287G_HOME, else the platform's data folder).

    Raises NotFoundError where none was built yet.
    """
    return Record(record_path(home_folder(home)))
