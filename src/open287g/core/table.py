"""One kind of table: what a row is, its columns, and what the type of a column is called by each program that reads it.

From one `Table` come the database, the CSV and Parquet files, the data package, the API's models and the dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from open287g.core.extras import extra

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Type:
    """What a type is called: `arrow` as PyArrow's alias, `ibis`, `frictionless` in a data package, `words` by people.

    `python` is what a value is in Python. A list is a list of texts; CSV holds it as one text, joined by "; ".
    """

    arrow: str
    ibis: str
    frictionless: str
    words: str
    python: Any


TYPES: dict[str, Type] = {
    "VARCHAR": Type("string", "string", "string", "text", str),
    "INTEGER": Type("int32", "int32", "integer", "whole number", int),
    "BIGINT": Type("int64", "int64", "integer", "whole number", int),
    "DOUBLE": Type("float64", "float64", "number", "number", float),
    "BOOLEAN": Type("bool", "boolean", "boolean", "true or false", bool),
    "DATE": Type("date32", "date", "date", "day", date),
    "TIMESTAMP": Type("timestamp[us]", "timestamp", "datetime", "time, UTC", datetime),
    "TIMESTAMP WITH TIME ZONE": Type("timestamp[us, tz=UTC]", "timestamp('UTC')", "datetime", "time, UTC", datetime),
    "VARCHAR[]": Type("list<string>", "array<string>", "string", "list of text", list[str]),
}
"""By the name of the type in DuckDB, which is how a column is declared."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its type (a key of TYPES) and what it says; `values` are all it may hold, where few."""

    name: str
    type: str
    description: str
    values: tuple[str, ...] = ()

    @property
    def kind(self) -> Type:
        """What its type is called elsewhere. Raises KeyError for a type that TYPES lacks."""
        return TYPES[self.type]

    def frictionless(self) -> dict[str, Any]:
        """The field of a data package."""
        told = {"name": self.name, "type": self.kind.frictionless, "description": self.description}
        return told | ({"constraints": {"enum": list(self.values)}} if self.values else {})


@dataclass(frozen=True)
class Table:
    """A table: what one row is, and its columns; `key` orders and identifies rows."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def types(self) -> dict[str, str]:
        """What DuckDB calls the type of each column, by its name."""
        return {column.name: column.type for column in self.columns}

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


def arrow_type(type: str) -> pa.DataType:
    """The PyArrow type of a key of TYPES."""
    with extra("arrow"):
        import pyarrow as pa

    alias: Any = TYPES[type].arrow
    named = {"list<string>": pa.list_(pa.string()), "timestamp[us, tz=UTC]": pa.timestamp("us", "UTC")}
    made: pa.DataType = named[alias] if alias in named else pa.type_for_alias(alias)
    return made
