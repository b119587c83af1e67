"""The documents of a home: what was read of each PDF, under the hash of its file.

All of it can be made again from the raw files at any time.

HOME/documents/readings/<sha256>.json.gz  text, fields, clauses and differences of one file
HOME/documents/ocr/<hash>.json           OCR by the hash of the page's pixels
HOME/documents/search.sqlite             the search index (see `search`)
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from open287g.core.errors import NotFoundError
from open287g.core.files import sha256_of, shown, write_atomic
from open287g.core.ids import slug
from open287g.core.suggest import suggestion
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.library.as_json import from_json, to_json
from open287g.documents.library.reader_version import reader_version
from open287g.documents.read import ReadOptions
from open287g.documents.read_many import ReadResult, read_many
from open287g.vocabulary.editions import HELD
from open287g.vocabulary.file_names import file_key


class Library:
    """The documents of one home."""

    def __init__(self, home: Path) -> None:
        self.root = Path(home) / "documents"
        self.ocr = self.root / "ocr"

    def path(self, sha256: str, engine: str = "auto") -> Path:
        """Where what was read of this file, with this OCR engine, lies or would lie."""
        name = sha256 if engine == "auto" else f"{sha256}-{engine}"
        return self.root / "readings" / f"{name}.json.gz"

    def get(self, sha256: str, engine: str = "auto") -> AgreementDocument | None:
        """The document of this file, as this version of the reader reads it; None when there is none."""
        path = self.path(sha256, engine)
        if not path.is_file():
            return None
        try:
            raw = json.loads(gzip.decompress(path.read_bytes()))
        except (OSError, EOFError, ValueError):
            return None
        return from_json(raw["document"]) if raw.get("reader") == reader_version() else None

    def put(self, document: AgreementDocument, engine: str = "auto") -> None:
        """Keep a document."""
        raw = {"reader": reader_version(), "document": to_json(document)}
        content = gzip.compress(json.dumps(raw, ensure_ascii=False, sort_keys=True).encode(), mtime=0)
        write_atomic(self.path(document.sha256, engine), content)

    def all(self) -> Iterator[AgreementDocument]:
        """Every document kept, once, in the order of the hashes: as the best engine read it, else as one named did."""
        for sha256, engines in self._kept().items():
            found = (self.get(sha256, engine) for engine in engines)
            if document := next(filter(None, found), None):
                yield document

    def _kept(self) -> dict[str, list[str]]:
        """The engines by which each file was read, `auto` first and `none` last."""
        kept: dict[str, list[str]] = {}
        for path in sorted((self.root / "readings").glob("*.json.gz")):
            sha256, _, engine = path.name.removesuffix(".json.gz").partition("-")
            kept.setdefault(sha256, []).append(engine or "auto")
        return {
            sha: sorted(engines, key=lambda name: (name != "auto", name == "none")) for sha, engines in kept.items()
        }

    def find(self, name: str) -> AgreementDocument:
        """The one document whose hash starts with `name`, whose file or agency is called so, or a NotFoundError."""
        called = {
            r.sha256: r for r in self.all() if r.sha256.startswith(name.lower()) or file_key(r.file) == file_key(name)
        }
        if not called:
            called = {r.sha256: r for r in self.all() if slug(name) in slug(str(r.fields["agency"].value or ""))}
        if len(called) == 1:
            return next(iter(called.values()))
        what = "several documents are" if called else "no document here is"
        near = suggestion(name, HELD)
        remedy = near if near.startswith("Did") else "Give the path of the PDF, or more of its sha256."
        if stale := self.stale():
            remedy += f" {stale} readings were made by another version: read those files again."
        raise NotFoundError(f"{what} called {name!r}", remedy=remedy)

    def read(
        self,
        paths: Iterable[Path],
        options: ReadOptions,
        jobs: int = 0,
        *,
        again: bool = False,
        names: Mapping[Path, str] | None = None,
    ) -> Iterator[ReadResult]:
        """Read `paths`, from what is kept where the file's bytes were read before; keep what is new.

        `names`: the file name to go by where it is not the path's own.
        """
        names = names or {}
        fresh: list[Path] = []
        for path in paths:
            before = None if again else self._read_before(path, options)
            if before is None:
                fresh.append(path)
            else:
                yield ReadResult(path, replace(before, file=names.get(path, shown(path.name))))
        for result in read_many(fresh, options, jobs):
            if result.document:
                named = replace(result.document, file=names.get(result.path, shown(result.path.name)))
                self.put(named, options.engine)
                result = ReadResult(result.path, named)
            yield result

    def _read_before(self, path: Path, options: ReadOptions) -> AgreementDocument | None:
        try:
            if not path.is_file() or path.stat().st_size > options.limits.bytes:
                return None
            return self.get(sha256_of(path.read_bytes()), options.engine)
        except OSError:  # whoever reads it says why
            return None

    def stale(self) -> int:
        """How many documents here were made by another version of the reader, and are not used."""
        return len(self._kept()) - sum(1 for _ in self.all())
