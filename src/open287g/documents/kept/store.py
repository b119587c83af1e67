"""Readings kept in the home, under the hash of the file they were read from; rebuilt from the raw files at any time.

HOME/documents/readings/<sha256>.json   text, fields, clauses and differences of one file
HOME/documents/ocr/<hash>.json          OCR by the hash of the page's pixels
HOME/documents/search.sqlite            the search index (see `search`)
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from open287g.archive.store.archive import Archive
from open287g.core.errors import NotFoundError
from open287g.core.files import sha256_of, write_atomic
from open287g.core.ids import slug
from open287g.documents.editions.identify import Identity
from open287g.documents.findings.clauses import Clause
from open287g.documents.findings.differences import Difference
from open287g.documents.findings.fields import Field
from open287g.documents.findings.ranking import Alternative
from open287g.documents.pages.many import Outcome, read_many
from open287g.documents.pages.text import Page
from open287g.documents.read import Options, Reading


class Store:
    """The documents of one home."""

    def __init__(self, home: Path) -> None:
        self.root = Path(home) / "documents"
        self.ocr = self.root / "ocr"

    def path(self, sha256: str, engine: str = "auto") -> Path:
        """Where the reading of this file, by this OCR engine, lies or would lie."""
        name = sha256 if engine == "auto" else f"{sha256}-{engine}"
        return self.root / "readings" / f"{name}.json.gz"

    def get(self, sha256: str, engine: str = "auto") -> Reading | None:
        """The reading of this file made by this version of the reader; None when there is none."""
        path = self.path(sha256, engine)
        if not path.is_file():
            return None
        try:
            raw = json.loads(gzip.decompress(path.read_bytes()))
        except (OSError, EOFError, ValueError):
            return None
        return _reading(raw["reading"]) if raw.get("reader") == reader_version() else None

    def put(self, reading: Reading, engine: str = "auto") -> None:
        """Keep a reading."""
        raw = {"reader": reader_version(), "reading": _plain(reading)}
        content = gzip.compress(json.dumps(raw, ensure_ascii=False, sort_keys=True).encode(), mtime=0)
        write_atomic(self.path(reading.sha256, engine), content)

    def all(self) -> Iterator[Reading]:
        """Every reading kept, in the order of the hashes."""
        for path in sorted((self.root / "readings").glob("*.json.gz")):
            sha256, _, engine = path.name.removesuffix(".json.gz").partition("-")
            reading = self.get(sha256, engine or "auto")
            if reading:
                yield reading

    def find(self, name: str) -> Reading:
        """The one reading whose hash starts with `name`, whose file or agency is called so, or a NotFoundError."""
        found = {r.sha256: r for r in self.all() if r.sha256.startswith(name.lower()) or r.file == name}
        if not found:
            found = {r.sha256: r for r in self.all() if slug(name) in slug(str(r.fields["agency"].value or ""))}
        if len(found) == 1:
            return next(iter(found.values()))
        what = "several documents are" if found else "no document here is"
        remedy = "Give the path of the PDF, or more of its sha256."
        if stale := self.stale():
            remedy += f" {stale} readings were made by another version: read those files again."
        raise NotFoundError(f"{what} called {name!r}", remedy=remedy)

    def read(
        self,
        paths: Iterable[Path],
        options: Options,
        jobs: int = 0,
        *,
        again: bool = False,
        names: Mapping[Path, str] | None = None,
    ) -> Iterator[Outcome]:
        """Read `paths`, from what is kept where the file's bytes were read before; keep what is new.

        `names`: the file name to go by where it is not the path's own.
        """
        names = names or {}
        fresh: list[Path] = []
        for path in paths:
            kept = None if again else self._kept(path, options)
            if kept is None:
                fresh.append(path)
            else:
                yield Outcome(path, replace(kept, file=names.get(path, path.name)))
        for outcome in read_many(fresh, options, jobs):
            if outcome.reading:
                named = replace(outcome.reading, file=names.get(outcome.path, outcome.path.name))
                self.put(named, options.engine)
                outcome = Outcome(outcome.path, named)
            yield outcome

    def _kept(self, path: Path, options: Options) -> Reading | None:
        if not path.is_file() or path.stat().st_size > options.limits.bytes:
            return None
        return self.get(sha256_of(path.read_bytes()), options.engine)

    def stale(self) -> int:
        """How many readings here were made by another version of the reader, and are not used."""
        kept = sum(1 for _ in (self.root / "readings").glob("*.json.gz"))
        return kept - sum(1 for _ in self.all())


def archived(home: Path) -> dict[Path, str]:
    """The PDFs in the archive of `home`: where each lies, and the name under which it was last seen."""
    archive = Archive(home)
    names = {s.sha256: s.name for s in archive.sightings() if s.name.lower().endswith(".pdf")}
    if not names:
        raise NotFoundError(
            "the archive holds no PDF",
            where=str(archive.root),
            remedy="Name files or folders, or store some first: open287g archive add PATH",
        )
    return {archive.path(sha256): name for sha256, name in sorted(names.items(), key=lambda item: item[1])}


def pdfs(paths: Iterable[Path]) -> list[Path]:
    """The files named, and every *.pdf under the folders named, sorted and once each."""
    out: dict[Path, None] = {}
    for path in paths:
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf") if path.is_dir() else [path]
        if not found:
            raise NotFoundError("no PDF in this folder", where=str(path), remedy="Name a folder that holds *.pdf.")
        out.update(dict.fromkeys(found))
    return list(out)


@cache
def reader_version() -> str:
    """A mark that changes whenever code or data of this room change, so that no stale reading is used."""
    digest = hashlib.sha256()
    folder = Path(str(files("open287g.documents")))
    for path in sorted([*folder.rglob("*.py"), *(folder / "data").rglob("*.csv"), *(folder / "data").rglob("*.txt")]):
        if "facts" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _plain(reading: Reading) -> dict[str, Any]:
    pages = [{**asdict(p), "read": None} for p in reading.pages]
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "pages": pages,
        "identity": asdict(reading.identity),
        "fields": {name: asdict(field) for name, field in reading.fields.items()},
        "clauses": [asdict(c) for c in reading.clauses],
        "differences": [asdict(d) for d in reading.differences],
    }


def _reading(raw: dict[str, Any]) -> Reading:
    return Reading(
        raw["file"],
        raw["sha256"],
        tuple(Page(**page) for page in raw["pages"]),
        Identity(**raw["identity"]),
        {name: _field(field) for name, field in raw["fields"].items()},
        tuple(Clause(**c) for c in raw["clauses"]),
        tuple(Difference(**d) for d in raw["differences"]),
    )


def _field(raw: dict[str, Any]) -> Field:
    value = raw["value"]
    return Field(
        tuple(value) if isinstance(value, list) else value,
        raw["page"],
        raw["method"],
        raw["confidence"],
        tuple(Alternative(**a) for a in raw["alternatives"]),
    )
