"""The facts of documents that the package ships: fields, template, clauses and differences, never their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from open287g.core.bundled import read_table, read_table_at
from open287g.core.cells import csv_text
from open287g.core.folders import rewriting_folder
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.field import FIELDS, Field
from open287g.documents.library.reader_version import reader_version

TABLES: dict[str, tuple[str, ...]] = {
    "documents": ("sha256", "file", "model", "edition", "revision", "similarity", "pages", "text", *FIELDS),
    "confidence": ("sha256", "field", "page", "method", "confidence", "disputed"),
    "clauses": ("sha256", "section", "page", "page_end", "found"),
    "differences": ("sha256", "kind", "what", "section", "page", "page_end", "words", "missing", "like", "confidence"),
}
"""The tables and their columns. `words` and `missing` are counts."""
_READER = "reader.csv"


def tables(documents: Iterable[AgreementDocument]) -> dict[str, list[tuple[Any, ...]]]:
    """The facts of `documents`, in the order of their hashes."""
    out: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for document in sorted({r.sha256: r for r in documents}.values(), key=lambda r: r.sha256):
        sha, identity = document.sha256, document.identity
        sources = [page.text_from for page in document.pages]
        text = " ".join(
            f"{name}:{sources.count(name)}" for name in ("layer", "decoded", "ocr", "none") if name in sources
        )
        out["documents"].append(
            (
                *(sha, document.file, identity.model, identity.edition, identity.revision, f"{identity.share:.3f}"),
                *(len(document.pages), text, *(_value(document.fields[name]) for name in FIELDS)),
            )
        )
        out["confidence"] += [
            _confidence(sha, name, document.fields[name]) for name in FIELDS if document.fields[name].page
        ]
        out["clauses"] += [(sha, c.section, c.page, c.page_end, f"{c.found:.2f}") for c in document.clauses]
        out["differences"] += [
            (sha, d.kind, d.what, d.section, d.page, d.page_end, len(d.words.split()), d.missing, d.like, d.confidence)
            for d in document.differences
        ]
    return out


def pack(documents: Iterable[AgreementDocument], folder: Path) -> dict[str, int]:
    """Write the facts of `documents` as CSV files under `folder`, all at once; the number of rows of each."""
    facts = tables(documents)
    with rewriting_folder(folder, [*(f"{name}.csv" for name in TABLES), _READER]) as scratch:
        for name, rows in facts.items():
            (scratch / f"{name}.csv").write_bytes(csv_text(TABLES[name], rows).encode())
        (scratch / _READER).write_bytes(csv_text(["version"], [[reader_version()]]).encode())
    return {name: len(rows) for name, rows in facts.items()}


def read_by() -> str:
    """The version of the reader (`reader_version`) that the shipped facts are of; another may read more, or else."""
    (row,) = read_table(f"documents/data/facts/{_READER}")
    return row["version"]


def shipped(folder: Path | None = None) -> dict[str, list[dict[str, str]]]:
    """The facts the package ships, as rows by table."""
    if folder is not None:
        return {name: list(read_table_at(folder / f"{name}.csv")) for name in TABLES}
    return {name: list(read_table(f"documents/data/facts/{name}.csv")) for name in TABLES}


def _value(field: Field) -> str:
    if isinstance(field.value, tuple):
        return "; ".join(item or "unknown" for item in field.value)
    return field.value or ""


def _confidence(sha: str, name: str, field: Field) -> tuple[Any, ...]:
    return sha, name, field.page, field.method, f"{field.confidence:.2f}", "yes" if field.disputed else ""
