"""Measure what the product says against the labels of bench/labels, in one table.

    python -m tools.accuracy                    every module tools/accuracy_*.py that has run()
    python -m tools.accuracy --only record      one of them; may be given again
    python -m tools.accuracy --cases            also name every case that was wrong

The record is made from the shipped lists in a home of its own, build/accuracy, so that nothing in yours counts. That
home keeps what was read of scanned pages: only the first run is long. Exits with 0 whatever the figures are.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import tools
from tools.wilson import wilson

HOME = Path(__file__).parents[1] / "build/accuracy"
OF_RECORD = ("record", "unaided")
_REGION = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- end of accuracy -->)", re.DOTALL)

Row = dict[str, Any]


def modules() -> list[str]:
    """Names of the modules that measure, without `accuracy_`."""
    found = [
        m.name.removeprefix("accuracy_") for m in pkgutil.iter_modules(tools.__path__) if m.name[:9] == "accuracy_"
    ]
    return [name for name in found if hasattr(importlib.import_module(f"tools.accuracy_{name}"), "run")]


@contextmanager
def shipped_record(home: Path | None = None) -> Iterator[Path]:
    """The record of the shipped lists in `home`, or one that goes away; OPEN287G_HOME names it while the block runs."""
    from open287g.record.build import build

    with tempfile.TemporaryDirectory() as passing, mock.patch.dict(os.environ):
        chosen = home or Path(passing)
        build(chosen)
        os.environ["OPEN287G_HOME"] = str(chosen)
        yield chosen


def measured(names: Sequence[str], home: Path | None = None) -> list[Row]:
    """The rows of the modules called `names`: measure, wrong, of, share, low95, high95, cases."""
    rows: list[Row] = []
    with shipped_record(home):
        for name in names:
            print(f"measuring {name} ...", file=sys.stderr)
            found = importlib.import_module(f"tools.accuracy_{name}").run()
            if not found:
                print(f"{name}: nothing measured; what it reads is not on this machine", file=sys.stderr)
            rows += [one for row in found for one in (as_measures(row) if "measure" not in row else [row])]
    return rows


def as_measures(row: Row) -> Iterator[Row]:
    """Precision and recall of one subject as two rows: answers that are wrong, labeled answers that are missing."""
    subject = f"{row['subject']}, {row['group']}"
    for word, total in (("wrong", row["given"]), ("missed", row["labeled"])):
        low, high = wilson(total - row["right"], total)
        share = (total - row["right"]) / total if total else None
        yield {
            "measure": f"{word} {subject}",
            "wrong": total - row["right"],
            "of": total,
            "share": share,
            "low95": low,
            "high95": high,
            "cases": [],
        }


def cells(row: Row) -> tuple[str, ...]:
    """measure, wrong, of, share, interval: as printed and as the pages hold them."""
    share = "" if row["share"] is None else f"{row['share']:.2%}"
    return row["measure"], str(row["wrong"]), str(row["of"]), share, f"{row['low95']:.2%} to {row['high95']:.2%}"


def show(rows: Iterable[Row], *, cases: bool = False) -> None:
    """Print the table; with `cases`, each case that was wrong after it."""
    lines = [("measure", "wrong", "of", "share", "95% interval"), *map(cells, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(5)]
    for name, wrong, of, share, interval in lines:
        print(
            f"{name:<{widths[0]}}  {wrong:>{widths[1]}}  {of:>{widths[2]}}  {share:>{widths[3]}}  {interval}".rstrip()
        )
    if cases:
        for row in rows:
            for case in row["cases"]:
                print(f"{row['measure']}: {case}")


def record_table(rows: Iterable[Row]) -> str:
    """The record's measures as the method page holds them: each with all tables, then by the rules alone."""
    found = {row["measure"]: row for row in rows}
    lines = ["| measure | wrong | of | share | 95% interval | rules alone: wrong | share |\n", "|---" * 7 + "|\n"]
    for name, row in found.items():
        alone = found.get(f"{name}, rules alone")
        if alone is not None:
            _, wrong, of, share, _ = cells(alone)
            lines.append(f"| {' | '.join(cells(row))} | {wrong} of {of} | {share} |\n")
    return "".join(lines)


def with_table(page: str, table: str) -> str:
    """The text of a page with `table` in the place marked for it. Raises ValueError where none is marked."""
    if not _REGION.search(page):
        raise ValueError("the page has no place marked for the table")
    return _REGION.sub(lambda _: table, page)


def main() -> None:
    """Measure and print."""
    known = modules()
    parser = argparse.ArgumentParser(prog="python -m tools.accuracy", description=__doc__.split("\n")[0])
    parser.add_argument("--only", action="append", choices=known, help="one module; may be given again")
    parser.add_argument("--cases", action="store_true", help="name every case that was wrong")
    chosen = parser.parse_args()
    rows = measured(chosen.only or known, HOME)
    show(rows, cases=chosen.cases)


if __name__ == "__main__":
    main()
