"""Decides acts by the rulebook that is imported, and prints how they come out; run by `test_change_of_law`.

Run: python -m tests.rulebook.another_law ACTS.json
Prints `rulebook` (the folder read), `decided` and `audited` (by act and provision), `needs` (by provision).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import open287g
from open287g.rulebook.decide import decide
from open287g.rulebook.engine.evaluate import CODES, evaluate
from open287g.rulebook.engine.prepare import prepare
from open287g.rulebook.language.provision import provisions
from tests.rulebook.logs import loaded


def audited(acts: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The results of an audit of the same acts, by act and provision."""
    tables = [[facts[record] for facts in acts.values()] for record in ("act", "officer", "agreement")]
    with loaded(*tables) as (_, read):
        rows = evaluate(prepare(*read)).to_pyarrow().to_pylist()
    return {row["act_act_id"]: {p.id: CODES[row[p.column]] for p in provisions()} for row in rows}


def main(path: str) -> None:
    """Read acts (name -> facts) and print."""
    acts = json.loads(Path(path).read_text(encoding="utf-8"))
    decided = {name: {one.id: one.result for one in decide(facts).provisions} for name, facts in acts.items()}
    told = {
        "rulebook": str(Path(open287g.__file__).parent),
        "decided": decided,
        "audited": audited(acts),
        "needs": {p.id: p.needs for p in provisions()},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
