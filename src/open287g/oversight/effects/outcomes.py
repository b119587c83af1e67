"""A panel of outcomes: one row a unit and period, and one number to explain."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from open287g.activity.log.privacy import heading, plain_name
from open287g.core.errors import InputError

_UNITS = ("unit", "fips", "county_fips", "agency_id", "county", "state", "countyreal", "id")
_TIMES = ("period", "month", "year", "time", "date")
_MONTH = re.compile(r"^\s*(\d{4})-(\d{1,2})(-\d{1,2})?")
_SHOWN = 20


@dataclass(frozen=True)
class Panel:
    """`rows` have unit (text), time (months or years, counted from 0) and outcome; `time_unit` is month or year."""

    rows: pd.DataFrame
    outcome: str
    time_unit: str
    dropped: int

    def period(self, time: int) -> str:
        """A period as people write it."""
        return f"{time // 12}-{time % 12 + 1:02d}" if self.time_unit == "month" else str(time)


def read_panel(path: Path, outcome: str, time_unit: str) -> Panel:
    """The panel at `path`. Raises InputError where it is none: a column lacks, a unit has a period twice."""
    table = read_table(path)
    names = {plain_name(column): column for column in table.columns}
    unit, time = (_first(path, names, known) for known in (_UNITS, _TIMES))
    numbers = [
        column for column in table.columns if column not in (unit, time) and _numbers(table[column]).notna().any()
    ]
    if outcome and outcome not in table.columns:
        raise InputError("it has no such column", f"{path}, {outcome}", f"It has: {_told(table.columns)}.")
    if not outcome and len(numbers) != 1:
        raise InputError(f"it has {len(numbers)} columns of numbers", str(path), "Name the one to explain: --outcome")
    outcome = outcome or numbers[0]
    rows = pd.DataFrame(
        {
            "unit": units_of(table[unit], unit),
            "time": period_numbers(table[time], time_unit),
            "outcome": _numbers(table[outcome]),
        }
    )
    whole = rows.dropna().astype({"time": int})
    whole = whole[whole["outcome"].abs() < float("inf")]
    if whole.empty:
        raise InputError(
            "no row has a unit, a period and a number", str(path), f"Write periods as {form_of(time_unit)}."
        )
    twice = whole[whole.duplicated(["unit", "time"])]
    if len(twice):
        where = f"{path}, row {int(twice.index[0]) + 2}"
        raise InputError("a unit has this period twice", where, "Give one row a unit and period.")
    return Panel(whole.reset_index(drop=True), outcome, time_unit, len(rows) - len(whole))


def read_table(path: Path) -> pd.DataFrame:
    """A CSV (all as text) or Parquet file. Raises InputError where it is neither."""
    if not path.is_file():
        raise InputError("there is no such file", str(path), "Name a CSV in UTF-8 or a Parquet file.")
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_csv(path, dtype=str, encoding="utf-8-sig", index_col=False, on_bad_lines="error")
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise InputError("it cannot be read as a table", str(path), "Name a CSV in UTF-8 or a Parquet file.") from error


def _numbers(column: pd.Series) -> pd.Series:
    """Numbers, with a comma before each three digits or without; missing where a cell tells none."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    text = column.astype("string").str.strip()
    grouped = text.str.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?").fillna(False)
    return pd.to_numeric(text.where(~grouped, text.str.replace(",", "")), errors="coerce").astype(float)


def period_numbers(column: pd.Series, time_unit: str) -> pd.Series:
    """Months as year times 12 plus month less 1, or years; missing where a cell tells neither."""

    def of(cell: object) -> float | None:
        text = str(cell)
        month = _MONTH.match(text)
        if time_unit == "month":
            return int(month[1]) * 12 + int(month[2]) - 1 if month and 1 <= int(month[2]) <= 12 else None
        year = re.match(r"^\s*(\d{4})(\D|$)", text)
        return int(year[1]) if year else None

    return column.map(of)


def units_of(column: pd.Series, name: str) -> pd.Series:
    """Units as text; counties with the zeros that a spreadsheet drops."""
    text = column.astype("string").str.strip().str.replace(r"\.0$", "", regex=True)
    if plain_name(name) in ("fips", "county_fips", "countyreal"):
        text = text.str.zfill(5)
    return text


def _told(columns: pd.Index) -> str:
    """The names of columns; the places of those that look like values, as those of a file without a header do."""
    return ", ".join(heading(str(name), place, _UNITS + _TIMES) for place, name in enumerate(columns[:_SHOWN], 1))


def _first(path: Path, names: dict[str, str], known: tuple[str, ...]) -> str:
    for name in known:
        if name in names:
            return names[name]
    raise InputError(f"no column is named {' or '.join(known)}", f"{path}, header", "Name one of its columns so.")


def form_of(time_unit: str) -> str:
    """How a period is written."""
    return "YYYY-MM" if time_unit == "month" else "YYYY"
