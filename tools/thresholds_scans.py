"""The thresholds of `documents` that bear on scans alone, one step down and up, on a few planted scans.

    python -m tools.thresholds_scans make FOLDER 28 46 58     plant once, documents of `planted_scans` by number
    python -m tools.thresholds_scans run FOLDER > table.tsv   read them with each threshold moved; pictures read once

A trial is a process of its own, since modules take their thresholds as they are loaded.
"""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NAMES = (
    "readable_page", "running_likeness", "running_nearly", "worn_share", "worn_words", "trusted_layer", "stamp_words",
    "upright_quality", "upright_words", "stroke_share",
)  # fmt: skip
SEED, WEARS = 1212, ("fax", "steep", "shadow", "copied")


def make(folder: Path, numbers: list[int]) -> None:
    """Plant eight edits in each document and keep the PDFs with what is told of them without."""
    from open287g.documents.library.pdf_files import pdfs
    from open287g.documents.read import ReadOptions, read_document
    from tools.accuracy_documents import sample
    from tools.planted_scans import EACH, KINDS, in_turn, planted

    paths = in_turn(pdfs([sample(), sample("moa-more")]))
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        path, dice = paths[number % len(paths)], random.Random(f"{SEED} {number}")
        before = read_document(path, ReadOptions("none"))
        kinds = [KINDS[(number * EACH + n) % len(KINDS)] for n in range(EACH)]
        plant = planted(path, before, kinds, dice, WEARS[number % len(WEARS)])
        kept = (plant, before.differences, [page.note for page in before.pages])
        (folder / f"{number}.pickle").write_bytes(pickle.dumps(kept))


def run(folder: Path) -> Iterator[tuple[str, ...]]:
    """Of each threshold and value: edits seen, edits planted, other changes told; the set as it stands first."""
    from open287g.core.thresholds import thresholds

    known = thresholds("documents")
    yield ("as it stands", "", *_trial(folder, "", ""))
    for name in NAMES:
        value, step = float(known[name].value), float(known[name].step)
        for moved in (value - step, value + step):
            yield (name, f"{moved:g}", *_trial(folder, name, f"{moved:g}"))


def _trial(folder: Path, name: str, value: str) -> list[str]:
    words = [sys.executable, "-m", "tools.thresholds_scans", "trial", str(folder), name, value]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return done.stdout.split()


def trial(folder: Path, changes: Mapping[str, str]) -> Counter[str]:
    """What comes of the planted edits with `changes`, and how many other things are told."""
    from tools.thresholds_documents import _change

    _change(changes)
    from open287g.documents.read import ReadOptions, read_document
    from tools.planted_scans import judged

    counts: Counter[str] = Counter()
    for kept in sorted(folder.glob("*.pickle")):
        plant, told_before, notes = pickle.loads(kept.read_bytes())
        target = kept.with_suffix(".pdf")
        target.write_bytes(plant.content)
        read: Any = read_document(target, ReadOptions("auto", folder / "ocr"))
        told = [item for item in read.differences if not notes[item.page - 1]]
        for _, kind, how, _ in judged(plant, told, told_before):
            counts["alarm" if kind == "alarm" else how] += 1
    return counts


def main() -> None:
    """Plant, run all trials, or run one of them."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        make(folder, [int(number) for number in sys.argv[3:]])
    elif what == "trial":
        name, value = sys.argv[3:5]
        counts = trial(folder, {name: value} if name else {})
        seen = counts["found"] + counts["doubtful"]
        print(seen, seen + counts["missed"], counts["alarm"])
    else:
        for row in run(folder):
            print(*row, sep="\t", flush=True)


if __name__ == "__main__":
    main()
