"""The PDFs to read: those named, those under folders, those of the archive."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from open287g.archive.store.archive import Archive
from open287g.core.errors import NotFoundError


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
    """The files named, and every *.pdf under the folders named, sorted and once each.

    A folder that may not be opened stands among them, so that whoever reads it tells of it.
    """
    out: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            out[path] = None
            continue
        files, closed = _under(path)
        found = sorted([*(file for file in files if _is_pdf(file)), *closed])
        if not found:
            raise NotFoundError("no PDF in this folder", where=str(path), remedy="Name a folder that holds *.pdf.")
        out.update(dict.fromkeys(found))
    return list(out)


def left_aside(paths: Iterable[Path]) -> list[Path]:
    """The files under the folders named that go by another name than *.pdf, which nobody reads; sorted, once each."""
    files = (file for path in paths if path.is_dir() for file in _under(path)[0])
    return sorted({file for file in files if not _is_pdf(file) and not file.name.startswith(".")})


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _under(folder: Path) -> tuple[list[Path], list[Path]]:
    """Every file under `folder`, links to folders not followed, and the folders that may not be opened."""
    closed: list[Path] = []

    def note(error: OSError) -> None:
        closed.append(Path(os.fsdecode(error.filename)))

    walk = os.walk(folder, onerror=note)
    return [Path(at) / name for at, _, names in walk for name in names], closed
