"""CSV of a release, packed or not: its encoding, delimiter and header found, its rows split by DuckDB in a stream."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb

from open287g.activity.releases.header import WITHIN, Header, find_header
from open287g.core.errors import InputError
from open287g.core.files import reason
from open287g.core.sql import literal, number, quoted

ENDINGS = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
_REMEDY = "Name a release: one row a record, in tens of columns."
_DELIMITERS = ",|\t;"
_HEAD = 1 << 18
_MOST_COLUMNS = 10_000


class Text(NamedTuple):
    """How a text file is written, and its header."""

    path: Path
    encoding: str
    delimiter: str
    header: Header


def look_at(path: Path) -> Text | None:
    """How the file is written; None where its first rows hold no header of a release. Reads 256 KiB at most.

    Raises InputError where a row is longer than that, or has more columns than any release could.
    """
    content = _first(path)
    if len(content) == _HEAD and len(content.splitlines()) == 1:
        raise InputError("its first row is longer than 256 KiB", str(path), _REMEDY)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = content.decode(encoding, errors="replace").lstrip("\ufeff")
    best: Text | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), WITHIN))
        except csv.Error:
            continue
        header = find_header(rows)
        if header is not None and len(header.names) > _MOST_COLUMNS:
            raise InputError(f"its header has more than {_MOST_COLUMNS:,} columns", str(path), _REMEDY)
        if header is not None and (best is None or len(header.names) > len(best.header.names)):
            best = Text(path, encoding, delimiter, header)
    return best


def store_text(con: duckdb.DuckDBPyConnection, text: Text, table: str, wanted: list[str], row: str) -> int:
    """Make `table` of the `wanted` columns and `row`, the record's number from 1; gives how many rows cannot be split.

    A file that is not UTF-8 is read as Latin-1. Raises InputError where it is cut short or damaged.
    """
    for encoding in dict.fromkeys((text.encoding, "latin-1")):
        try:
            con.execute(_sql(text, encoding, table, wanted, row))
        except duckdb.Error as error:
            remedy = "Fetch it again: it is damaged or was cut short."
            raise InputError(f"the file cannot be read to its end: {reason(error)}", str(text.path), remedy) from error
        broken = number(con, f"select count(*) from rejects_{table} where error_type = 'INVALID ENCODING'")
        if not broken:
            break
        con.execute(f"drop table rejects_{table}; drop table scans_{table}")
    return number(con, f"select count(distinct line) from rejects_{table}")


def _sql(text: Text, encoding: str, table: str, wanted: list[str], row: str) -> str:
    names = text.header.names
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(_width(text)))
    options = (
        f"delim = {literal(text.delimiter)}, quote = '\"', escape = '\"', header = false, auto_detect = false, "
        f"skip = {text.header.last + 1}, columns = {{{columns}}}, encoding = {literal(encoding)}, "
        f"store_rejects = true, rejects_table = 'rejects_{table}', rejects_scan = 'scans_{table}'"
    )
    cells = ", ".join(f"c{names[name]} as {quoted(name)}" for name in wanted)
    return (
        f"create or replace table {table} as select {cells}, "
        f"row_number() over () + {text.header.last + 1} as {row} from read_csv({literal(text.path)}, {options})"
    )


def _width(text: Text) -> int:
    """Columns of a data row: as many as the header row has cells, empty ones at its end too."""
    head = io.StringIO(_first(text.path).decode(text.encoding, errors="replace").lstrip("\ufeff"), newline="")
    rows = islice(csv.reader(head, delimiter=text.delimiter), text.header.first, text.header.last + 1)
    return max(len(cells) for cells in rows)


def _first(path: Path) -> bytes:
    opener = gzip.open if path.name.lower().endswith(".gz") else Path.open
    try:
        with opener(path, "rb") as stream:
            content: bytes = stream.read(_HEAD)
    except EOFError:
        content = b""
    except (OSError, zlib.error) as error:
        raise InputError(f"it cannot be read: {reason(error)}", str(path), "Fetch it again.") from error
    if not content.strip():
        raise InputError("the file is empty or cut short", str(path), "Fetch it again.")
    return content
