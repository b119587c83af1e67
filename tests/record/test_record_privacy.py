"""No mailbox and no wrapper that holds one stands anywhere in what the package ships or the record says."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa

from open287g.record.asking.export import export
from open287g.record.asking.record import Record
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.tables.catalog import TABLES

MAILBOX = re.compile(r"[\w.+-]+(?:@|%40|%2540)[\w-]+\.\w+")


def _texts(column: pa.ChunkedArray) -> set[str]:
    return {str(value) for value in column.to_pylist() if value is not None}


def test_no_mailbox_stands_in_any_table(record: Record) -> None:
    looked = 0
    for table in TABLES:
        data = record.table(table.name)
        for name in data.column_names:
            for text in _texts(data[name]):
                looked += 1
                assert not MAILBOX.search(text), (table.name, name, text)
    assert looked > 20_000


def test_no_mailbox_stands_in_the_bundle() -> None:
    corpus = read_bundle(SHIPPED)
    texts = [cell for line in corpus.lines for cell in line]
    texts += [odd.value for listing in corpus.listings.values() for odd in listing.oddities]
    texts += [text for seen in corpus.seen for text in (seen.name, seen.source)]
    assert len(texts) > 50_000
    for text in texts:
        assert not MAILBOX.search(text), text
        assert "safelinks" not in text


def test_no_mailbox_stands_in_any_exported_file(record: Record, tmp_path: Path) -> None:
    files = export(record, tmp_path / "out")
    for path in files:
        if path.suffix in (".csv", ".json"):
            found = MAILBOX.search(path.read_text(encoding="utf-8"))
            assert not found, (path.name, found)
    assert len(files) > 30


def test_no_column_is_meant_for_persons_met() -> None:
    names = {column.name for table in TABLES for column in table.columns}
    for word in ("birth", "alien", "a_number", "person", "detainee", "address", "phone"):
        assert not [name for name in names if word in name]
