"""Rows made here as a table of DuckDB: whole columns go in at once, which it reads where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from open287g.core.sql import quoted

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import numpy.typing as npt

    Columns = Mapping[str, npt.NDArray[Any]]


def create(
    con: duckdb.DuckDBPyConnection, table: str, types: Mapping[str, str], given: Sequence[Sequence[Any]] | Columns
) -> int:
    """Make `table` of columns with these DuckDB `types`, fill it in the order given, and say how many rows it has.

    `given` are rows with a value for each column, or columns by name: arrays of one length. None is null. Raises
    duckdb.Error where a value does not fit its type.
    """
    con.execute(f"CREATE TABLE {table} ({', '.join(f'{quoted(name)} {type}' for name, type in types.items())})")
    # DuckDB finds it by its name, which costs less than to register it.
    columns_of_rows_given = dict(given) if isinstance(given, Mapping) else _columns(list(types), given)
    con.execute(f"INSERT INTO {table} SELECT {', '.join(map(quoted, types))} FROM columns_of_rows_given")
    return len(columns_of_rows_given[next(iter(types))])


def _columns(names: list[str], rows: Sequence[Sequence[Any]]) -> dict[str, npt.NDArray[Any]]:
    values = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: objects(column) for name, column in zip(names, values, strict=True)}


def objects(values: Sequence[Any]) -> npt.NDArray[np.object_]:
    """Values of any kind as an array of one dimension, lists among them too."""
    import numpy as np

    return np.fromiter(values, np.object_, len(values))
