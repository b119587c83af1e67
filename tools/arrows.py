"""Counts the imports between the modules of a room, and between its sub-rooms: how entangled it is.

    python -m tools.arrows record [rulebook ...] [--list]

An arrow is one module that imports another of the same room, counted once however many names it takes; imports for
type checking alone count too. Needs nothing installed but Python, so that it also reads an older checkout: name its
folder with --src.
"""

from __future__ import annotations

import argparse
import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
PACKAGE = "open287g"
Arrow = tuple[str, str]


def arrows(room: str, source: Path = SOURCE) -> list[Arrow]:
    """Pairs (importer, imported) of modules of `room`, in order. Raises SystemExit where there is no such room."""
    folder = source / PACKAGE / room
    if not folder.is_dir():
        raise SystemExit(f"{folder} is no room. Name a folder of {source / PACKAGE}.")
    modules = {_name(path, source): path for path in sorted(folder.rglob("*.py"))}
    pairs = {(name, target) for name, path in modules.items() for target in _imported(name, path, modules)}
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def between(room: str, pairs: list[Arrow]) -> Counter[Arrow]:
    """How many of `pairs` lead from one sub-room to another; a module beside the sub-rooms is one of its own."""
    inside = Counter((_part(room, one), _part(room, other)) for one, other in pairs)
    return Counter({pair: count for pair, count in inside.items() if pair[0] != pair[1]})


def _part(room: str, module: str) -> str:
    return module.removeprefix(f"{PACKAGE}.{room}").strip(".").partition(".")[0] or room


def _name(path: Path, source: Path) -> str:
    return ".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__")


def _imported(name: str, path: Path, modules: dict[str, Path]) -> Iterator[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*parts, *([node.module] if node.module else [])])
            for alias in node.names:
                target = f"{origin}.{alias.name}"
                if target in modules or origin in modules:
                    yield target if target in modules else origin


def main() -> None:
    """Print one line a room: its arrows, its modules, the arrows between its parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rooms", nargs="+", help="rooms, such as record")
    parser.add_argument("--src", type=Path, default=SOURCE, help="the src folder to read")
    parser.add_argument("--list", action="store_true", help="print the arrows between parts")
    options = parser.parse_args()
    for room in options.rooms:
        pairs = arrows(room, options.src)
        parted = between(room, pairs)
        modules = len({module for pair in pairs for module in pair})
        print(f"{room}: {len(pairs)} arrows among {modules} modules, {sum(parted.values())} between its parts")
        if options.list:
            for (one, other), count in sorted(parted.items()):
                print(f"  {one} -> {other}: {count}")


if __name__ == "__main__":
    main()
