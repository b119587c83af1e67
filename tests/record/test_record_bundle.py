"""The bundle of lists: the same bytes from the same content, and one that PyArrow wrote is read as ever."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from open287g.record.reading.bundle import QUICK, SHIPPED, TIGHT, differences, read_bundle, write_bundle

FILES = ("lines", "rows", "sheets", "seen")


def test_what_was_read_is_written_with_the_bytes_it_was_read_from(tmp_path: Path) -> None:
    corpus = read_bundle(SHIPPED)
    write_bundle(corpus, tmp_path, TIGHT)
    for name in FILES:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (SHIPPED / f"{name}.parquet").read_bytes(), name
    write_bundle(corpus, tmp_path, QUICK)
    assert list(differences(read_bundle(tmp_path), corpus)) == []


def test_a_bundle_that_pyarrow_wrote_is_read(tmp_path: Path) -> None:
    delta = {"use_dictionary": False, "column_encoding": "DELTA_BINARY_PACKED"}
    for name in FILES:
        table: pa.Table = pq.read_table(SHIPPED / f"{name}.parquet")
        options = delta if name == "rows" else {}
        pq.write_table(table, tmp_path / f"{name}.parquet", compression="zstd", **options)
    old, new = read_bundle(tmp_path), read_bundle(SHIPPED)
    assert list(differences(old, new)) == []
    assert (old.lines, old.seen, old.pages, old.unreadable) == (new.lines, new.seen, new.pages, new.unreadable)


def test_every_column_has_its_type_and_rows_stand_in_one_group() -> None:
    for name in FILES:
        at = str(SHIPPED / f"{name}.parquet")
        types = {str(kind) for kind in duckdb.read_parquet(at).types}
        assert types <= {"VARCHAR", "INTEGER", "TIMESTAMP"}, name
        assert pq.read_metadata(at).num_row_groups == 1
