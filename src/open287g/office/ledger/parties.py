"""Two parties: each signs the other's checkpoints, so that who recorded what by when is settled by arithmetic.

A party signs a checkpoint of the other only with the proof that it grows from the one it signed before. What it signed
last stands in its home; the signed file goes back to the other party, who can no longer show another past.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from open287g.core.errors import DamageError, InputError
from open287g.core.files import write_atomic
from open287g.office.ledger.outsider import checkpoint_holds, proof_holds
from open287g.office.ledger.signing import Keys


def countersign(
    own: Keys, folder: Path, other: str, checkpoint: Mapping[str, Any], proof: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The checkpoint of the office whose public key is `other`, signed by us too.

    Raises DamageError where it is not signed by that office or does not grow from the one signed before: keep both,
    they are the evidence. Raises InputError where the proof of that is wanting.
    """
    if not checkpoint_holds(checkpoint, other):
        raise DamageError("the checkpoint is not signed by that office", "checkpoint", "Ask which key is theirs.")
    path = folder / f"{other}.json"
    if path.exists():
        _grown_from(json.loads(path.read_text(encoding="utf-8")), checkpoint, proof, other)
    signed = {"size": checkpoint["size"], "root": checkpoint["root"], "known": checkpoint["known"]}
    ours = {"key": own.public, "signature": own.sign(**signed)}
    folder.mkdir(parents=True, exist_ok=True)
    told = {**signed, "signature": checkpoint["signature"], "countersigned": ours}
    write_atomic(path, (json.dumps(told, indent=2) + "\n").encode())
    return told


def countersigned_by(checkpoint: Mapping[str, Any], party: str) -> bool:
    """Whether the party of this public key signed the checkpoint too."""
    told = checkpoint.get("countersigned")
    if not isinstance(told, Mapping) or told.get("key") != party:
        return False
    return checkpoint_holds({**checkpoint, "signature": told["signature"]}, party)


def _grown_from(
    last: Mapping[str, Any], checkpoint: Mapping[str, Any], proof: Mapping[str, Any] | None, other: str
) -> None:
    if proof is None:
        raise InputError(
            f"a checkpoint of {last['size']} entries was signed before",
            "--proof",
            "Ask the other party: open287g office prove --since their-last.json",
            exit_code=2,
        )
    same = all(proof["older"][name] == last[name] and proof["checkpoint"][name] == checkpoint[name] for name in _SAID)
    if not (same and proof["proves"] == "consistency" and proof_holds(proof, other)):
        what = f"the checkpoint does not grow from that of {last['size']} entries which was signed before"
        raise DamageError(what, "checkpoint", "Keep both: they show that the past was rewritten.")


_SAID = ("size", "root", "known")
