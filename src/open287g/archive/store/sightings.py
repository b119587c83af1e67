"""What was seen, where and when: the archive's log.

The log is a folder of batches, `sightings/<number>-<sha256>.jsonl`. A batch holds the sightings of one `add`, one JSON
object a line; it appears whole or not at all, never changes, and its name carries the hash of its content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from open287g.core.errors import DamageError
from open287g.core.files import sha256_of, write_atomic

_BATCH = re.compile(r"(\d{10})-([0-9a-f]{64})\.jsonl")


@dataclass(frozen=True)
class Sighting:
    """One time that one object was seen under one name.

    `sha256` names the object, `size` is in bytes, `name` is the file's own name without folders, `source` the address
    it came from ("" when not told), `captured_at` when that address showed these bytes (UTC; None when not told),
    `first_seen` when this archive received them (UTC), and `led_to` where the address led ("" where nowhere else).
    """

    sha256: str
    name: str
    size: int
    source: str
    captured_at: datetime | None
    first_seen: datetime
    led_to: str = ""

    def as_row(self) -> dict[str, Any]:
        """The sighting as plain values, times as ISO 8601 text."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "size": self.size,
            "source": self.source,
            "captured_at": self.captured_at.isoformat() if self.captured_at else None,
            "first_seen": self.first_seen.isoformat(),
            "led_to": self.led_to,
        }

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Sighting:
        """The opposite of `as_row`."""
        captured = row["captured_at"]
        return cls(
            sha256=row["sha256"],
            name=row["name"],
            size=row["size"],
            source=row["source"],
            captured_at=datetime.fromisoformat(captured).astimezone(UTC) if captured else None,
            first_seen=datetime.fromisoformat(row["first_seen"]).astimezone(UTC),
            led_to=row.get("led_to", ""),
        )


def append(folder: Path, sightings: Sequence[Sighting]) -> Path:
    """Write `sightings` as the next batch. The caller holds the archive's lock."""
    content = "".join(json.dumps(s.as_row(), ensure_ascii=False) + "\n" for s in sightings).encode()
    number = max((int(path.name[:10]) for path in batches(folder)), default=0) + 1
    target = folder / f"{number:010d}-{sha256_of(content)}.jsonl"
    write_atomic(target, content)
    return target


def batches(folder: Path) -> list[Path]:
    """The files of the log in the order they were written."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _BATCH.fullmatch(path.name))


def read(folder: Path) -> Iterator[Sighting]:
    """All sightings in the order they were recorded; a damaged batch raises `DamageError`."""
    for path in batches(folder):
        yield from read_batch(path)


def read_batch(path: Path) -> list[Sighting]:
    """The sightings of one batch, checked against the hash in its name."""
    named = _BATCH.fullmatch(path.name)
    content = path.read_bytes()
    if named is None or sha256_of(content) != named[2]:
        raise DamageError(
            "this part of the archive's log no longer matches its hash",
            where=str(path),
            remedy="Restore it from a backup, or move it away and add the files it names again.",
        )
    return [Sighting.from_row(json.loads(line)) for line in content.splitlines()]
