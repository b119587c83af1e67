"""The documents whose facts the package ships, and the agreements of the record that link them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from open287g.core.errors import NotFoundError
from open287g.documents.findings.field import FIELDS
from open287g.documents.library.facts import shipped
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.vocabulary.file_names import file_key

KINDS = ("negotiated", "edition", "assembly")
_LISTED = ("agency_signatories", "agency_titles", "agency_signed_on")


@dataclass(frozen=True)
class ShippedField:
    """A field as shipped: the values (one a signatory), where it stands and how far to believe it (0 to 1)."""

    name: str
    values: tuple[str, ...]
    page: str
    method: str
    confidence: float | None
    disputed: bool


@dataclass(frozen=True)
class ShippedDocument:
    """One agreement document as shipped: its facts, never its sentences."""

    facts: dict[str, str]
    fields: tuple[ShippedField, ...]
    clauses: tuple[dict[str, str], ...]
    differences: tuple[dict[str, str], ...]

    @property
    def key(self) -> str:
        """Twelve digits of its hash, for addresses."""
        return self.facts["sha256"][:12]

    @property
    def name(self) -> str:
        """The agency as the document writes it, else the file's name."""
        return self.facts["agency"] or self.file

    @property
    def file(self) -> str:
        """The file's name as people read it."""
        return unquote(self.facts["file"])

    def count(self, kind: str) -> int:
        """Differences of one kind."""
        return sum(row["kind"] == kind for row in self.differences)


@cache
def shipped_documents() -> dict[str, ShippedDocument]:
    """Every document by key, in the order of agencies."""
    tables = shipped()
    documents = [_document(row, tables) for row in tables["documents"]]
    return {each.key: each for each in sorted(documents, key=lambda each: (each.name.casefold(), each.key))}


def shipped_document(key: str) -> ShippedDocument:
    """The document of this key. Raises NotFoundError where there is none."""
    document = shipped_documents().get(key)
    if document is None:
        raise NotFoundError(f"no memorandum has the key {key[:20]!r}")
    return document


def called(record: LoadedRecord, document: ShippedDocument) -> str:
    """The record's name of the agency that links the file, else what was read off the document."""
    linking = agreements_linking(record, document)
    name = record.agencies[linking[0]["agency_id"]]["name"] if linking else None
    return name or document.name


def fits(document: ShippedDocument, name: str, words: str, chosen: Mapping[str, str]) -> bool:
    """Whether a document, called `name`, has every one of `words` in its names or differences, and each fact of
    `chosen` that is not empty."""
    if any(value and document.facts[fact] != value for fact, value in chosen.items()):
        return False
    held = [name, document.name, document.file]
    held += [" ".join(row[c] for c in ("kind", "what", "section")) for row in document.differences]
    text = " ".join(held).casefold()
    return all(word in text for word in words.casefold().split())


def agreements_linking(record: LoadedRecord, document: ShippedDocument) -> list[Row]:
    """Agreements whose linked file has this document's name."""
    return record.agreements_by_file.get(file_key(document.facts["file"]), [])


def documents_of_agency(record: LoadedRecord, agency_id: str) -> list[ShippedDocument]:
    """Documents linked by an agency's agreements."""
    agreements = record.agreements_by_agency.get(agency_id, [])
    return [document for agreement in agreements for document in documents_of_agreement(agreement)]


def documents_of_agreement(agreement: Row) -> list[ShippedDocument]:
    """Documents that an agreement links."""
    return _by_file().get(file_key(agreement["moa_file"] or ""), [])


@cache
def _by_file() -> dict[str, list[ShippedDocument]]:
    by_file: dict[str, list[ShippedDocument]] = {}
    for document in shipped_documents().values():
        by_file.setdefault(file_key(document.facts["file"]), []).append(document)
    return by_file


def _document(row: dict[str, str], tables: dict[str, list[dict[str, str]]]) -> ShippedDocument:
    own = {name: tuple(r for r in rows if r["sha256"] == row["sha256"]) for name, rows in tables.items()}
    evidence = {r["field"]: r for r in own["confidence"]}
    fields = tuple(_field(name, row[name], evidence.get(name)) for name in FIELDS)
    return ShippedDocument(row, fields, own["clauses"], own["differences"])


def _field(name: str, value: str, evidence: dict[str, str] | None) -> ShippedField:
    values = tuple(value.split("; ")) if name in _LISTED and value else ((value,) if value else ())
    if evidence is None:
        return ShippedField(name, values, "", "", None, False)
    confidence, disputed = float(evidence["confidence"]), evidence["disputed"] == "yes"
    return ShippedField(name, values, evidence["page"], evidence["method"], confidence, disputed)
