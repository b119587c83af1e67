"""One record as the atlas reads it: immutable, whole, in memory. A request holds one and never sees another."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from open287g.core.errors import InputError, NotFoundError
from open287g.record.asking.age import Ages, ages
from open287g.record.asking.early import EarlyYears
from open287g.record.asking.early_rows import OF_AGENCY, early_of
from open287g.record.asking.ids import Present, present_id
from open287g.record.asking.whole_tables import Row, read_record
from open287g.vocabulary.file_names import file_key

T = TypeVar("T")


@dataclass(frozen=True)
class LoadedRecord:
    """The record's tables as rows (dicts by the column names of `record.schema`), with the indexes pages need."""

    tables: Mapping[str, list[Row]]
    cells: Mapping[str, Row]
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, path: Path) -> LoadedRecord:
        """Read the record file at `path`."""
        tables, cells = read_record(path)
        if not any(row["list"] == "participating" for row in tables["publications"]):
            raise InputError(
                "the record holds no list of participating agencies",
                where=str(path),
                remedy="Add lists with `open287g archive add` or `open287g update`, then run `open287g build`.",
            )
        return cls(tables, cells)

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change when what the record says changes."""
        digest = hashlib.sha256()
        for name in ("publications", "agreements", "events", "agencies", "pending", "signals"):
            digest.update(repr(self.tables[name]).encode())
        return digest.hexdigest()[:12]

    @cached_property
    def agencies(self) -> dict[str, Row]:
        """Agencies by id."""
        return {row["agency_id"]: row for row in self.tables["agencies"]}

    @cached_property
    def agreements(self) -> dict[str, Row]:
        """Agreements by id."""
        return {row["agreement_id"]: row for row in self.tables["agreements"]}

    @cached_property
    def events(self) -> dict[str, Row]:
        """Events by id."""
        return {row["event_id"]: row for row in self.tables["events"]}

    @cached_property
    def endings(self) -> dict[str, Row]:
        """Endings by agreement."""
        return {row["agreement_id"]: row for row in self.tables["endings"]}

    @cached_property
    def doubts_by_agency(self) -> dict[str, list[Row]]:
        """Doubts by agency, those about its agreements among them."""
        return _group(self.tables["doubts"], "agency_id")

    @cached_property
    def redirects(self) -> dict[str, Row]:
        """Redirects by the id that is no longer in use."""
        return {row["old_id"]: row for row in self.tables["redirects"]}

    def present(self, asked: str) -> Present | None:
        """The agency or agreement that an id names, or named when it was published; None where none ever was such."""
        return present_id(asked, self._ids, self._moved)

    @cached_property
    def _ids(self) -> frozenset[str]:
        early = (row["agreement_id"] for row in self.tables["early_agreements"])
        return frozenset([*self.agencies, *self.agreements, *self.early_agencies, *early])

    @cached_property
    def _moved(self) -> dict[str, tuple[str, str]]:
        return {old: (row["new_id"], row["reason"]) for old, row in self.redirects.items()}

    @cached_property
    def former_ids(self) -> dict[str, list[str]]:
        """Ids that lead to each id in use."""
        return {
            new: [row["old_id"] for row in rows] for new, rows in _group(self.tables["redirects"], "new_id").items()
        }

    @cached_property
    def early(self) -> EarlyYears:
        """The lists of the years before the record's own."""
        return early_of(self.tables)

    @cached_property
    def early_agencies(self) -> dict[str, Row]:
        """Agencies that sources before the first list name, by id."""
        return {row["agency_id"]: row for row in self.tables["early_agencies"]}

    @cached_property
    def early_events(self) -> dict[str, Row]:
        """Events before the first list by id."""
        return {row["event_id"]: row for row in self.tables["early_events"]}

    def early_of_agency(self, agency_id: str) -> dict[str, list[Row]]:
        """The rows of an agency before the first list: agreements, spans, events, statements, addenda, names."""
        return {name: self._early_by_agency[table].get(agency_id, []) for name, table, _ in OF_AGENCY}

    @cached_property
    def _early_by_agency(self) -> dict[str, dict[str, list[Row]]]:
        orders = {table: [part.strip() for part in order.split(",")] for _, table, order in OF_AGENCY}
        return {
            table: _group(sorted(self.tables[table], key=lambda row: [str(row[c] or "~") for c in order]), "agency_id")
            for table, order in orders.items()
        }

    @cached_property
    def participating(self) -> list[Row]:
        """Publications of the participating list, oldest first."""
        return self._publications("participating")

    @cached_property
    def pending_lists(self) -> list[Row]:
        """Publications of the pending list, oldest first."""
        return self._publications("pending")

    def _publications(self, name: str) -> list[Row]:
        rows = [row for row in self.tables["publications"] if row["list"] == name]
        return sorted(rows, key=lambda row: row["number"])

    @property
    def newest(self) -> Row:
        """The newest publication of the participating list."""
        return self.participating[-1]

    @property
    def today(self) -> date:
        """The day of the newest publication: the record says nothing about later days."""
        day: date = self.newest["published"]
        return day

    @property
    def first_day(self) -> date:
        """The day of the first publication."""
        day: date = self.participating[0]["published"]
        return day

    @cached_property
    def agencies_by_state(self) -> dict[str, list[Row]]:
        """Agencies by state, by name."""
        return _group(sorted(self.tables["agencies"], key=lambda row: row["name"] or ""), "state")

    @cached_property
    def agencies_by_county(self) -> dict[str, list[Row]]:
        """Agencies by each county (FIPS) they belong to."""
        by_county: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["agencies"]:
            for fips in row["counties"] or ():
                by_county[fips].append(row)
        return dict(by_county)

    @cached_property
    def agreements_by_agency(self) -> dict[str, list[Row]]:
        """Agreements by agency."""
        return _group(self.tables["agreements"], "agency_id")

    @cached_property
    def agreements_by_state(self) -> dict[str, list[Row]]:
        """Agreements by state."""
        return _group(self.tables["agreements"], "state")

    @cached_property
    def agreements_by_file(self) -> dict[str, list[Row]]:
        """Agreements by the name of the memorandum file they link: decoded, lower case."""
        by_file: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["agreements"]:
            if row["moa_file"]:
                by_file[file_key(row["moa_file"])].append(row)
        return dict(by_file)

    @cached_property
    def events_newest_first(self) -> list[Row]:
        """Events, the last known first."""
        return sorted(self.tables["events"], key=lambda row: (row["known"], row["event_id"]), reverse=True)

    @cached_property
    def events_by_agency(self) -> dict[str, list[Row]]:
        """Events by agency, the last known first."""
        return _group(self.events_newest_first, "agency_id")

    @cached_property
    def events_by_state(self) -> dict[str, list[Row]]:
        """Events by state, the last known first."""
        return _group(self.events_newest_first, "state")

    @cached_property
    def events_by_month(self) -> dict[str, list[Row]]:
        """Events by month (YYYY-MM) of the publication that shows them, the last first."""
        by_month: dict[str, list[Row]] = defaultdict(list)
        for row in self.events_newest_first:
            by_month[row["known"].isoformat()[:7]].append(row)
        return dict(by_month)

    @cached_property
    def spellings_by_agency(self) -> dict[str, list[Row]]:
        """Spellings by agency, in the order in which they appeared."""
        return _group(sorted(self.tables["spellings"], key=lambda row: row["first_seen"]), "agency_id")

    @cached_property
    def ages(self) -> Ages:
        """The lists every answer rests on, with their days, and the days that they tell of."""
        return ages(self.tables["publications"])

    @cached_property
    def pending_now(self) -> list[Row]:
        """Rows of the newest pending list; what it says holds on its own day: see `ages.pending_is_known`."""
        return [row for row in self.tables["pending"] if row["status"] == "pending"]

    @cached_property
    def listed(self) -> list[Row]:
        """Agreements in the newest publication."""
        return [row for row in self.tables["agreements"] if row["status"] == "listed"]

    def by(self, table: str, column: str) -> dict[str, list[Row]]:
        """The rows of a table by a column, grouped once."""
        return self.once(("by", table, column), lambda: _group(self.tables[table], column))

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this record and kept under `name`."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made

    def agency(self, agency_id: str) -> Row:
        """The agency of this id; NotFoundError if there is none."""
        return _known(self.agencies, agency_id, "agency")

    def agreement(self, agreement_id: str) -> Row:
        """The agreement of this id; NotFoundError if there is none."""
        return _known(self.agreements, agreement_id, "agreement")

    def event(self, event_id: str) -> Row:
        """The event of this id; NotFoundError if there is none."""
        return _known(self.events, event_id, "event")

    def warm(self) -> None:
        """Build every index now, so that no visitor waits for one."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)


def _known(rows: Mapping[str, Row], key: str, what: str) -> Row:
    row = rows.get(key)
    if row is None:
        raise NotFoundError(f"the record knows no {what} {key!r}", remedy="Search for it by name.")
    return row


def _group(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return dict(groups)
