"""Memoranda that were read, from the facts the package ships, and the agreements they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from open287g.core.errors import NotFoundError
from open287g.documents.findings.fields import FIELDS
from open287g.documents.kept.facts import shipped
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row

KINDS = ("negotiated", "edition", "assembly")
_LISTED = ("agency_signatories", "agency_titles", "agency_signed_on")


@dataclass(frozen=True)
class Reading:
    """One reading of a field: the values (one a signatory), where it stands and how far to believe it (0 to 1)."""

    name: str
    values: tuple[str, ...]
    page: str
    method: str
    confidence: float | None
    disputed: bool


@dataclass(frozen=True)
class Paper:
    """One memorandum: its facts as shipped, never its sentences."""

    facts: dict[str, str]
    readings: tuple[Reading, ...]
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
def papers() -> dict[str, Paper]:
    """Every memorandum by key, in the order of agencies."""
    tables = shipped()
    made = [_paper(row, tables) for row in tables["documents"]]
    return {paper.key: paper for paper in sorted(made, key=lambda paper: (paper.name.casefold(), paper.key))}


def _paper(row: dict[str, str], tables: dict[str, tuple[dict[str, str], ...]]) -> Paper:
    mine = {name: tuple(r for r in rows if r["sha256"] == row["sha256"]) for name, rows in tables.items()}
    believed = {r["field"]: r for r in mine["confidence"]}
    readings = tuple(_reading(name, row[name], believed.get(name)) for name in FIELDS)
    return Paper(row, readings, mine["clauses"], mine["differences"])


def _reading(name: str, value: str, how: dict[str, str] | None) -> Reading:
    values = tuple(value.split("; ")) if name in _LISTED and value else ((value,) if value else ())
    if how is None:
        return Reading(name, values, "", "", None, False)
    return Reading(name, values, how["page"], how["method"], float(how["confidence"]), how["disputed"] == "yes")


def paper(key: str) -> Paper:
    """The memorandum of this key."""
    found = papers().get(key)
    if found is None:
        raise NotFoundError(f"no memorandum has the key {key[:20]!r}")
    return found


def agreements_of(record: LoadedRecord, one: Paper) -> list[Row]:
    """Agreements whose linked file has this document's name."""
    return record.agreements_by_file.get(file_key(one.facts["file"]), [])


def of_agency(record: LoadedRecord, agency_id: str) -> list[Paper]:
    """Memoranda linked by an agency's agreements."""
    return [one for row in record.agreements_by_agency.get(agency_id, []) for one in of_agreement(record, row)]


def of_agreement(record: LoadedRecord, row: Row) -> list[Paper]:
    """Memoranda that an agreement links."""
    return _by_file().get(file_key(row["moa_file"] or ""), [])


@cache
def _by_file() -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = {}
    for one in papers().values():
        found.setdefault(file_key(one.facts["file"]), []).append(one)
    return found


def file_key(name: str) -> str:
    """A file's name as two lists may write it: decoded, lower case, without space at the ends."""
    return unquote(name).strip().casefold()
