"""Prices of one month in those of another, by the CPI-U of all U.S. cities (BLS, not seasonally adjusted)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.costs.assumptions import Assumption, Range

SOURCE = "Bureau of Labor Statistics, CPI-U, U.S. city average, all items, series CUUR0000SA0"


@dataclass(frozen=True)
class Carried:
    """Dollars of another month's prices, and a remark where the month asked for has no index."""

    usd: float
    remark: str


def months() -> tuple[str, str]:
    """The first and the last month of the index, as 2026-08."""
    held = list(_index())
    return held[0], held[-1]


def index_of(month: str) -> tuple[float, str]:
    """The index of a month such as 2026-08, or of a year (the mean of its months), and a remark.

    No index was published for October 2025: the month before stands for it, and the remark says so.
    Raises NotFoundError outside the months that are held.
    """
    held = _index()
    if len(month) == 4:
        of_year = [value for name, value in held.items() if name.startswith(f"{month}-")]
        if of_year:
            return sum(of_year) / len(of_year), "" if len(of_year) == 12 else f"{month}: {len(of_year)} of 12 months"
    if month in held:
        return held[month], ""
    first, last = months()
    if len(month) != 7 or not first < month < last:
        raise NotFoundError("the price index does not hold it", remedy=f"It holds {first} to {last}.", exit_code=2)
    before = max(name for name in held if name < month)
    return held[before], f"{month} has no index; {before} stands for it"


def carry(usd: float, of: str, to: str) -> Carried:
    """Dollars of the prices of `of` in those of `to`, each a month or a year."""
    (old, about_old), (new, about_new) = index_of(of), index_of(to)
    return Carried(usd * new / old, "; ".join(filter(None, (about_old, about_new))))


def prices_told(to: str | None) -> dict[str, str | float | None]:
    """In whose prices a note stands: the month and its index, with the remark where that month has none."""
    if to is None:
        return {"month": None, "index": None, "remark": "", "source": ""}
    index, remark = index_of(to)
    return {"month": to, "index": round(index, 3), "remark": remark, "source": SOURCE}


def carried(known: Assumption, to: str) -> Assumption:
    """An assumption in dollars of a year in the prices of `to`, its source saying so; others as they are."""
    if known.range is None or known.year is None or not known.unit.startswith("usd"):
        return known
    factor = carry(1, str(known.year), to)
    within = Range(*(value * factor.usd for value in (known.range.low, known.range.likely, known.range.high)))
    remark = f", {factor.remark}" if factor.remark else ""
    return replace(known, range=within, source=f"{known.source}; carried from {known.year} to {to} by CPI-U{remark}")


def price_rows() -> list[dict[str, str]]:
    """The index month by month as the register `prices` shows it; a month that has none stands there without."""
    held = _index()
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in months())
    names = [f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1)]
    counts = "prices that city dwellers pay, not seasonally adjusted"
    return [
        {
            "month": name,
            "index": str(held[name]) if name in held else "",
            "counts": counts if name in held else "no index was published; the month before stands for it",
            "confirmed": "read" if name in held else "not published",
            "source": SOURCE,
        }
        for name in names
    ]


@cache
def _index() -> dict[str, float]:
    rows = read_table("costs/registers/data/cpi.csv", ("month", "index"))
    return {row["month"]: float(row["index"]) for row in rows}
