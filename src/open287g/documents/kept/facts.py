"""The facts of documents that the package ships: fields, template, clauses and differences, never their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from open287g.core.bundled import read_table, read_table_at
from open287g.core.cells import cell_text, csv_text
from open287g.core.files import write_atomic
from open287g.documents.findings.fields import FIELDS, Field
from open287g.documents.read import Reading

TABLES: dict[str, tuple[str, ...]] = {
    "documents": ("sha256", "file", "model", "edition", "revision", "similarity", "pages", "text", *FIELDS),
    "confidence": ("sha256", "field", "page", "method", "confidence", "disputed"),
    "clauses": ("sha256", "section", "page", "page_end", "found"),
    "differences": ("sha256", "kind", "what", "section", "page", "page_end", "words", "missing", "like", "confidence"),
}
"""The tables and their columns. `words` and `missing` are counts."""


def tables(readings: Iterable[Reading]) -> dict[str, list[tuple[Any, ...]]]:
    """The facts of `readings`, in the order of their hashes."""
    out: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for reading in sorted({r.sha256: r for r in readings}.values(), key=lambda r: r.sha256):
        sha, identity = reading.sha256, reading.identity
        sources = [page.text_from for page in reading.pages]
        text = " ".join(
            f"{name}:{sources.count(name)}" for name in ("layer", "decoded", "ocr", "none") if name in sources
        )
        out["documents"].append(
            (
                *(sha, reading.file, identity.model, identity.edition, identity.revision, f"{identity.share:.3f}"),
                *(len(reading.pages), text, *(_value(reading.fields[name]) for name in FIELDS)),
            )
        )
        out["confidence"] += [
            _confidence(sha, name, reading.fields[name]) for name in FIELDS if reading.fields[name].page
        ]
        out["clauses"] += [(sha, c.section, c.page, c.page_end, f"{c.found:.2f}") for c in reading.clauses]
        out["differences"] += [
            (sha, d.kind, d.what, d.section, d.page, d.page_end, len(d.words.split()), d.missing, d.like, d.confidence)
            for d in reading.differences
        ]
    return out


def pack(readings: Iterable[Reading], folder: Path) -> dict[str, int]:
    """Write the facts of `readings` as CSV files under `folder`; the number of rows of each."""
    found = tables(readings)
    for name, rows in found.items():
        write_atomic(folder / f"{name}.csv", csv_text(TABLES[name], rows).encode())
    return {name: len(rows) for name, rows in found.items()}


def shipped(folder: Path | None = None) -> dict[str, tuple[dict[str, str], ...]]:
    """The facts the package ships, as rows by table."""
    if folder is None:
        return {name: read_table(f"documents/data/facts/{name}.csv", columns) for name, columns in TABLES.items()}
    return {name: read_table_at(folder / f"{name}.csv") for name in TABLES}


def _value(field: Field) -> str:
    return cell_text(field.value)


def _confidence(sha: str, name: str, field: Field) -> tuple[Any, ...]:
    return sha, name, field.page, field.method, f"{field.confidence:.2f}", "yes" if field.disputed else ""


def of_file(name: str, folder: Path | None = None) -> dict[str, Any] | None:
    """The shipped facts of the document that the record's `moa_file` names; None when it is not among them.

    Keys: those of the table `documents`, and `clauses`, `differences`, `confidence` with their rows.
    """
    return _by_name(folder).get(_key(name))


@cache
def _by_name(folder: Path | None) -> dict[str, dict[str, Any]]:
    found = shipped(folder)
    parts = [name for name in TABLES if name != "documents"]
    return {
        _key(row["file"]): {**row, **{n: [r for r in found[n] if r["sha256"] == row["sha256"]] for n in parts}}
        for row in found["documents"]
    }


def _key(name: str) -> str:
    return unquote(name).strip().lower()
