"""One kind of table, and one map of its types."""

from __future__ import annotations

import duckdb
import ibis
import pyarrow as pa
import pytest

from open287g.core.table import TYPES, Column, Table, arrow_type


@pytest.mark.parametrize("name", TYPES)
def test_duckdb_arrow_and_ibis_agree_on_every_type(name: str) -> None:
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        column = con.sql(f"select cast(null as {name}) as x").to_arrow_table()
        assert column.schema.field("x").type == arrow_type(name)
        con.register("incoming", pa.table({"x": pa.array([None], arrow_type(name))}))
        assert str(con.sql("from incoming").types[0]) == name
    assert ibis.dtype(TYPES[name].ibis).to_pyarrow() == arrow_type(name)


def test_few_values_are_said_to_the_data_package() -> None:
    column = Column("model", "VARCHAR", "The model.", ("JEM", "WSO"))
    assert column.frictionless()["constraints"] == {"enum": ["JEM", "WSO"]}
    assert "constraints" not in Column("row", "INTEGER", "The row.").frictionless()


def test_a_column_is_found_by_its_name() -> None:
    table = Table("t", "One.", ("a",), (Column("a", "DATE", "A day."),))
    assert table.column("a").kind.words == "day"
    with pytest.raises(KeyError, match="t has no column b"):
        table.column("b")
