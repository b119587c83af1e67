"""Write the proof of every threshold: precision and recall one step down, as it stands, and one step up.

    python -m tools.thresholds                  every room that has a thresholds.csv
    python -m tools.thresholds record places    some of them
    python -m tools.thresholds record --on lists    only those that are set on these labels
    python -m tools.thresholds --show           print them, measure nothing

Each value is tried in a copy of the package in which the verdicts of persons on single agencies are emptied: with them
the rules would be measured on cases that the rules did not decide. A threshold whose `set_on` is empty bears on no
label, and says in `decides` why it is what it is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from open287g.core.bundled import read_table_at
from open287g.core.cells import csv_of
from open287g.core.files import write_atomic
from open287g.core.progress import step
from open287g.core.thresholds import COLUMNS, MEASURED
from tools import thresholds_documents
from tools.accuracy_unaided import PACKAGE, ROOT, without_verdicts
from tools.thresholds_documents import Scores

Row = dict[str, str]

MEASURES = {
    "identity_pairs": "tools.accuracy_record:pairs_scores",
    "endings": "tools.accuracy_record:endings_scores",
    "renewals": "tools.accuracy_record:renewals_scores",
    "ori": "tools.accuracy_places:scores",
    "lists": "tools.planted_lists:scores",
}
"""Labels, and the function that gives precision and recall on them for the package it is run with."""

LABELS = (*MEASURES, *thresholds_documents.LABELS)
"""All labels that a threshold may be set on; those of documents are measured by `thresholds_documents`."""

_CHILD = """
import importlib, json, sys
from pathlib import Path
import open287g
assert open287g.__file__.startswith(sys.argv[1]), open287g.__file__
module, name = sys.argv[3].split(":")
if sys.argv[4] == "record":
    from open287g.record.build import build
    build(Path(sys.argv[2]))
json.dump(getattr(importlib.import_module(module), name)(), sys.stdout)
"""


def rooms() -> list[str]:
    """Rooms that have thresholds."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/thresholds.csv"))


def rows(room: str, package: Path = PACKAGE) -> list[Row]:
    """The thresholds of a room as they stand in its file."""
    return list(read_table_at(package / room / "thresholds.csv"))


def text(of: list[Row]) -> str:
    """The file of these rows."""
    return csv_of(of, COLUMNS)


def stepped(row: Row, sign: int) -> str:
    """The value one step down (-1) or up (1), written as the value is: a whole number stays one."""
    if "." not in row["value"] + row["step"]:
        return str(int(row["value"]) + sign * int(row["step"]))
    return f"{float(row['value']) + sign * float(row['step']):g}"


def scores(labels: str, room: str = "", changes: Mapping[str, str] | None = None) -> Scores:
    """Precision and recall on `labels` of the package with some thresholds of `room` changed."""
    with tempfile.TemporaryDirectory() as scratch:
        source, home = Path(scratch) / "src", Path(scratch) / "home"
        without_verdicts(source / "open287g")
        if changes:
            tried = [{**row, "value": changes.get(row["name"], row["value"])} for row in rows(room)]
            (source / "open287g" / room / "thresholds.csv").write_text(text(tried), encoding="utf-8")
        made = "" if labels in ("ori", "lists") else "record"
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, str(source), str(home), MEASURES[labels], made],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(source), str(ROOT)]), "OPEN287G_HOME": str(home)},
            stdout=subprocess.PIPE,
            check=True,
        )
    precision, recall = json.loads(done.stdout)
    return precision, recall


Trial = tuple[str, Mapping[str, str]]
"""Labels, and the thresholds that are changed."""


def trials(of: list[Row]) -> list[Trial]:
    """What must be measured to prove these thresholds: their labels as it stands, and each one step down and up."""
    bearing = [row for row in of if row["set_on"]]
    stands: list[Trial] = [(labels, {}) for labels in sorted({row["set_on"] for row in bearing})]
    return stands + [(row["set_on"], {row["name"]: stepped(row, sign)}) for row in bearing for sign in (-1, 1)]


def scored(room: str, wanted: list[Trial]) -> Iterator[Scores]:
    """Precision and recall of each trial, in order; as many at a time as there are processors."""
    if room == "documents":
        yield from thresholds_documents.scores(wanted)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda trial: scores(trial[0], room, trial[1]), wanted)


def proved(of: list[Row], wanted: list[Trial], found: list[Scores]) -> Iterator[Row]:
    """The thresholds with their proof; `found` are the scores of `wanted`."""
    score = {(labels, *changes.items()): shares for (labels, changes), shares in zip(wanted, found, strict=True)}
    for row in of:
        proof = dict.fromkeys(MEASURED, "")
        if labels := row["set_on"]:
            down, up = (score[labels, (row["name"], stepped(row, sign))] for sign in (-1, 1))
            for suffix, shares in (("_down", down), ("", score[labels,]), ("_up", up)):
                for name, share in zip(("precision", "recall"), shares, strict=True):
                    proof[f"{name}{suffix}"] = "" if share is None else f"{share:.4f}"
        yield {**row, **proof}


def measure(room: str, on: str | None = None) -> None:
    """Measure the proof of a room's thresholds anew and write it; what cannot be measured here stays as it is.

    With `on` only those that are set on these labels.
    """
    if room == "documents" and not thresholds_documents.at_hand():
        print("documents: the published agreements are not at hand, so the proof stays as it is; see OPEN287G_SHARED")
        return
    every = rows(room)
    of = [row for row in every if on in (None, row["set_on"])]
    wanted, found = trials(of), []
    with step(f"measuring {room}", len(wanted)) as progress:
        for shares in scored(room, wanted):
            found.append(shares)
            progress.advance()
    new = {row["name"]: row for row in proved(of, wanted, found)}
    write_atomic(PACKAGE / room / "thresholds.csv", text([new.get(row["name"], row) for row in every]).encode())


def main() -> None:
    """Measure and write, or show."""
    parser = argparse.ArgumentParser(prog="python -m tools.thresholds", description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of: {', '.join(rooms())}; all if none is named")
    parser.add_argument("--on", choices=LABELS, help="only thresholds that are set on these labels")
    parser.add_argument("--show", action="store_true", help="print what is written; measure nothing")
    chosen = parser.parse_args()
    for room in chosen.rooms or rooms():
        if not chosen.show:
            measure(room, chosen.on)
        for row in rows(room):
            shares = "  ".join(f"{row[column] or '-':>6}" for column in MEASURED)
            print(f"{room + '.' + row['name']:<34}{row['value']:>7}  ±{row['step']:<5}{shares}  {row['set_on']}")


if __name__ == "__main__":
    main()
