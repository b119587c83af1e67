"""What was last had from each address, and how to ask whether it has changed.

A convenience only: without this file everything is downloaded again, and nothing is lost.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from open287g.archive.fetching.download import Validators
from open287g.archive.store.errors import storing
from open287g.core.errors import DamageError
from open287g.core.files import write_atomic


@dataclass(frozen=True)
class Held:
    """The object last had from an address, with the server's validators for it."""

    sha256: str
    etag: str = ""
    last_modified: str = ""

    @property
    def validators(self) -> Validators:
        """What to send with the next request."""
        return Validators(self.etag, self.last_modified)


def load(path: Path) -> dict[str, Held]:
    """What is known, by address; nothing if the file is not there yet."""
    if not path.exists():
        return {}
    try:
        return {address: Held(**held) for address, held in json.loads(path.read_bytes()).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise DamageError(
            "the notes on earlier downloads cannot be read",
            where=str(path),
            remedy="Delete this file; the next update then downloads everything again.",
        ) from error


def save(path: Path, held: dict[str, Held]) -> None:
    """Replace what is known."""
    content = {address: asdict(held[address]) for address in sorted(held)}
    with storing(path.parent):
        write_atomic(path, json.dumps(content, indent=1).encode())
