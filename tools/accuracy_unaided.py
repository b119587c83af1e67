"""Measure the rules alone: the record and the places without any verdict of a person about a single agency.

    python -m tools.accuracy_unaided

The tables of verdicts were written from the same reading of the lists as the labels, so a score with them says that the
record agrees with that reading. This one empties them in a copy of the package and measures that copy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/open287g"
VERDICTS = (
    "record/judgments.csv",
    "record/fixes/signed.csv",
    "record/fixes/states.csv",
    "record/data/signatures.csv",
    "places/data/agency_counties.csv",
    "places/data/ori_judgments.csv",
)
MODULES = ("tools.accuracy_record", "tools.accuracy_places")

_MEASURE = """
import importlib, json, sys
from pathlib import Path
import open287g
from open287g.record.build import build
assert open287g.__file__.startswith(sys.argv[1]), open287g.__file__
build(Path(sys.argv[2]))
rows = [row for name in sys.argv[3:] for row in importlib.import_module(name).run()]
json.dump(rows, sys.stdout)
"""


def without_verdicts(target: Path) -> None:
    """Copy the package to `target` with every table of verdicts down to its header."""
    shutil.copytree(PACKAGE, target, ignore=shutil.ignore_patterns("__pycache__"))
    for name in VERDICTS:
        table = target / name
        table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def run() -> list[dict[str, Any]]:
    """Every measure of record and places without verdicts: the same keys as theirs, the name with `, rules alone`."""
    with tempfile.TemporaryDirectory() as scratch:
        source, home = Path(scratch) / "src", Path(scratch) / "home"
        without_verdicts(source / "open287g")
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(source), str(home), *MODULES],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(source), str(ROOT)]), "OPEN287G_HOME": str(home)},
            stdout=subprocess.PIPE,
            check=True,
        )
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return [{**row, "measure": f"{row['measure']}, rules alone"} for row in rows]


if __name__ == "__main__":
    from tools.accuracy import show

    show(run())
