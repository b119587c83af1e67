"""The Merkle tree of RFC 6962 over leaves in order: its root as it grows, and the paths of proofs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from open287g.office.ledger.outsider import node_of

EMPTY = hashlib.sha256(b"").digest()
"""The root of no entry."""


class Frontier:
    """The roots of the full subtrees on the left edge: all that is needed to append, and to tell the root."""

    def __init__(self, size: int = 0, roots: Sequence[bytes] = ()) -> None:
        self.size = size
        self.roots = list(roots)

    def append(self, leaf: bytes) -> None:
        """Add one leaf."""
        node, size = leaf, self.size
        while size & 1:
            node, size = node_of(self.roots.pop(), node), size >> 1
        self.roots.append(node)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.roots:
            return EMPTY
        node = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            node = node_of(left, node)
        return node


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root


def inclusion_path(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """The siblings, from the leaf up, that lead from the leaf at `place` to the root."""
    if len(leaves) == 1:
        return []
    cut = _cut(len(leaves))
    if place < cut:
        return [*inclusion_path(leaves[:cut], place), root_of(leaves[cut:])]
    return [*inclusion_path(leaves[cut:], place - cut), root_of(leaves[:cut])]


def consistency_path(leaves: Sequence[bytes], small: int) -> list[bytes]:
    """The nodes that show that the tree over `leaves` begins with that over the first `small` of them."""
    return _consistency(leaves, small, whole=True)


def _consistency(leaves: Sequence[bytes], small: int, *, whole: bool) -> list[bytes]:
    if small == len(leaves):
        return [] if whole else [root_of(leaves)]
    cut = _cut(len(leaves))
    if small <= cut:
        return [*_consistency(leaves[:cut], small, whole=whole), root_of(leaves[cut:])]
    return [*_consistency(leaves[cut:], small - cut, whole=False), root_of(leaves[:cut])]


def _cut(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
