"""The PDFs to read: those named, those under folders, those of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from open287g.archive.store.archive import Archive
from open287g.core.errors import NotFoundError
from open287g.core.folders import files_in


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
        files = [p for p in files_in(path) if p.suffix.lower() == ".pdf"] if path.is_dir() else [path]
        if not files:
            raise NotFoundError("no PDF in this folder", where=str(path), remedy="Name a folder that holds *.pdf.")
        out.update(dict.fromkeys(files))
    return list(out)
