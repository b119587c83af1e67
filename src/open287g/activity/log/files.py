"""The files of a log: what is in a folder, how each is written, which header tells which column."""

from __future__ import annotations

import codecs
import gzip
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from open287g.activity.log import workbooks
from open287g.activity.log.columns import Schema
from open287g.activity.log.folder import inside, told_within
from open287g.activity.log.privacy import heading, identifies, plain_name, shown
from open287g.core.errors import InputError, Open287gError, raise_together
from open287g.core.files import reason
from open287g.core.sql import literal

_CSV = (".csv", ".csv.gz", ".tsv", ".txt")
_HEADER_BYTES = 1 << 20


class NoLogError(InputError):
    """A file that is no log of this table, by its ending or by its columns."""


@dataclass(frozen=True)
class Source:
    """One file. `headers` maps our column names to the file's, `types` ours to SQL types; the others are not read."""

    path: Path
    scan: str
    headers: dict[str, str]
    types: dict[str, str]
    hashed: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def is_csv(self) -> bool:
        """Whether the file is text, where a row can be cut or have too many cells."""
        return not self.scan.startswith("read_parquet")


def find_sources(
    con: duckdb.DuckDBPyConnection, path: Path, schema: Schema, scratch: Path, hash_columns: bool = False
) -> list[Source]:
    """The files at `path` (one file, or every file of a folder), each with its columns recognized.

    Text in UTF-16, as spreadsheets save it, and workbooks are written again as CSV in UTF-8 into the folder `scratch`.
    Raises InputError, which names every file that cannot be used.
    """
    sources: list[Source] = []
    refused: list[Open287gError] = []
    for one in inside(path).read:
        try:
            sources.append(_source(con, one, schema, scratch, hash_columns))
        except NoLogError as error:
            refused.append(told_within(error, one, path))
        except InputError as error:
            refused.append(error)
    raise_together(refused)
    _same_none_columns(sources, schema)
    return sources


def _source(con: duckdb.DuckDBPyConnection, path: Path, schema: Schema, scratch: Path, hash_columns: bool) -> Source:
    name = path.name.lower()
    if name.endswith(".parquet"):
        scan, types = _parquet(con, path)
    elif name.endswith(_CSV):
        scan, types = _csv(path, scratch)
    elif name.endswith(workbooks.ENDINGS):
        scan, types = _workbook(path, schema, scratch)
    else:
        raise NoLogError(
            "neither CSV nor Excel nor Parquet",
            where=str(path),
            remedy="Name .csv, .csv.gz, .tsv, .xlsx or .parquet files, or a folder that holds nothing else.",
        )
    headers = _recognize(path, list(types), schema)
    told = {name: heading(name, place, schema.columns) for place, name in enumerate(types, 1)}
    others = [one for one in types if one not in headers.values()]
    personal = [one for one in others if identifies(one)]
    if personal and not hash_columns:
        raise InputError(
            f"columns that would identify persons: {', '.join(told[one] for one in personal)}",
            where=str(path),
            remedy="Remove them, or pass --hash-columns to keep only a keyed hash of subject_ref and drop the rest.",
        )
    sql_types = {ours: types[theirs] for ours, theirs in headers.items()}
    hashed, ignored = ([told[one] for one in others if (one in personal) is which] for which in (True, False))
    return Source(path, scan, headers, sql_types, tuple(hashed), tuple(ignored))


def _parquet(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, dict[str, str]]:
    scan = f"read_parquet({literal(str(path))}, file_row_number = true)"
    try:
        relation = con.sql(f"select * exclude (file_row_number) from {scan} limit 0")
    except duckdb.Error as error:
        raise InputError(f"not a Parquet file: {reason(error)}", where=str(path)) from error
    return scan, {name: str(type_) for name, type_ in zip(relation.columns, relation.types, strict=True)}


def _workbook(path: Path, schema: Schema, scratch: Path) -> tuple[str, dict[str, str]]:
    target = scratch / f"sheet-{len(list(scratch.glob('sheet-*')))}.csv"
    workbooks.as_csv(path, schema, target)
    return _csv(target, scratch)


def _in_utf8(path: Path, scratch: Path) -> Path:
    """The file itself, or its text in UTF-8 where it begins with a mark of UTF-16."""
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rb") as stream:
        if stream.read(2) not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return path
    target = scratch / f"utf8-{len(list(scratch.glob('utf8-*')))}.csv"
    with opener(path, "rb") as stream, target.open("w", encoding="utf-8", newline="") as written:
        # A text stream, unlike a reader of codecs, refuses a character that the end of the file cuts.
        shutil.copyfileobj(io.TextIOWrapper(stream, encoding="utf-16", newline=""), written)
    return target


def _csv(path: Path, scratch: Path) -> tuple[str, dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    try:
        read = _in_utf8(path, scratch)
        opener = Path.open if read != path else opener
        with opener(read, "rb") as stream:
            line = stream.readline(_HEADER_BYTES)
        text = line.decode("utf-8-sig").strip("\r\n")
    except (UnicodeError, gzip.BadGzipFile, EOFError) as error:
        raise InputError(
            f"not text in UTF-8 or UTF-16: {reason(error)}", where=str(path), remedy="Save the file as CSV UTF-8."
        ) from error
    if not text.strip() or "\0" in text:
        raise InputError(
            "the first line holds no column names", where=str(path), remedy="Start the file with a header row."
        )
    mark = max(",;\t", key=text.count)
    # A comma at the end of each line makes a column without a name, which the engine cannot take.
    names = [cell.strip().strip('"') or f"column {place}" for place, cell in enumerate(text.split(mark), 1)]
    doubled = {name for name in names if [one.lower() for one in names].count(name.lower()) > 1}
    if doubled:
        places = [heading(name, names.index(name) + 1) for name in sorted(doubled)]
        raise InputError(f"a column stands twice: {', '.join(places)}", where=f"{path}, row 1", remedy="Keep one.")
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    marks = f"header = true, delim = {literal(mark)}, quote = '\"', escape = '\"', auto_detect = false"
    return f"read_csv({literal(str(read))}, {marks}, columns = {{{columns}}})", dict.fromkeys(names, "VARCHAR")


def _recognize(path: Path, found: list[str], schema: Schema) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name in found:
        ours = plain_name(name)
        if ours not in schema.columns:
            continue
        if ours in headers:
            raise InputError(
                f"two columns tell {ours}: {headers[ours]!r} and {name!r}", where=str(path), remedy="Keep one."
            )
        headers[ours] = name
    needed = [fact for fact in schema.columns.values() if fact.required and fact.instead not in headers]
    missing = [fact.name for fact in needed if fact.name not in headers]
    if missing:
        raise NoLogError(
            f"no column {', '.join(missing)}; the file has {shown(found, schema.columns)}",
            where=f"{path}, header",
            remedy=f"The columns of {schema.table} are listed by: open287g activity schema",
        )
    return headers


def _same_none_columns(sources: list[Source], schema: Schema) -> None:
    """An empty cell of these columns means "none", an absent column means "unknown": files of one table must agree."""
    for name in sorted(schema.empty_means_none):
        holders = [source for source in sources if name in source.headers]
        if holders and len(holders) < len(sources):
            lacking = next(source for source in sources if name not in source.headers)
            raise InputError(
                f"no column {name}, which {holders[0].path.name} has; empty there means none, absent means unknown",
                where=str(lacking.path),
                remedy="Give every file of the folder the column, or none of them.",
            )
