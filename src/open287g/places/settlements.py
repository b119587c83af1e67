"""What holding people past release has cost places: settlements and verdicts, row by row with their source.

Costs and audits both read it, and neither may import the other. A row whose `confirmed` is not `read` stands there to
be looked up; no result rests on it.
"""

from __future__ import annotations

from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.core.table import Column, Table

FILE = "places/data/settlements.csv"
READ = "read"
"""`confirmed`: the figure was read on the page that the source names."""
NOT_READ = "not confirmed"
"""`confirmed`: the figure was heard of; no result rests on it."""

SETTLEMENTS = Table(
    "settlements",
    "Money paid, or ordered, for holding people past release on a detainer.",
    ("place", "case"),
    (
        Column("place", "VARCHAR", "county, city or state of whom it was asked"),
        Column("state", "VARCHAR", "postal code"),
        Column("case", "VARCHAR", "its name"),
        Column("usd", "DOUBLE", "dollars"),
        Column("bound", "VARCHAR", "at most, where the figure is a ceiling"),
        Column("people", "INTEGER", "people held"),
        Column("days", "INTEGER", "days they were held"),
        Column("claimed", "INTEGER", "people who claimed"),
        Column("counts", "VARCHAR", "what the figure counts"),
        Column("period", "VARCHAR", "when people were held"),
        Column("decided", "VARCHAR", "day or month of the settlement or verdict"),
        Column("status", "VARCHAR", "settled, verdict, as cited"),
        Column("insured", "VARCHAR", "what insurance paid, where told"),
        Column("confirmed", "VARCHAR", "read on the page named, or not; then no result rests on it"),
        Column("source", "VARCHAR", "where it is told"),
    ),
)


class Rate(NamedTuple):
    """Dollars for each day that a person was held past release, and the case that tells them."""

    usd: float
    case: str
    source: str


def daily_rates() -> list[Rate]:
    """What confirmed cases that tell the days have come to a day, the lowest first."""
    rows = read_table(FILE, SETTLEMENTS.names)
    told = [row for row in rows if row["confirmed"] == READ and row["usd"] and row["days"]]
    return sorted(Rate(float(row["usd"]) / int(row["days"]), row["case"], row["source"]) for row in told)
