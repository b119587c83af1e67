"""Memoranda of which a home holds more than the shipped facts: what was read of them, and their files."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from open287g.archive.store.archive import Archive
from open287g.core.files import sha256_of
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.field import FIELDS, Field
from open287g.documents.library.facts import TABLES, tables
from open287g.documents.library.library import Library
from open287g.documents.library.shipped import ShippedDocument, ShippedField, shipped_documents
from open287g.documents.listed import listed_from
from open287g.documents.with_record import with_record
from open287g.record.asking.loaded import LoadedRecord
from open287g.vocabulary.file_names import file_key

_KEY = re.compile(r"[0-9a-f]{12}\Z")


def held_document(home: Path | None, key: str, record: LoadedRecord) -> AgreementDocument | None:
    """What was read in `home` of the file whose sha256 begins with `key`, beside the record; None where nothing was."""
    if home is None or not _KEY.match(key):
        return None
    library = Library(home)
    names = sorted(path.name for path in (library.root / "readings").glob(f"{key}*.json.gz"))
    for name in names:
        sha256, _, engine = name.removesuffix(".json.gz").partition("-")
        document = library.get(sha256, engine or "auto")
        if document is not None:
            rows = record.agreements_by_file.get(file_key(document.file), [])
            agencies = {row["agency_id"]: record.agencies[row["agency_id"]]["name"] or "" for row in rows}
            return with_record(document, listed_from(rows, agencies))
    return None


def stamp(home: Path) -> str:
    """A mark that changes when a memorandum is read into `home`, or a file added to its archive."""
    return " ".join(str(_changed(home / place)) for place in ("documents/readings", "archive/sightings"))


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def file_of(home: Path, document: AgreementDocument) -> Path | None:
    """The document's PDF in the home's archive, its bytes as they were read; None where it is not there."""
    path = Archive(home).path(document.sha256)
    try:
        return path if sha256_of(path.read_bytes()) == document.sha256 else None
    except OSError:
        return None


def facts_of(document: AgreementDocument) -> ShippedDocument:
    """A document that was read, in the form of the shipped facts."""
    told = {
        name: tuple({c: str(v) for c, v in zip(TABLES[name], row, strict=True)} for row in rows)
        for name, rows in tables([document]).items()
    }
    fields = tuple(_field(name, document.fields[name]) for name in FIELDS)
    return ShippedDocument(told["documents"][0], fields, told["clauses"], told["differences"])


def _field(name: str, field: Field) -> ShippedField:
    values = field.value if isinstance(field.value, tuple) else (field.value,) if field.value else ()
    said = tuple(value or "unknown" for value in values)
    if not field.page:
        return ShippedField(name, said, "", "", None, False)
    return ShippedField(name, said, str(field.page), field.method, field.confidence, field.disputed)


class Further(NamedTuple):
    """A memorandum read in a home beyond those whose facts are shipped."""

    key: str
    name: str
    model: str
    edition: str


def further(home: Path | None) -> list[Further]:
    """The memoranda of a home's search index that are not among the shipped, by name; none where there is no index."""
    path = home / "documents" / "search.sqlite" if home else None
    if path is None or not path.is_file():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT sha256, file, agency, model, edition FROM documents").fetchall()
    found = [Further(sha[:12], agency or unquote(file), model, edition) for sha, file, agency, model, edition in rows]
    return sorted((one for one in found if one.key not in shipped_documents()), key=lambda one: one.name.casefold())
