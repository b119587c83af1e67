"""Which files a person means, and what their names tell."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from open287g.core.errors import InputError
from open287g.core.files import unread

_STAMP = re.compile(r"(?<!\d)((?:19|20)\d{12})(?!\d)")


@dataclass(frozen=True)
class Incoming:
    """Something to store: a file or bytes, and what is known about it."""

    content: Path | bytes
    name: str
    source: str = ""
    captured_at: datetime | None = None
    led_to: str = ""


@dataclass(frozen=True)
class Selection:
    """Files found under the paths a person named, and the hidden ones passed over."""

    files: list[Incoming]
    hidden: list[Path]


def captured_in(text: str) -> datetime | None:
    """The capture time that a web archive puts into names and addresses: the 14 digits YYYYMMDDhhmmss, in UTC."""
    for digits in _STAMP.findall(text):
        try:
            return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def parse_moment(text: str) -> datetime:
    """A moment given as 14 digits or as ISO 8601 with a time; without an offset it is UTC."""
    moment = captured_in(text) if text.isdigit() else None
    if moment is None and ("T" in text or " " in text.strip()):
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            moment = None
    if moment is None:
        raise InputError(
            f"capture time {text!r} is not a moment",
            remedy="Write it like 2025-04-21T12:00:00Z or 20250421120000; a day alone does not say when.",
            exit_code=2,
        )
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def select(
    paths: list[Path], *, source: str = "", captured_at: datetime | None = None, name: str | None = None
) -> Selection:
    """Every file named by `paths`, folders read to the bottom, in the order of their names.

    A `source` that ends in a slash is the address of the folder and gets each file's path appended. A file keeps its
    own name, unless `name` gives a single file another; its capture time is `captured_at`, else what its name or
    source tells.
    """
    files: list[Incoming] = []
    hidden: list[Path] = []
    for path in paths:
        chosen = list(_walk(path, hidden)) if _is_folder(path) else [path]
        if not chosen:
            raise InputError("this folder holds no file to store", where=str(path))
        for file in chosen:
            _require_regular(file)
            below = file.relative_to(path).as_posix() if file != path else file.name
            address = source + quote(below) if source.endswith("/") else source
            moment = captured_at or captured_in(file.name) or captured_in(address)
            files.append(Incoming(file, name or file.name, address, moment))
    if name and len(files) != 1:
        raise InputError(f"--name fits one file, not {len(files)}", remedy="Leave --name out.", exit_code=2)
    return Selection(files, hidden)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise InputError(
            unread(error, "file or folder"), where=str(path), remedy="Check the path and its permissions."
        ) from error


def _walk(folder: Path, hidden: list[Path]) -> Iterator[Path]:
    """Files under `folder`; links to folders are never entered, so no walk goes in circles."""
    for base, folders, names in os.walk(folder, onerror=_unreadable):
        hidden.extend(Path(base, name) for name in (*folders, *names) if name.startswith("."))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(base, name).is_symlink():
                raise InputError(
                    "a link to a folder is not followed",
                    where=str(Path(base, name)),
                    remedy="Name the folder it leads to as another PATH.",
                )
        yield from (Path(base, name) for name in sorted(names) if not name.startswith("."))


def _unreadable(error: OSError) -> None:
    raise InputError(
        f"cannot be read ({error.strerror})", where=str(error.filename), remedy="Check its permissions."
    ) from error


def _require_regular(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", where=str(file), remedy="Remove the link or mend where it leads."
        ) from error
    if not stat.S_ISREG(mode):
        raise InputError("this is not a regular file", where=str(file), remedy="Only files and folders can be stored.")
