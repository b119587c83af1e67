"""The rows of the record that tell of the years before its first list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from open287g.record.asking.early import EarlyYears, Row, Shown

OF_AGENCY = (
    ("agreements", "early_agreements", "signed"),
    ("spans", "early_spans", "first_seen"),
    ("events", "early_events", "known, event_id"),
    ("statements", "early_statements", "told, source_id, row"),
    ("addenda", "addenda", "executed"),
    ("names", "early_names", "state, agency_name"),
)
"""What there is of one agency: a name, its table, and the order of its rows."""

EARLY_IN_FORCE = """
    SELECT a.agreement_id, s.agency_id, s.state, s.model, s.day AS signed, s.day AS valid_from,
           p.absent_after AS valid_to, l.seen AS known_from, CAST(NULL AS DATE) AS known_to,
           s.source_id AS publication_id
    FROM early_statements s
    JOIN early_sources l USING (source_id)
    LEFT JOIN early_spans p ON p.agency_id = s.agency_id AND l.seen BETWEEN p.first_seen AND p.last_seen
    LEFT JOIN early_agreements a ON a.agency_id = s.agency_id AND l.seen BETWEEN a.first_seen AND a.last_seen
    WHERE s.source_id = ? ORDER BY s.agency_id
"""
"""What a list captured on one day shows, in the columns of `beliefs`."""

Ask = Callable[[str, list[Any]], Sequence[Row]]


def read_early(ask: Ask) -> EarlyYears:
    """The years before the first list, by SQL."""
    first = ask(
        """SELECT min(published) AS seen, arg_min(publication_id, number) AS source_id, NULL AS as_of, NULL AS claims,
        max(published) AS newest FROM publications WHERE list = 'participating'""",
        [],
    )[0]
    opening = ask(
        "SELECT agency_id, model, state, agency_id AS agency_name FROM agreements WHERE first_listed = ?",
        [first["seen"]],
    )
    said = ask("SELECT * FROM early_statements WHERE says = 'listed'", [])
    sources = ask("SELECT * FROM early_sources ORDER BY seen, as_of, source_id", [])
    return early_years(sources, said, ask("SELECT * FROM early_agreements", []), first, opening)


def early_of(tables: Mapping[str, Sequence[Row]]) -> EarlyYears:
    """The years before the first list, from tables in memory."""
    listed = [row for row in tables["publications"] if row["list"] == "participating"]
    oldest: Row = min(listed, key=lambda row: row["number"])
    first = {
        "seen": oldest["published"],
        "source_id": oldest["publication_id"],
        "as_of": None,
        "claims": None,
        "newest": max(row["published"] for row in listed),
    }
    opening = [row | {"agency_name": row["agency_id"]} for row in map(dict, tables["agreements"])]
    opening = [row for row in opening if row["first_listed"] == first["seen"]]
    said = [row for row in tables["early_statements"] if row["says"] == "listed"]
    sources = sorted(tables["early_sources"], key=_in_time)
    return early_years(sources, said, tables["early_agreements"], first, opening)


def early_years(
    sources: Sequence[Row], said: Iterable[Row], agreements: Sequence[Row], first: Row, opening: Sequence[Row]
) -> EarlyYears:
    """The years before the first list `first`, whose agreements are `opening`."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in said:
        rows[row["source_id"]].append(row)
    lists = [Shown(source, rows[source["source_id"]]) for source in sources if source["seen"] is not None]
    own = Shown(first, opening) if first["seen"] is not None else None
    return EarlyYears(lists, own, first["newest"], sources, agreements)


def _in_time(source: Row) -> tuple[date, str, str]:
    return source["seen"] or date.max, source["as_of"] or "~", source["source_id"]


def evidence_of(event: dict[str, Any], ask: Ask) -> dict[str, Any]:
    """An event before the first list with the row and the source that show it; no source where a later list does."""
    at = [event["publication_id"], event["row"], event["agency_id"]]
    cells = ask('SELECT * FROM early_statements WHERE source_id = ? AND "row" = ? AND agency_id = ?', at)
    files = ask("SELECT * FROM early_sources WHERE source_id = ?", at[:1])
    return {**event, "cells": cells[0] if cells else None, "files": list(files)}
