"""Making the shipped wordings again from the documents in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from open287g.documents.editions.from_documents import make
from open287g.documents.editions.profile_files import save
from open287g.documents.library.library import Library
from open287g.documents.library.reading import read_files


def make_wordings(library: Library, folder: Path, to: Path) -> list[dict[str, Any]]:
    """Read the PDFs under `folder` and write the wordings they hold to `to`; one row each: profile, words, sections."""
    documents = [result.document for result in read_files(library, [folder]) if result.document]
    wordings = make({document.sha256: [page.text for page in document.pages] for document in documents})
    save(to, wordings)
    return [{"profile": name, "words": each.words, "sections": len(each.sections)} for name, each in wordings.items()]
