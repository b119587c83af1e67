"""The wordings as small text files: those the package ships, and those made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from open287g.core.bundled import read_table_at
from open287g.core.cells import csv_text
from open287g.core.files import write_atomic
from open287g.documents.editions.profile import Profile, Section, profile_of
from open287g.documents.words.fingerprints import Fingerprints
from open287g.vocabulary.sections import sections as sections_by_wording

_COLUMNS = {
    "sections.csv": ("profile", "section", "page", "start", "words"),
    "pages.csv": ("profile", "page", "start"),
    "blanks.csv": ("profile", "at", "words"),
}


def data_folder() -> Path:
    return Path(str(files("open287g.documents").joinpath("data")))


@cache
def profiles() -> dict[str, Profile]:
    """The wordings the package ships, by id."""
    return load(data_folder())


def load(folder: Path) -> dict[str, Profile]:
    """The profiles stored under `folder` by `save`."""
    sections: dict[str, list[Section]] = {}
    for row in read_table_at(folder / "sections.csv"):
        headings = sections_by_wording()[row["profile"]]
        sections.setdefault(row["profile"], []).append(
            Section(row["section"], headings[row["section"]], int(row["page"]), int(row["start"]), int(row["words"]))
        )
    pages: dict[str, list[int]] = {}
    for row in read_table_at(folder / "pages.csv"):
        pages.setdefault(row["profile"], []).append(int(row["start"]))
    blanks: dict[str, dict[int, int]] = {}
    for row in read_table_at(folder / "blanks.csv"):
        blanks.setdefault(row["profile"], {})[int(row["at"])] = int(row["words"])
    return {
        name: profile_of(
            name, found, pages[name], blanks.get(name, {}), _marks(folder / "fingerprints" / f"{name}.txt")
        )
        for name, found in sections.items()
    }


def _marks(path: Path) -> Fingerprints:
    marks = bytes.fromhex(path.read_text(encoding="ascii"))  # eight figures each, with white space between them
    return np.frombuffer(marks, dtype=">u4").astype(np.uint64)


def save(folder: Path, found: Mapping[str, Profile]) -> None:
    """Write `found` as small text files, the same bytes for the same profiles."""
    tables: dict[str, list[Sequence[object]]] = {name: [] for name in _COLUMNS}
    for name, profile in found.items():
        tables["sections.csv"] += [(name, s.id, s.page, s.start, s.words) for s in profile.sections]
        tables["pages.csv"] += [(name, number + 1, start) for number, start in enumerate(profile.page_starts)]
        tables["blanks.csv"] += [(name, at, words) for at, words in sorted(profile.blanks.items())]
        fingerprints = [f"{int(mark):08x}" for mark in profile.fingerprints]
        lines = [" ".join(fingerprints[i : i + 12]) for i in range(0, len(fingerprints), 12)]
        write_atomic(folder / "fingerprints" / f"{name}.txt", ("\n".join(lines) + "\n").encode())
    for file, rows in tables.items():
        write_atomic(folder / file, csv_text(_COLUMNS[file], rows).encode())
