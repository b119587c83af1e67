"""Look for damage: every object hashed again, every part of the log read again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from open287g.archive.store import sightings as log
from open287g.archive.store.staging import hash_file
from open287g.core.errors import DamageError
from open287g.core.folders import files_in
from open287g.core.progress import step


@dataclass(frozen=True)
class Damage:
    """Something in the archive that is not as it should be.

    `kind` is `damaged` (bytes do not match their hash or cannot be read), `missing` (seen, but the object is gone),
    `log` (a batch of sightings is damaged), `unreferenced` (a sound object that no sighting names) or `stray` (a file
    that is not the archive's, or the scratch of a stopped add). The first three are losses.
    """

    kind: str
    path: Path
    sha256: str = ""
    names: tuple[str, ...] = ()
    detail: str = ""

    @property
    def is_loss(self) -> bool:
        """True when evidence is damaged or gone; False for leftovers that harm nothing."""
        return self.kind in ("damaged", "missing", "log")

    def as_row(self) -> dict[str, Any]:
        """The damage as plain values."""
        return {
            "kind": self.kind,
            "loss": self.is_loss,
            "sha256": self.sha256,
            "names": list(self.names),
            "path": str(self.path),
            "detail": self.detail,
        }


def verify(root: Path) -> list[Damage]:
    """Everything wrong under `root`, losses first.

    Raises PermissionError where this account may not look: what it may not see is not missing for that.
    """
    names: dict[str, set[str]] = defaultdict(set)
    damages = list(_read_log(root / "sightings", names))
    objects = files_in(root / "objects")
    held = set()
    with step("hashing again", len(objects)) as progress:
        for path in objects:
            sha256 = path.parent.name + path.name
            held.add(sha256)
            damages.extend(_check_object(path, sha256, tuple(sorted(names.get(sha256, ())))))
            progress.advance()
    for sha256 in sorted(names.keys() - held):
        path = root / "objects" / sha256[:2] / sha256[2:]
        damages.append(Damage("missing", path, sha256, tuple(sorted(names[sha256])), "no such file"))
    damages.extend(Damage("stray", path, detail="left by a stopped add") for path in _files(root / "incoming"))
    return sorted(damages, key=lambda damage: (not damage.is_loss, damage.kind, str(damage.path)))


def _read_log(folder: Path, names: dict[str, set[str]]) -> Iterator[Damage]:
    known = set(log.batches(folder))
    for path in sorted(known):
        try:
            for sighting in log.read_batch(path):
                names[sighting.sha256].add(sighting.name)
        except DamageError as error:
            yield Damage("log", path, detail=error.what)
        except OSError as error:
            yield Damage("log", path, detail=f"cannot be read ({error.strerror})")
    for path in _files(folder):
        if path not in known:
            yield Damage("stray", path, detail="not a batch of the log")


def _check_object(path: Path, sha256: str, names: tuple[str, ...]) -> Iterator[Damage]:
    if not re.fullmatch("[0-9a-f]{64}", sha256) or len(path.parent.name) != 2:
        yield Damage("stray", path, detail="not named by a hash")
        return
    try:
        sound = hash_file(path) == sha256
    except OSError as error:
        yield Damage("damaged", path, sha256, names, f"cannot be read ({error.strerror})")
        return
    if not sound:
        yield Damage("damaged", path, sha256, names, f"{path.stat().st_size:,} bytes that do not match the hash")
    elif not names:
        yield Damage("unreferenced", path, sha256, detail="no sighting names it; adding the file again records one")


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
