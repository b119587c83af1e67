"""Verify a checkpoint or a proof of an office without the office: this one file and the library `cryptography`.

    python outsider.py proof.json KEY          (KEY: the office's public key in hex, known from elsewhere)

The tree is that of RFC 6962: a leaf is SHA-256 of 0x00 and the entry's bytes, a node SHA-256 of 0x01 and both children.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def leaf_of(entry: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_of(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def signed_text(size: int, root: str, known: str) -> bytes:
    """What the signature of a checkpoint is over: how many entries, the root in hex, and when, in UTC."""
    return f"open287g office checkpoint\n{size}\n{root}\n{known}\n".encode()


def checkpoint_holds(checkpoint: Mapping[str, Any], key: str) -> bool:
    """Whether the checkpoint was signed by the office whose public key is `key`, in hex."""
    text = signed_text(checkpoint["size"], checkpoint["root"], checkpoint["known"])
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(checkpoint["signature"]), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def included(leaf: bytes, place: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the tree of `size` entries and this root holds `leaf` at `place` (RFC 9162, 2.1.3.2)."""
    if not 0 <= place < size:
        return False
    first, last, node = place, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            node = node_of(sibling, node)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            node = node_of(node, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and node == root


def consistent(small: int, large: int, path: Sequence[bytes], old: bytes, new: bytes) -> bool:
    """Whether the tree of `large` entries begins with that of `small` entries (RFC 9162, 2.1.4.2)."""
    if not 0 < small <= large:
        return False
    if small == large:
        return not path and old == new
    steps = [old, *path] if small & (small - 1) == 0 else list(path)
    if not steps:
        return False
    first, last = small - 1, large - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    smaller = larger = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            smaller, larger = node_of(sibling, smaller), node_of(sibling, larger)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            larger = node_of(larger, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and smaller == old and larger == new


def proof_holds(proof: Mapping[str, Any], key: str) -> bool:
    """Whether a proof file holds: of one entry in a checkpoint, or of an older checkpoint in a newer one."""
    path = [bytes.fromhex(one) for one in proof["path"]]
    new = proof["checkpoint"]
    if not checkpoint_holds(new, key):
        return False
    root = bytes.fromhex(new["root"])
    if proof["proves"] == "inclusion":
        return included(leaf_of(proof["entry"].encode()), proof["number"], new["size"], path, root)
    old = proof["older"]
    return checkpoint_holds(old, key) and consistent(old["size"], new["size"], path, bytes.fromhex(old["root"]), root)


if __name__ == "__main__":
    holds = proof_holds(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])
    print("holds" if holds else "does not hold")
    sys.exit(0 if holds else 1)
