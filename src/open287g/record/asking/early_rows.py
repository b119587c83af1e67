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
