"""The raw store: objects named by the hash of their bytes, and a log of where and when each was seen.

    HOME/archive/objects/ab/cdef...   the bytes, read-only, under the sha256 of their content
    HOME/archive/sightings/           the log (see `sightings`)
    HOME/archive/incoming/            scratch of an `add` under way
    HOME/archive/lock                 held by the one `add` under way; readers need no lock

An `add` writes and syncs all its objects first and then one batch of the log. Killed before the batch appears, it has
added nothing; whatever it left in `incoming/` the next `add` clears away.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from open287g.archive.store import sightings as log
from open287g.archive.store.errors import storing
from open287g.archive.store.intake import Incoming, captured_in
from open287g.archive.store.sightings import Sighting
from open287g.archive.store.staging import Staged, holds, place, stage
from open287g.archive.store.verify import Damage, verify
from open287g.core.errors import DamageError, InputError, NotFoundError
from open287g.core.files import sha256_of
from open287g.core.lock import in_turn, in_turn_to_read
from open287g.core.progress import step

MAX_OBJECT_BYTES = 256 * 1024 * 1024
_WAITING = "waiting for another open287g to finish with the archive"


class Archive:
    """The append-only raw store of one home folder; no object is larger than `max_bytes`."""

    def __init__(self, home: Path, *, max_bytes: int = MAX_OBJECT_BYTES) -> None:
        self.root = Path(home) / "archive"
        self.max_bytes = max_bytes

    def add(
        self,
        content: Path | str | bytes,
        *,
        name: str | None = None,
        source: str = "",
        captured_at: datetime | None = None,
    ) -> Sighting:
        """Store one file (a path) or bytes (which need a `name`) and record the sighting."""
        if isinstance(content, bytes):
            if not name:
                raise InputError("bytes need a name to be stored under", remedy="Pass name=...")
        else:
            content = Path(content)
            name = name or content.name
        moment = captured_at or captured_in(name) or captured_in(source)
        return self.add_all([Incoming(content, name, source, moment)])[0]

    def add_all(self, items: Iterable[Incoming]) -> list[Sighting]:
        """Store all of `items` or none; one sighting each, in the order given."""
        items = list(items)
        for item in items:
            _require_sound(item)
        if not items:
            return []
        with self._writing() as incoming, step("storing", len(items)) as progress:
            seen: list[Sighting] = []
            new: dict[Path, Path] = {}
            for item in items:
                staged = stage(item.content, incoming, self.max_bytes)
                target = self.path(staged.sha256)
                with storing(self.root):
                    if target in new or holds(target, staged):
                        staged.scratch.unlink()
                    else:
                        new[target] = staged.scratch
                seen.append(_sighting(item, staged))
                progress.advance()
            place(new, self.root / "objects")
            with storing(self.root):
                log.append(self.root / "sightings", seen)
        return seen

    def require_writable(self) -> None:
        """StorageError where nothing could be stored; asked before what takes long, and changes nothing."""
        with storing(self.root):
            for folder in (self.root, self.root / "incoming", self.root / "objects", self.root / "sightings"):
                there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
                if not os.access(there, os.W_OK | os.X_OK):
                    raise PermissionError(errno.EACCES, "not writable", str(there))

    def sightings(self) -> list[Sighting]:
        """Every sighting, in the order recorded."""
        return list(log.read(self.root / "sightings"))

    def path(self, sha256: str) -> Path:
        """Where the object of this hash lies, or would lie."""
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise InputError(f"{sha256!r} is not a sha256", remedy="Give all 64 hexadecimal digits, lower case.")
        return self.root / "objects" / sha256[:2] / sha256[2:]

    def find(self, beginning: str) -> str:
        """The one sha256 in the log that starts so."""
        hashes = sorted({s.sha256 for s in self.sightings() if s.sha256.startswith(beginning.lower())})
        if not hashes:
            raise NotFoundError(
                f"no stored object's hash starts with {beginning!r}",
                where=str(self.root),
                remedy="See `open287g archive list`.",
            )
        if len(hashes) > 1:
            raise InputError(f"{len(hashes)} hashes start with {beginning!r}", remedy="Give more of its digits.")
        return hashes[0]

    def read(self, sha256: str) -> bytes:
        """The bytes of one object, checked against its hash."""
        path = self.path(sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            self._raise_absent(sha256)
        except PermissionError as error:
            remedy = "Run this under the account that owns the home."
            raise InputError("this account may not read it", str(path), remedy) from error
        if sha256_of(content) != sha256:
            raise DamageError(
                "the stored bytes no longer match their hash",
                where=str(path),
                remedy="Add the original file again to repair it; `open287g archive verify` lists all damage.",
            )
        return content

    def verify(self) -> list[Damage]:
        """Hash everything again; see `verify.Damage` for what can be found."""
        if not (self.root / "lock").exists():
            raise NotFoundError(
                "there is no archive here",
                where=str(self.root),
                remedy="Name its folder with --home DIR or OPEN287G_HOME, or start one: open287g archive add PATH",
            )
        with in_turn_to_read(self.root / "lock", _WAITING):
            return verify(self.root)

    def _raise_absent(self, sha256: str) -> NoReturn:
        names = sorted({s.name for s in self.sightings() if s.sha256 == sha256})
        if names:
            raise DamageError(
                f"the object {sha256} ({', '.join(names)}) is missing",
                where=str(self.path(sha256)),
                remedy="Add the original file again to repair it.",
            )
        raise NotFoundError(
            f"the archive holds no object {sha256}", where=str(self.root), remedy="See `open287g archive list`."
        )

    @contextmanager
    def _writing(self) -> Iterator[Path]:
        """The scratch folder, emptied, while this process alone may write; emptied again at the end."""
        incoming = self.root / "incoming"
        with storing(self.root):
            for folder in (incoming, self.root / "objects", self.root / "sightings"):
                folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            with storing(self.root):
                held.enter_context(in_turn(self.root / "lock", _WAITING))
            self._clear_scratch()
            try:
                yield incoming
            finally:
                self._clear_scratch()

    def _clear_scratch(self) -> None:
        with storing(self.root):
            for left in (*(self.root / "incoming").iterdir(), *(self.root / "sightings").glob(".*.part")):
                left.unlink()


def _require_sound(item: Incoming) -> None:
    if not item.name or "/" in item.name or "\0" in item.name:
        raise InputError(f"{item.name!r} cannot be the name of a stored file", remedy="Give a file name, no folders.")
    if item.captured_at is not None and item.captured_at.tzinfo is None:
        raise InputError(
            f"the capture time of {item.name} has no time zone", remedy="Give an aware datetime, for example in UTC."
        )

    if not all(map(_is_text, (item.name, item.source, item.led_to))):
        raise InputError(
            f"the name or source of {item.name!r} is not valid UTF-8 text", remedy="Rename the file, or give --name."
        )


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _sighting(item: Incoming, kept: Staged) -> Sighting:
    captured = item.captured_at.astimezone(UTC) if item.captured_at else None
    return Sighting(kept.sha256, item.name, kept.size, item.source, captured, datetime.now(UTC), item.led_to)
