"""Raw lists in compact form: each distinct row once, and for each file which rows stand where.

The package ships one bundle, so that the whole history with its evidence is rebuilt offline; a home keeps another for
the files it has read, so that nothing is read twice. The bytes depend on the content alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from open287g.archive.workbooks.sheet import Line, Oddity
from open287g.core.files import replacing
from open287g.record.reading.corpus import Corpus, Listing, Seen

SHIPPED = Path(__file__).parents[1] / "data" / "bundle"
# Raise it whenever the reader reads differently: a home's bundle of an older reader is then read anew.
READER = 4
_PAGE = "a page of ICE that links its lists"
_FILES = ("lines", "rows", "sheets", "seen")


TIGHT, QUICK = 19, 3
"""How hard a bundle is pressed: one that is shipped, and one that a home writes again with each new file."""


def write_bundle(corpus: Corpus, folder: Path, pressed: int = TIGHT) -> None:
    """Write `corpus` into `folder` as four Parquet files, the table of files last: it alone makes the rest count."""
    corpus.sort()
    order = list(corpus.listings)
    listings = [corpus.listings[sha] for sha in order]
    columns: dict[str, Any] = {name: [line[i] for line in corpus.lines] for i, name in enumerate(Line._fields)}
    _write(folder / "lines.parquet", columns, pressed)
    counts = [len(listing.rows) for listing in listings]
    rows = {
        "sheet": np.repeat(np.arange(len(order), dtype=np.int32), counts),
        "row": np.concatenate([np.empty(0, np.int32), *(listing.rows for listing in listings)]),
        "line": np.concatenate([np.empty(0, np.int32), *(listing.lines for listing in listings)]),
    }
    _write(folder / "rows.parquet", rows, pressed, delta=True)
    seen = {
        "name": [s.name for s in corpus.seen],
        "sha256": [s.sha256 for s in corpus.seen],
        "source": [s.source for s in corpus.seen],
        "captured_at": pa.array([s.captured_at for s in corpus.seen], pa.timestamp("us")),
    }
    _write(folder / "seen.parquet", seen, pressed)
    _write(folder / "sheets.parquet", _sheet_columns(corpus, listings), pressed)


def _sheet_columns(corpus: Corpus, listings: list[Listing]) -> dict[str, Any]:
    bad, pages = sorted(corpus.unreadable), sorted(corpus.pages)
    none = [None] * (len(bad) + len(pages))
    why = [*([None] * len(listings)), *(corpus.unreadable[sha] for sha in bad), *([_PAGE] * len(pages))]
    return {
        "reader": pa.array([READER] * len(why), pa.int32()),
        "sha256": [*corpus.listings, *bad, *pages],
        "unreadable": pa.array(why, pa.string()),
        "columns": pa.array([" ".join(x.columns) for x in listings] + none, pa.string()),
        "hidden_rows": pa.array([x.hidden_rows for x in listings] + none, pa.int32()),
        "modified_at": pa.array([x.modified_at for x in listings] + none, pa.timestamp("us")),
        "oddities": pa.array([json.dumps(x.oddities) for x in listings] + none, pa.string()),
    }


def read_bundle(folder: Path) -> Corpus:
    """The corpus in `folder`; an empty one where there is none, or one that an older reader wrote."""
    if not all((folder / f"{name}.parquet").exists() for name in _FILES):
        return Corpus()
    sheets = _read(folder / "sheets.parquet").to_pylist()
    if any(sheet["reader"] != READER for sheet in sheets):
        return Corpus()
    lines = _read(folder / "lines.parquet")
    corpus = Corpus(lines=list(map(Line, *(lines.column(name).to_pylist() for name in Line._fields))))
    rows = _read(folder / "rows.parquet")
    ends = np.searchsorted(rows.column("sheet").to_numpy(), np.arange(len(sheets) + 1))
    row, line = rows.column("row").to_numpy(), rows.column("line").to_numpy()
    for i, sheet in enumerate(sheets):
        if sheet["unreadable"] == _PAGE:
            corpus.pages.add(sheet["sha256"])
            continue
        if sheet["unreadable"] is not None:
            corpus.unreadable[sheet["sha256"]] = sheet["unreadable"]
            continue
        corpus.listings[sheet["sha256"]] = Listing(
            tuple(sheet["columns"].split()),
            row[ends[i] : ends[i + 1]],
            line[ends[i] : ends[i + 1]],
            sheet["hidden_rows"],
            sheet["modified_at"],
            tuple(Oddity(*odd) for odd in json.loads(sheet["oddities"])),
        )
    corpus.saw([Seen(**seen) for seen in _read(folder / "seen.parquet").to_pylist()])
    return corpus


def _write(target: Path, columns: dict[str, Any], pressed: int, *, delta: bool = False) -> None:
    options: dict[str, Any] = {"use_dictionary": False, "column_encoding": "DELTA_BINARY_PACKED"} if delta else {}
    with replacing(target) as scratch:
        pq.write_table(pa.table(columns), scratch, compression="zstd", compression_level=pressed, **options)


def _read(path: Path) -> pa.Table:
    return pq.read_table(path, use_threads=False)


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
