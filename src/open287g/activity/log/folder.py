"""The files of a folder that are one log, and those that are left out of it by their name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.folders import files_in

_PAPERS = (".md", ".rst", ".pdf", ".docx", ".doc", ".html", ".htm", ".png", ".jpg", ".jpeg", ".svg", ".yaml", ".yml")
"""Endings of papers and pictures, which hold no rows; a packed or foreign table (.zip, .ods) may, and is refused."""
_NAMES = ("readme", "license", "licence", "notice", "changelog", "sha256sums")
"""What files are called that tell of others, in whatever kind of text."""
_TEXTS = ("", ".txt")


@dataclass(frozen=True)
class Inside:
    """The files to read as one log, and those that their names show to be none."""

    read: tuple[Path, ...]
    left_out: tuple[Path, ...] = ()


def inside(path: Path) -> Inside:
    """A file itself, or every file of a folder but hidden ones. Raises InputError where there is none to read."""
    if path.is_file():
        return Inside((path,))
    if not path.exists():
        raise InputError(
            "there is no such file or folder", where=str(path), remedy="Name a CSV, Excel or Parquet file, or a folder."
        )
    every = sorted(one for one in files_in(path) if not one.name.startswith((".", "_")))
    left_out = tuple(one for one in every if _is_no_log(one))
    read = tuple(one for one in every if one not in left_out)
    if not read:
        what = "no file of the folder is a log" if left_out else "the folder is empty"
        raise InputError(what, where=str(path), remedy="Put CSV, Excel or Parquet files in it.")
    return Inside(read, left_out)


def told_within(error: InputError, file: Path, folder: Path) -> InputError:
    """A refusal of a file's kind or header; where it lies in a folder that is read, with what to do about that too."""
    if file == folder:
        return error
    leave = f"Every file of a folder is read as one log: take {file.name} out of it, or name the log's own file."
    return InputError(error.what, error.where, f"{leave} {error.remedy}".strip())


def _is_no_log(file: Path) -> bool:
    ending = file.suffix.lower()
    return ending in _PAPERS or (ending in _TEXTS and file.stem.lower() in _NAMES)
