"""The edition of an agreement as its own document shows it: one read in this home, else one whose facts ship."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from open287g.core.settings import home as home_folder
from open287g.documents.library.facts import shipped
from open287g.documents.library.library import Library
from open287g.documents.listed import Listed, links_in
from open287g.vocabulary.file_names import file_key


class EditionRead(NamedTuple):
    """The edition that the document `file` with hash `sha256` is, for the agreement that links it."""

    agreement_id: str
    edition: str
    file: str
    sha256: str

    @property
    def says(self) -> str:
        """On what it rests, in a sentence."""
        return f"{self.agreement_id}: edition {self.edition}, read in {self.file} (sha256 {self.sha256[:12]})."


def editions_read(home: Path | None = None, *, agreement_id: str | None = None) -> dict[str, EditionRead]:
    """The editions that documents show, by the agreement that links them; of one agreement only where it is named.

    Nothing is told where a file is linked by several agreements, where the document is of another model, or where two
    documents of one agreement differ. Empty where no record is built.
    """
    links = {
        key: linking[0]
        for key, linking in links_in(home).items()
        if len(linking) == 1 and agreement_id in (None, linking[0].agreement_id)
    }
    told: dict[str, set[EditionRead]] = {}
    for one in _readings(home, links) if links else ():
        told.setdefault(one.agreement_id, set()).add(one)
    return {
        id: min(found, key=lambda one: one.sha256)
        for id, found in told.items()
        if len({one.edition for one in found}) == 1
    }


def _readings(home: Path | None, links: dict[str, Listed]) -> Iterator[EditionRead]:
    seen = set()
    for document in Library(home_folder(home)).all():
        seen.add(document.sha256)
        known = document.identity
        yield from _of(links, document.file, document.sha256, known.model, known.edition)
    for row in shipped()["documents"]:
        if row["sha256"] not in seen:
            yield from _of(links, row["file"], row["sha256"], row["model"], row["edition"])


def _of(links: dict[str, Listed], file: str, sha256: str, model: str, edition: str) -> Iterator[EditionRead]:
    listed = links.get(file_key(file))
    if listed is not None and edition and model == listed.model:
        yield EditionRead(listed.agreement_id, edition, file, sha256)
