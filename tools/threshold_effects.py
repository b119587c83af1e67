"""What hangs on a threshold on which no label bears: the rows of the record that one step either way changes.

    python -m tools.threshold_effects

Each is tried in a copy of the package from which the record is built of the shipped lists; counted are the rows of the
table that the threshold decides which one record has and the other lacks. It is no proof that the value is right; it
says how much would be otherwise if it were not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.accuracy_unaided import PACKAGE, ROOT
from tools.thresholds import Row, rows, stepped, text

DECIDES = {
    "slip_likeness": "SELECT agency_name, state, agency_id FROM spellings",
    "other_ori_likeness": "SELECT agency_id, other_id FROM candidates",
    "naming_publications": "SELECT agency_id, name FROM agencies",
    "pending_gap_days": "SELECT * FROM pending",
    "early_signing_days": "SELECT agreement_id, kind FROM doubts",
    "print_drift_days": "SELECT agreement_id, kind FROM doubts",
    "memorandum_day_days": "SELECT agreement_id, kind FROM doubts",
    "own_memorandum_likeness": "SELECT agreement_id, kind FROM doubts",
    "one_signing_days": "SELECT agreement_id, signed FROM early_agreements",
}
"""The rows that each threshold decides, of those that decide rows of the record."""
_CHILD = """
import json, sys
from pathlib import Path
import duckdb, open287g
assert open287g.__file__.startswith(sys.argv[1]), open287g.__file__
from open287g.record.build import build
report = build(Path(sys.argv[2]))
with duckdb.connect(str(report.path), read_only=True) as record:
    made = {name: sorted(map(str, record.execute(sql).fetchall())) for name, sql in json.loads(sys.argv[3]).items()}
json.dump(made, sys.stdout)
"""


def made(changes: Mapping[str, str], queries: Mapping[str, str]) -> dict[str, set[str]]:
    """What `queries` find in the record of the shipped lists, made with some thresholds changed."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "src"
        shutil.copytree(PACKAGE, source / "open287g", ignore=shutil.ignore_patterns("__pycache__"))
        tried = [{**row, "value": changes.get(row["name"], row["value"])} for row in rows("record")]
        (source / "open287g/record/thresholds.csv").write_text(text(tried), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, str(source), str(Path(scratch) / "home"), json.dumps(queries)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(source), str(ROOT)])},
            stdout=subprocess.PIPE,
            check=True,
        )
    return {name: set(found) for name, found in json.loads(done.stdout).items()}


def effects() -> Iterator[tuple[Row, int, list[int]]]:
    """Each threshold with the rows it decides as it stands, and how many one step down and up change."""
    stands = made({}, DECIDES)
    for row in rows("record"):
        if (name := row["name"]) in DECIDES:
            query = {name: DECIDES[name]}
            changed = [len(made({name: stepped(row, sign)}, query)[name] ^ stands[name]) for sign in (-1, 1)]
            yield row, len(stands[name]), changed


def main() -> None:
    """Print them as rows of a table."""
    for row, held, (down, up) in effects():
        print(f"| {row['name']} | {row['value']} | {row['step']} | {held} | {down} | {up} |", flush=True)


if __name__ == "__main__":
    main()
