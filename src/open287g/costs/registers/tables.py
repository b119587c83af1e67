"""What each register holds: its columns, typed, and what a row is."""

from __future__ import annotations

from open287g.core.table import Column, Table
from open287g.places.settlements import SETTLEMENTS

_PLACE = Column("place", "VARCHAR", "county, city or state of whom it was asked")
_STATE = Column("state", "VARCHAR", "postal code")
_CONFIRMED = Column(
    "confirmed",
    "VARCHAR",
    "read on the page named, or not; then no result rests on it",
    ("read", "not confirmed", "not published"),
)
_COUNTS = Column("counts", "VARCHAR", "what the figure counts")
_SOURCE = Column("source", "VARCHAR", "where it is told")

PROGRAM_COSTS = Table(
    "program_costs",
    "What programs were said to cost, and on which basis.",
    ("place", "model", "usd"),
    (
        _PLACE,
        _STATE,
        Column("model", "VARCHAR", "JEM, WSO, TFM or HYBRID"),
        Column("usd", "DOUBLE", "dollars"),
        Column("per", "VARCHAR", "year, first year, or the whole period"),
        Column(
            "basis",
            "VARCHAR",
            "incremental: only what would not be spent otherwise; full: with salaries paid anyway",
            ("incremental", "full", "wider policy", "court compliance", "estimate", "unknown"),
        ),
        Column("officers", "INTEGER", "people who did the work"),
        _COUNTS,
        Column("period", "VARCHAR", "years it is of"),
        _CONFIRMED,
        _SOURCE,
    ),
)
REIMBURSEMENT = Table(
    "reimbursement",
    "Schemes that pay an agency back: announced, appropriated, approved and paid are different figures.",
    ("payer", "state", "what", "usd"),
    (
        Column("payer", "VARCHAR", "ICE or the state"),
        _STATE,
        Column("models", "VARCHAR", "models it is for; empty is not told"),
        Column("what", "VARCHAR", "what is paid"),
        Column("usd", "DOUBLE", "dollars"),
        Column("share", "DOUBLE", "share of 1, where it is a share"),
        Column("per", "VARCHAR", "of what"),
        Column("from", "VARCHAR", "day from which it holds, or of the news"),
        Column(
            "stage",
            "VARCHAR",
            "how far it has come",
            ("announced", "appropriated", "approved", "paid"),
        ),
        _COUNTS,
        _CONFIRMED,
        _SOURCE,
    ),
)
PENALTIES = Table(
    "penalties",
    "What state law does to officials and places that refuse an agreement or cooperation, or that make one it bans.",
    ("state", "law", "what"),
    (
        _STATE,
        Column("law", "VARCHAR", "citation"),
        Column(
            "kind", "VARCHAR", "what follows", ("court order", "money", "removal", "crime", "state funds", "unknown")
        ),
        Column("binds", "VARCHAR", "whom it binds"),
        Column("for", "VARCHAR", "for which conduct"),
        Column("what", "VARCHAR", "what follows, in words"),
        Column("usd", "DOUBLE", "dollars, where the law names a sum"),
        Column("from", "VARCHAR", "day from which it holds, where it was read"),
        _COUNTS,
        _CONFIRMED,
        Column("read_on", "VARCHAR", "day on which the law's own words were read"),
        _SOURCE,
    ),
)
PRICES = Table(
    "prices",
    "The price index that carries dollars of one month to another; a month without an index is a row without one.",
    ("month",),
    (
        Column("month", "VARCHAR", "month"),
        Column("index", "DOUBLE", "CPI-U, 1982-84 = 100"),
        _COUNTS,
        _CONFIRMED,
        _SOURCE,
    ),
)
REGISTERS = {table.name: table for table in (SETTLEMENTS, PROGRAM_COSTS, REIMBURSEMENT, PENALTIES, PRICES)}
