"""Raw lists in compact form: each distinct row once, and for each file which rows stand where.

The package ships one bundle, so that the whole history with its evidence is rebuilt offline; a home keeps another for
the files it has read, so that nothing is read twice. The bytes depend on the content alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from open287g.archive.workbooks.sheet import Line, Oddity
from open287g.core.files import replacing
from open287g.core.filling import create
from open287g.core.sql import literal, quoted
from open287g.record.reading.corpus import Corpus, Listing, Seen

if TYPE_CHECKING:
    from open287g.core.filling import Columns

SHIPPED = Path(__file__).parents[1] / "data" / "bundle"
# Raise it whenever the reader reads differently: a home's bundle of an older reader is then read anew.
READER = 6
_PAGE = "a page of ICE that links its lists"
_FILES = ("lines", "rows", "sheets", "seen")
_LINES = dict.fromkeys(Line._fields, "VARCHAR")
_ROWS = dict.fromkeys(("sheet", "row", "line"), "INTEGER")
_SEEN = {"name": "VARCHAR", "sha256": "VARCHAR", "source": "VARCHAR", "captured_at": "TIMESTAMP"}
_SHEETS = {
    "reader": "INTEGER",
    "sha256": "VARCHAR",
    "unreadable": "VARCHAR",
    "columns": "VARCHAR",
    "hidden_rows": "INTEGER",
    "modified_at": "TIMESTAMP",
    "oddities": "VARCHAR",
}
_GROUP = 10_000_000
Engine = duckdb.DuckDBPyConnection


TIGHT, QUICK = 19, 3
"""How hard a bundle is pressed: one that is shipped, and one that a home writes again with each new file."""


def write_bundle(corpus: Corpus, folder: Path, pressed: int = TIGHT, engine: Engine | None = None) -> None:
    """Write `corpus` into `folder` as four Parquet files, the table of files last: it alone makes the rest count."""
    corpus.sort()
    listings = list(corpus.listings.values())
    counts = [len(listing.rows) for listing in listings]
    rows = {
        "sheet": np.repeat(np.arange(len(listings), dtype=np.int32), counts),
        "row": np.concatenate([np.empty(0, np.int32), *(listing.rows for listing in listings)]),
        "line": np.concatenate([np.empty(0, np.int32), *(listing.lines for listing in listings)]),
    }
    seen = [(s.name, s.sha256, s.source, s.captured_at) for s in corpus.seen]
    with _using(engine) as con:
        write = partial(_write, con, pressed)
        write(folder / "lines.parquet", _LINES, corpus.lines)
        write(folder / "rows.parquet", _ROWS, rows)
        write(folder / "seen.parquet", _SEEN, seen)
        write(folder / "sheets.parquet", _SHEETS, list(_sheets(corpus)))


def _sheets(corpus: Corpus) -> Iterator[tuple[Any, ...]]:
    for sha, x in corpus.listings.items():
        yield READER, sha, None, " ".join(x.columns), x.hidden_rows, x.modified_at, json.dumps(x.oddities)
    for sha, why in sorted(corpus.unreadable.items()):
        yield READER, sha, why, None, None, None, None
    for sha in sorted(corpus.pages):
        yield READER, sha, _PAGE, None, None, None, None


def read_bundle(folder: Path, engine: Engine | None = None) -> Corpus:
    """The corpus in `folder`; an empty one where there is none, or one that an older reader wrote."""
    if not all((folder / f"{name}.parquet").exists() for name in _FILES):
        return Corpus()
    with _using(engine) as con:
        sheets = con.execute(_read(folder / "sheets.parquet", _SHEETS)).fetchall()
        if any(reader != READER for reader, *_ in sheets):
            return Corpus()
        lines = con.execute(_read(folder / "lines.parquet", _LINES)).fetchall()
        rows = con.execute(_read(folder / "rows.parquet", _ROWS)).fetchnumpy()
        seen = con.execute(_read(folder / "seen.parquet", _SEEN)).fetchall()
    corpus = Corpus(lines=list(map(Line._make, lines)))
    ends = np.searchsorted(rows["sheet"], np.arange(len(sheets) + 1))
    for i, (_, sha256, unreadable, columns, hidden_rows, modified_at, oddities) in enumerate(sheets):
        if unreadable == _PAGE:
            corpus.pages.add(sha256)
        elif unreadable is not None:
            corpus.unreadable[sha256] = unreadable
        else:
            corpus.listings[sha256] = Listing(
                tuple(columns.split()),
                rows["row"][ends[i] : ends[i + 1]],
                rows["line"][ends[i] : ends[i + 1]],
                hidden_rows,
                modified_at,
                tuple(Oddity(*odd) for odd in json.loads(oddities)),
            )
    corpus.saw([Seen(*one) for one in seen])
    return corpus


def open_engine() -> Engine:
    """An engine for all the bundles of a build, for opening one takes as long as reading.

    One thread: the bytes of a file depend on its content alone, and its parts are too small to share.
    """
    return duckdb.connect(config={"threads": 1})


def _using(engine: Engine | None) -> Engine:
    """What is closed after use: of an engine that is open, another way in."""
    return open_engine() if engine is None else engine.cursor()


def _write(
    con: Engine,
    pressed: int,
    target: Path,
    types: dict[str, str],
    given: Sequence[Sequence[Any]] | Columns,
) -> None:
    """A Parquet file in one group of rows, which a few hundred lists press best."""
    with replacing(target) as scratch:
        create(con, "given", types, given)
        how = f"format parquet, compression zstd, compression_level {pressed}, row_group_size {_GROUP}"
        con.execute(f"COPY given TO {literal(scratch)} ({how}); DROP TABLE given")


def _read(path: Path, types: dict[str, str]) -> str:
    return f"SELECT {', '.join(map(quoted, types))} FROM read_parquet({literal(path)})"


def differences(one: Corpus, other: Corpus) -> Iterator[str]:
    """How two corpora differ, a line a file; nothing if they hold the same."""
    for sha in sorted(
        {*one.listings, *one.unreadable, *one.pages} ^ {*other.listings, *other.unreadable, *other.pages}
    ):
        yield f"file {sha} is in one only"
    for sha in sorted(one.listings.keys() & other.listings.keys()):
        if _content(one, sha) != _content(other, sha):
            yield f"file {sha} reads differently"
    for seen in sorted({*one.seen} ^ {*other.seen}, key=str):
        yield f"{seen.name} ({seen.sha256}) is seen in one only"


def _content(corpus: Corpus, sha: str) -> tuple[object, ...]:
    x = corpus.listings[sha]
    rows = [(int(row), corpus.lines[line]) for row, line in zip(x.rows, x.lines, strict=True)]
    return x.columns, rows, x.hidden_rows, x.modified_at, x.oddities
