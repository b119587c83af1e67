"""The office's own keys, in files beside the database and never in it: one signs checkpoints, one seals texts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from open287g.core.errors import DamageError
from open287g.office.ledger.outsider import signed_text


@dataclass(frozen=True)
class Keys:
    """The key that signs and the key that seals, 32 bytes each."""

    signing: bytes
    sealing: bytes

    @property
    def public(self) -> str:
        """The public key in hex: what an outsider needs, told once by another way."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw().hex()

    def sign(self, size: int, root: str, known: str) -> str:
        """The signature of a checkpoint, in hex."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(signed_text(size, root, known)).hex()


NAMES = ("signing.key", "sealing.key")


def make_keys(folder: Path) -> Keys:
    """New keys in `folder`, readable by its owner alone; those that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in NAMES:
        try:
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(32).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    return load_keys(folder)


def load_keys(folder: Path) -> Keys:
    """The keys in `folder`. Raises DamageError naming the file that is missing or not whole."""
    keys = []
    for name in NAMES:
        path = folder / name
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            key = b""
        if len(key) != 32:
            raise DamageError("a key of the office is missing or not whole", str(path), "Restore it from your backup.")
        keys.append(key)
    return Keys(*keys)
