"""`python -m bench [--only NAME] [--json FILE]`: run every module of this folder that has `run()`, print the measures.

Exits with 1 when a figure misses its limit.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

import bench
from bench.measure import Measure, timed


def discover(only: str | None = None) -> list[str]:
    """Names of the modules here that have `run()`; `only` chooses one."""
    names = [found.name for found in pkgutil.iter_modules(bench.__path__) if not found.name.startswith("_")]
    if only is not None and only not in names:
        sys.exit(f"no benchmark is called {only}; there are: {', '.join(names)}")
    chosen = [only] if only else names
    return [name for name in chosen if hasattr(importlib.import_module(f"bench.{name}"), "run")]


def measures(names: list[str]) -> Iterator[Measure]:
    """Run the modules one after another; each yields its figures."""
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr)
        with timed() as clock:
            found: list[Measure] = importlib.import_module(f"bench.{name}").run()
        yield from found
        print(f"measured {name} in {clock.seconds:.0f} s", file=sys.stderr)


def table(found: list[Measure]) -> Table:
    """The figures as a table for the terminal."""
    grid = Table("room", "what", "value", "unit", "limit", "kept", "note")
    for one in found:
        sign = "≥" if one.higher_is_better else "≤"
        limit = "" if one.limit is None else f"{sign} {one.limit:,g}"
        kept = "" if one.limit is None else ("yes" if one.kept else "NO")
        grid.add_row(one.room, one.name, f"{one.value:,.4g}", one.unit, limit, kept, one.note)
    return grid


def main() -> None:
    """Measure, print, and fail when a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", help="run one module, for example audit")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    chosen = parser.parse_args()
    found = list(measures(discover(chosen.only)))
    Console(width=None if sys.stdout.isatty() else 200).print(table(found))
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(one) for one in found], indent=2) + "\n")
    sys.exit(0 if all(one.kept for one in found) else 1)


if __name__ == "__main__":
    main()
